import assert from "node:assert/strict";
import path from "node:path";
import * as v from "valibot";
import { fixture, fixtureNames, truth } from "../support/fixtures";
import {
  allFixtures,
  fixtureCopy,
  logLines,
  onlySegmentLog,
  segmentLogs,
  writeLog,
} from "../support/logFiles";
import { cliRows } from "../support/runCli";

const decision = v.picklist(["fired", "no_candidates", "below_min_savings"]);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figures = v.strictObject({
  decision,
  candidateCount: v.nullable(count),
  protectedStart: v.nullable(count),
  estimatedSavingsTokens: v.nullable(count),
});

/** The row as scripts know it: a field more, less or renamed fails. */
const row = v.strictObject({
  session: v.string(),
  segment: v.string(),
  index: count,
  line: v.pipe(count, v.minValue(1)),
  decision,
  historyLength: count,
  sent: v.boolean(),
  recorded: figures,
  replayed: v.nullable(figures),
  agreement: v.picklist(["exact", "boundary", "differs", "not comparable"]),
  candidates: v.array(count),
  pruned: v.array(count),
  prunedCallIds: v.array(v.string()),
  inputTokens: v.nullable(count),
  cacheReadTokens: v.nullable(count),
  cacheWriteTokens: v.nullable(count),
  outputTokens: v.nullable(count),
});

async function evaluations(target: string) {
  return v.parse(v.array(row), await cliRows("evaluations", target));
}

describe("prunescope evaluations", () => {
  let all: Awaited<ReturnType<typeof evaluations>>;
  before(async () => {
    all = await evaluations(await allFixtures());
  });

  for (const name of fixtureNames()) {
    it(`${name}: says what the model's side saw`, () => {
      const expected = truth(name);
      const rows = all.filter(({ session }) => session === expected.session);
      assert.equal(rows.length, expected.evaluations.length);
      const byPlace = new Map(rows.map((one) => [`${one.segment} ${one.index}`, one]));
      for (const one of expected.evaluations) {
        const found = byPlace.get(`${one.segment} ${one.index}`);
        assert.ok(found, `${one.segment} ${one.index}`);
        const at = `${one.segment} #${one.index}`;
        assert.equal(found.decision, one.decision, at);
        assert.equal(found.historyLength, one.historyLength, at);
        assert.equal(found.sent, one.sent, at);
        assert.deepEqual(found.pruned, one.sent ? one.pruned : [], at);
        assert.equal(found.agreement, "exact", at);
        assert.deepEqual({ ...found.replayed, ...absent(found.recorded) }, found.recorded, at);
        if (found.decision === "fired")
          assert.deepEqual(found.candidates, one.pruned ?? found.candidates, at);
        assert.equal(found.candidates.length, found.recorded.candidateCount ?? 0, at);
        assert.equal(found.prunedCallIds.length, found.pruned.length, at);
        // Of a turn that was cancelled or cut, the log may have lost what the model's side still reported.
        if (one.usage === "yes" && one.answered === "ok") {
          assert.equal(found.inputTokens, one.inputTokens, at);
          assert.equal(found.cacheReadTokens, one.cacheReadTokens, at);
        }
        if (one.usage === "no" || !one.sent) assert.equal(found.inputTokens, null, at);
      }
    });
  }

  it("shows what was decided when the budget was counted in turns, and compares nothing", async () => {
    const data = await fixtureCopy("first");
    const file = await onlySegmentLog(data);
    const lines = await logLines(file);
    await writeLog(
      file,
      lines.map((line) => line.replace(/"protected_start_index":"\d+"/, '"border_turn":"1"')),
    );
    const rows = await evaluations(data);
    const expected = truth("first").evaluations;
    assert.equal(rows.length, expected.length);
    for (const [at, found] of rows.entries()) {
      const one = expected[at];
      assert.equal(found.decision, one?.decision);
      if (found.decision === "no_candidates") continue;
      assert.equal(found.agreement, "not comparable");
      assert.equal(found.replayed, null);
      assert.equal(found.recorded.protectedStart, null);
      assert.deepEqual([found.candidates, found.pruned], [one?.pruned, one?.pruned]);
    }
  });

  it("gives a forked segment's rows alone where its file alone is opened, as exact as in its session", async () => {
    for (const file of await segmentLogs(await fixture("forked"))) {
      const id = path.basename(file, ".jsonl");
      const own = all.filter(({ segment }) => segment === id);
      assert.ok(own.length > 0);
      assert.deepEqual(await evaluations(file), own);
    }
  });
});

/** The figures that a record does not hold: a skip without candidates has neither start nor savings of its own. */
function absent(recorded: v.InferOutput<typeof figures>) {
  return Object.fromEntries(Object.entries(recorded).filter(([, value]) => value === null));
}
