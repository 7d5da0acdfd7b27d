import assert from "node:assert/strict";
import { candidateRows, type CandidateRow } from "../../../src/core/inspect/candidates";
import { inspectRequest } from "../../../src/core/inspect/inspectRequest";
import { itemFates } from "../../../src/core/inspect/itemFates";
import { nextSameCalls } from "../../../src/core/inspect/laterCalls";
import { ResultSets } from "../../../src/core/inspect/resultSets";
import { requestLanes } from "../../../src/core/whatif/lanes";
import { fixtureNames, truth } from "../../support/fixtures";
import { openFixture, type OpenedFixture } from "../../support/openFixture";

interface Inspected {
  readonly request: number;
  readonly segment: number;
  readonly evaluation: number;
  readonly rows: readonly CandidateRow[];
  readonly removedBytes: number | undefined;
}

function inspectAll({ session, replay }: OpenedFixture): readonly Inspected[] {
  const lanes = requestLanes(session, replay);
  const sets = new ResultSets(session).recorded(replay).sets;
  return replay.requests.flatMap(({ segment, evaluation }, request) => {
    const whole = session.segments[segment];
    const inspected = inspectRequest(session, replay, lanes, request)?.evaluation;
    if (whole === undefined || evaluation === undefined || inspected === undefined) return [];
    const start = inspected.recorded.protectedStart ?? inspected.chain?.boundary.replayed;
    const fates = itemFates(session, replay, sets, segment);
    const next = nextSameCalls(whole.items);
    const rows = candidateRows(whole, fates, next, request, start, inspected.chain?.rate);
    return [{ request, segment, evaluation, rows, removedBytes: inspected.chain?.removedBytes }];
  });
}

describe("candidates", () => {
  for (const name of fixtureNames())
    it(`${name}: a fire's are what the model's side saw left out, and add up to its bytes`, async () => {
      const opened = await openFixture(name);
      const seen = new Map(
        truth(name).evaluations.map((row) => [`${row.segment}/${String(row.index)}`, row]),
      );
      for (const { segment, evaluation, rows, removedBytes } of inspectAll(opened)) {
        const id = opened.session.segments[segment]?.id ?? "";
        const row = seen.get(`${id}/${String(evaluation)}`);
        const bytes = rows.reduce((sum, candidate) => sum + candidate.contentBytes, 0);
        assert.equal(bytes, removedBytes ?? bytes);
        if (row?.decision === "fired")
          assert.deepEqual(
            rows.map(({ item }) => item),
            row.pruned,
          );
      }
    });

  it("tell tool, call and what was read again as the log has them", async () => {
    const opened = await openFixture("many-default");
    const items = opened.items[0] ?? [];
    const last = inspectAll(opened).at(-1);
    assert.ok(last !== undefined && last.rows.length > 50);
    let again = 0;
    for (const { item, call, tool, readAgain } of last.rows) {
      const result = items[item];
      const called = items[call ?? -1];
      assert.ok(result?.kind === "tool_result" && called?.kind === "tool_call");
      assert.equal(called.callId, result.callId);
      assert.equal(tool, called.name);
      const later = items.findIndex(
        (other, index) =>
          index > item &&
          other.kind === "tool_call" &&
          other.name === called.name &&
          other.arguments === called.arguments,
      );
      assert.equal(readAgain, later < 0 ? undefined : later);
      if (later >= 0) again++;
    }
    assert.ok(again > 0);
  });

  it("count comings and goings as the model's side saw them", async () => {
    for (const name of ["many-default", "thinking-default", "failures", "compacted"]) {
      const opened = await openFixture(name);
      const sent = truth(name).evaluations.filter((row) => row.sent);
      for (const segment of opened.session.segments.keys()) {
        const id = opened.session.segments[segment]?.id;
        const sets = sent.filter((row) => row.segment === id).map((row) => row.pruned ?? []);
        const inspected = inspectAll(opened).filter((row) => row.segment === segment);
        assert.equal(inspected.length, sets.length);
        const { rows, request } = inspected.at(-1) ?? { rows: [], request: 0 };
        for (const { item, cameBack, firstLeftOut, ageRequests } of rows) {
          const out = sets.map((set) => set.includes(item));
          const back = out.filter((now, at) => !now && out[at - 1] === true).length;
          assert.equal(cameBack, back);
          const first = out.indexOf(true);
          assert.equal(firstLeftOut, first < 0 ? undefined : inspected[first]?.request);
          const requests = opened.replay.requests;
          const born = requests.findIndex(
            (other) => other.segment === segment && other.historyLength > item,
          );
          const between = requests.filter(
            (other, at) => other.segment === segment && at >= born && at < request,
          );
          assert.equal(ageRequests, between.length);
        }
      }
    }
  });

  it("are none without a boundary", async () => {
    const { session, replay } = await openFixture("first");
    const [segment] = session.segments;
    assert.ok(segment !== undefined);
    const fates = itemFates(session, replay, new ResultSets(session).recorded(replay).sets, 0);
    const next = nextSameCalls(segment.items);
    assert.deepEqual(candidateRows(segment, fates, next, 0, undefined, undefined), []);
  });
});
