import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { evaluate } from "../../../src/core/prune/evaluate";
import { candidatesBefore, pruneHistory } from "../../../src/core/prune/pruneHistory";
import { UsageRecords, type UsageRecord } from "../../../src/core/prune/usageRecords";
import { itemKinds } from "../../../src/core/session/itemColumns";
import type { RecordedEvaluation, Segment } from "../../../src/core/session/segment";
import { assembleSession, type Session } from "../../../src/core/session/session";
import { rowAt } from "../../../src/core/session/rows";
import { fixture, fixtureNames, truth, type Truth } from "../../support/fixtures";
import { foldLog } from "../../support/foldLog";
import { plain } from "../../support/plain";

async function readSession(
  name: string,
  chunkSizes: readonly number[] = [65_536],
): Promise<Session> {
  const { session } = truth(name);
  const folder = path.join(await fixture(name), "sessions", session);
  const segments = await Promise.all(
    (await readdir(folder))
      .filter((file) => file.endsWith(".jsonl"))
      .map(async (file) => {
        const bytes = await readFile(path.join(folder, file));
        return foldLog(bytes, chunkSizes, path.basename(file, ".jsonl"));
      }),
  );
  return assembleSession(session, segments, undefined);
}

/** What the running agent held in memory beside its history, by the rules for forks, restarts and compaction. */
interface Memory {
  readonly process: number;
  readonly segment: string;
  readonly records: readonly UsageRecord[];
  /** Items whose reasoning ids were lost: those before this index. */
  readonly itemsWithoutIds: number;
}

const reasoning = itemKinds.indexOf("reasoning");

function memoryAtStart(segment: Segment, process: number, before: Memory | undefined): Memory {
  const { origin } = segment;
  // A fork by the process that was writing the parent keeps what that knew; any other start knows nothing.
  const goesOn =
    origin.kind === "forked" && before?.process === process && before.segment === origin.segmentId;
  return {
    process,
    segment: segment.id,
    records: goesOn ? before.records : [],
    itemsWithoutIds: goesOn
      ? Math.min(before.itemsWithoutIds, segment.openingItems)
      : origin.kind === "compacted"
        ? 0
        : segment.openingItems,
  };
}

/** Replays one segment with the true lengths; calls `each` with what the core gives and what was recorded. */
function replaySegment(
  segment: Segment,
  recorded: Truth,
  before: Memory | undefined,
  each: (replayed: unknown, expected: unknown, index: number) => void,
): Memory | undefined {
  const { settings, reasoningIdBytes } = recorded;
  const rows = recorded.evaluations.filter((row) => row.segment === segment.id);
  const first = rows[0];
  if (settings === null || first === undefined) return before;
  let memory = memoryAtStart(segment, first.process, before);
  let measured = 0;
  for (const [index, row] of rows.entries()) {
    const evaluation = rowAt(segment.evaluations, index);
    assert.ok(evaluation !== undefined, "the log has each evaluation of the truth");
    if (row.process !== memory.process)
      memory = {
        process: row.process,
        segment: segment.id,
        records: segment.requests.slice(0, measured),
        itemsWithoutIds: segment.runs[evaluation.run]?.firstItem ?? 0,
      };
    const { itemsWithoutIds } = memory;
    const history = pruneHistory(segment.items, (item) =>
      item >= itemsWithoutIds && segment.items.kind[item] === reasoning ? reasoningIdBytes : 0,
    );
    const known = new UsageRecords();
    for (const record of memory.records) known.append(record);
    const replayed = evaluate(history, row.historyLength, known, {
      protectedTokens: settings.protected_tokens,
      minSavings: settings.min_savings,
    });
    each(
      {
        decision: replayed.decision,
        ...(replayed.decision === "no_candidates"
          ? {}
          : {
              count: replayed.candidateCount,
              start: replayed.protectedStart,
              savings: replayed.estimatedSavingsTokens,
            }),
        ...(row.sent
          ? {
              pruned:
                replayed.decision === "fired"
                  ? candidatesBefore(history, replayed.protectedStart)
                  : [],
            }
          : {}),
      },
      { ...recordedDecision(evaluation), ...(row.sent ? { pruned: row.pruned } : {}) },
      index,
    );
    const request = rowAt(segment.requests, measured);
    // A cancelled turn leaves no usage record, even where the model's side had reported one.
    const logged = row.sent && row.usage !== "no" && row.answered !== "cancel";
    if (logged && request !== undefined) {
      assert.equal(request.historyLength, row.historyLength);
      assert.equal(request.inputTokens, row.inputTokens);
      memory = { ...memory, records: [...memory.records, request] };
      measured += 1;
    }
  }
  assert.equal(measured, segment.requests.length, "every usage record belongs to an evaluation");
  return memory;
}

function recordedDecision(evaluation: RecordedEvaluation) {
  const { decision } = evaluation;
  return decision === "no_candidates"
    ? { decision }
    : {
        decision,
        count: evaluation.candidateCount,
        start: evaluation.protectedStart,
        savings: evaluation.estimatedSavingsTokens,
      };
}

describe("recorded sessions", function () {
  this.timeout(60_000);

  it("are the same segments when the file comes byte by byte", async () => {
    for (const name of ["first", "signed"]) {
      const whole = plain(await readSession(name));
      assert.deepEqual(plain(await readSession(name, [1])), whole);
      assert.deepEqual(plain(await readSession(name, [1021, 3])), whole);
    }
  });

  for (const name of fixtureNames()) {
    it(`${name}: every line is read, and the core repeats every decision and every projection`, async () => {
      const session = await readSession(name);
      const recorded = truth(name);
      for (const segment of session.segments) {
        assert.deepEqual(segment.unread, []);
        assert.equal(segment.file.uncommittedBytes, 0);
        assert.deepEqual(segment.tally.unknownKinds, []);
        assert.deepEqual(segment.tally.otherMetrics, []);
        assert.equal(segment.sessionId, session.id);
      }
      let memory: Memory | undefined;
      let evaluations = 0;
      for (const segment of session.segments)
        memory = replaySegment(segment, recorded, memory, (replayed, expected, index) => {
          evaluations += 1;
          assert.deepEqual(replayed, expected, `${segment.id}, evaluation ${String(index)}`);
        });
      assert.equal(
        session.segments.reduce((sum, segment) => sum + segment.evaluations.length, 0),
        recorded.evaluations.length,
      );
      assert.equal(evaluations, recorded.settings === null ? 0 : recorded.evaluations.length);
    });
  }
});
