import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import { assembleSession, type Session } from "../../../src/core/session/session";
import type { Segment } from "../../../src/core/session/segment";
import { rowAt } from "../../../src/core/session/rows";
import { readFile } from "node:fs/promises";
import { incomparability } from "../../../src/core/replay/comparable";
import { discover } from "../../../src/platform/discover";
import { fixture } from "../../support/fixtures";
import { foldLog } from "../../support/foldLog";
import { openFixture } from "../../support/openFixture";
import { modelSession } from "./modelSession";
import { Random } from "./random";
import { randomSession, type SessionKind } from "./randomSession";

const troubled: SessionKind = {
  troubles: { failure: 0.06, cut: 0.05, fork: 0.1, restart: 0.1, midwayCompaction: 0.02 },
  clocks: ["steady", "same", "late"],
  idBytes: [0, 61],
  runs: [3, 8],
};

/** What holds whatever a log says. */
function assertWhole(session: Session): void {
  const replay = replaySession(session);
  assert.equal(replay.segments.length, session.segments.length);
  for (const [position, segment] of session.segments.entries()) {
    const found = replay.segments[position];
    assert.equal(found?.evaluations.length, segment.evaluations.length);
    for (const evaluation of found.evaluations) {
      assert.ok(evaluation.historyLength >= 0);
      assert.ok(found.processes[evaluation.process] !== undefined);
      if (evaluation.agreement === "exact") assert.deepEqual(evaluation.differences, []);
      else if (evaluation.agreement !== "not comparable")
        assert.notDeepEqual(evaluation.differences, []);
    }
    const requests = replay.requests.filter((request) => request.segment === position);
    const measured = requests.flatMap((request) => request.measured ?? []);
    assert.deepEqual(
      measured,
      segment.requests.map((_, index) => index),
    );
    const sent = found.evaluations.flatMap((evaluation, index) => (evaluation.sent ? index : []));
    assert.deepEqual(
      requests.flatMap((request) => request.evaluation ?? []),
      sent,
    );
  }
}

/** A recorded session with a line of some kind made unreadable: one near the middle. */
async function damagedLog(name: string, kind: string): Promise<Session> {
  const { sessions } = await discover(await fixture(name));
  const [ref] = sessions;
  const [file] = ref?.segmentFiles ?? [];
  assert.ok(ref !== undefined && file !== undefined);
  const { session } = await openFixture(name);
  const lines = (await readFile(file.path, "utf8")).split("\n");
  const at = lines.findIndex(
    (line, index) => index > lines.length * 0.4 && line.includes(`"kind":"${kind}"`),
  );
  assert.ok(at > 0);
  lines[at] = (lines[at] ?? "").slice(0, -5);
  const bytes = new TextEncoder().encode(lines.join("\n"));
  return assembleSession(session.id, [foldLog(bytes, undefined, file.id)], session.metadata);
}

describe("replay of logs that are not as they should be", function () {
  this.timeout(120_000);

  it("gives an empty finding for an empty session", () => {
    const replay = replaySession(assembleSession("empty", [], undefined));
    assert.deepEqual(replay, {
      segments: [],
      requests: [],
      settings: { source: "none", spans: [], contradiction: undefined },
      agreement: { evaluations: 0, exact: 0, boundary: 0, differs: 0, notComparable: 0 },
    });
  });

  it("keeps everything parallel where lines are missing anywhere", () => {
    for (let seed = 1; seed <= 150; seed++) {
      const model = randomSession(seed, troubled);
      const random = new Random(seed);
      for (const segment of model.segments)
        segment.lines = segment.lines.filter(() => !random.chance(0.05));
      assertWhole(modelSession(model.sessionId, model.segments));
    }
  });

  it("keeps everything parallel where lines have changed places", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const model = randomSession(seed, troubled);
      const random = new Random(seed);
      for (const { lines } of model.segments)
        for (let turn = 0; turn < 3; turn++) {
          const from = random.whole(0, lines.length - 1);
          lines.splice(random.whole(0, lines.length - 1), 0, ...lines.splice(from, 1));
        }
      assertWhole(modelSession(model.sessionId, model.segments));
    }
  });

  it("does not mind any cut at the end: a file that is still being written", async () => {
    const { session } = await openFixture("failures-fast");
    const [segment] = session.segments;
    assert.ok(segment);
    for (let runs = 0; runs <= segment.runs.length; runs += 5) {
      const last = segment.runs[runs];
      const upTo: Segment = {
        ...segment,
        runs: segment.runs.slice(0, runs),
        evaluations: segment.evaluations.slice(0, last?.firstEvaluation),
        requests: segment.requests.slice(0, last?.firstRequest),
      };
      const replay = replaySession({ ...session, segments: [upTo] });
      assert.equal(replay.agreement.exact, upTo.evaluations.length);
    }
  });

  it("shows evaluations of the oldest logs, whose budget was counted in turns, without agreement", async () => {
    const { session, replay } = await openFixture("many-default");
    const old = session.segments.map((segment) => ({
      ...segment,
      evaluations: segment.evaluations.map((evaluation) => ({
        ...evaluation,
        protectedStart: undefined,
        borderTurn: 3,
      })),
    }));
    const found = replaySession({ ...session, segments: old });
    const { evaluations } = found.agreement;
    assert.deepEqual(found.agreement, {
      ...{ evaluations, exact: 0, boundary: 0, differs: 0, notComparable: evaluations },
    });
    for (const [index, evaluation] of (found.segments[0]?.evaluations ?? []).entries()) {
      const comparable = replay.segments[0]?.evaluations[index];
      assert.equal(evaluation.agreement, "not comparable");
      assert.equal(evaluation.replayed, undefined);
      assert.equal(evaluation.historyLength, comparable?.historyLength);
      assert.equal(evaluation.request, comparable?.request);
      // The candidates were the first results then too.
      assert.deepEqual(evaluation.pruned, comparable?.pruned);
    }
  });

  it("does not compare a skip without candidates by tokens where the segment counted in turns", async () => {
    const { session } = await openFixture("many-default");
    const [segment] = session.segments;
    assert.ok(segment);
    const skips = segment.evaluations.filter(({ decision }) => decision === "no_candidates").length;
    const first = segment.evaluations.findIndex(({ decision }) => decision === "fired");
    assert.ok(skips > 0 && first > 0);
    const evaluations = segment.evaluations.map((evaluation, index) =>
      index === first ? { ...evaluation, protectedStart: undefined, borderTurn: 3 } : evaluation,
    );
    const replay = replaySession({ ...session, segments: [{ ...segment, evaluations }] });
    assert.equal(replay.agreement.notComparable, skips + 1);
    assert.equal(replay.agreement.exact, evaluations.length - skips - 1);
    for (const [index, { decision }] of evaluations.entries()) {
      const found = replay.segments[0]?.evaluations[index];
      const countedInTurns = index === first || decision === "no_candidates";
      assert.equal(found?.agreement, countedInTurns ? "not comparable" : "exact");
      assert.equal(found.replayed === undefined, countedInTurns);
    }
  });

  it("agrees everywhere behind a lost item whose size the recorded savings prove", async () => {
    const session = await damagedLog("many-default", "tool_result");
    const { exact, evaluations } = replaySession(session).agreement;
    assert.ok(evaluations - exact <= 2, `${exact} of ${evaluations}`);
  });

  it("holds nothing against the rules behind a measurement that is lost, and no other settings either", async () => {
    const session = await damagedLog("many-default", "llm_usage");
    const [segment] = session.segments;
    const [lost] = segment?.unread ?? [];
    assert.ok(segment !== undefined && lost !== undefined);
    const replay = replaySession({ ...session, metadata: undefined });
    const { exact, notComparable, evaluations } = replay.agreement;
    assert.equal(exact + notComparable, evaluations);
    assert.ok(notComparable > 0 && exact > evaluations - 8);
    assert.equal(replay.settings.spans.length, 1);
    const [span] = replay.settings.spans;
    assert.ok(span !== undefined && span.protectedTokens.from <= 8000);
    assert.ok((span.protectedTokens.to ?? Infinity) >= 8000);
    const found = replay.segments[0]?.evaluations ?? [];
    for (const [evaluation, { agreement }] of found.entries())
      assert.deepEqual(
        incomparability(segment, found, evaluation),
        agreement === "exact" ? undefined : { kind: "behind a lost line", line: lost.place.line },
      );
  });

  it("names the request whose measurement is missing without a trace", async () => {
    const { session } = await openFixture("many-default");
    const [segment] = session.segments;
    assert.ok(segment);
    let named = 0;
    for (const gone of [40, 60, 80, 100]) {
      const requests = segment.requests.filter((_, at) => at !== gone);
      const runs = segment.runs.map((run) => ({
        ...run,
        firstRequest: run.firstRequest - (run.firstRequest > gone ? 1 : 0),
        endRequest: run.endRequest - (run.endRequest > gone ? 1 : 0),
      }));
      const joins = [...segment.joins].flatMap((join) =>
        join.request === gone
          ? []
          : { ...join, request: join.request - (join.request > gone ? 1 : 0) },
      );
      const damaged = { ...segment, requests, runs, joins };
      const replay = replaySession({ ...session, segments: [damaged] });
      const found = replay.segments[0]?.evaluations ?? [];
      assert.equal(replay.agreement.differs + replay.agreement.boundary, 0);
      for (const evaluation of found.keys()) {
        const why = incomparability(damaged, found, evaluation);
        if (why === undefined) continue;
        named += 1;
        const historyLength: number = rowAt(segment.requests, gone)?.historyLength ?? -1;
        assert.deepEqual(why, { kind: "behind an unmeasured request", historyLength });
      }
    }
    assert.ok(named > 0);
  });

  it("minds neither an unreadable line that was no item, nor an altered record behind it", async () => {
    const session = await damagedLog("many-default", "run_completed");
    const [segment] = session.segments;
    assert.ok(segment !== undefined);
    assert.equal(segment.unread.length, 1);
    assert.equal(replaySession(session).agreement.exact, segment.evaluations.length);
    const altered = segment.evaluations.findIndex(
      ({ decision }, evaluation) => decision === "fired" && evaluation > 80,
    );
    const evaluations = segment.evaluations.map((recorded, evaluation) =>
      evaluation === altered
        ? { ...recorded, candidateCount: (recorded.candidateCount ?? 0) + 1 }
        : recorded,
    );
    const { agreement, segments } = replaySession({
      ...session,
      segments: [{ ...segment, evaluations }],
    });
    assert.equal(agreement.exact, evaluations.length - 1);
    assert.equal(segments[0]?.evaluations[altered]?.agreement, "differs");
  });

  it("places evaluations of a provider that reports no usage", () => {
    const model = randomSession(11, {
      ...{ troubles: { missingUsage: 1 }, clocks: ["steady"], idBytes: [0], runs: [4, 4] },
    });
    const replay = replaySession(modelSession(model.sessionId, model.segments));
    const found = replay.segments[0]?.evaluations ?? [];
    assert.ok(found.length > 10);
    assert.deepEqual(
      found.map((evaluation) => evaluation.historyLength),
      model.rows.map((row) => row.historyLength),
    );
    assert.ok(found.every((evaluation) => evaluation.request === undefined));
    assert.equal(replay.agreement.exact, found.length);
    assert.equal(replay.settings.source, "none");
    assert.equal(replay.requests.length, found.length);
  });

  it("lists requests whose metric is lost, and gives the others their places all the same", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const model = randomSession(seed, {
        ...{ troubles: { lostMetric: 0.1 }, clocks: ["steady"], idBytes: [0], runs: [3, 6] },
      });
      const session = modelSession(model.sessionId, model.segments);
      const replay = replaySession(session);
      assert.equal(replay.requests.length, session.segments[0]?.requests.length);
      assert.deepEqual(
        replay.segments[0]?.evaluations.map((evaluation) => evaluation.historyLength),
        model.rows.map((row) => row.historyLength),
      );
      assert.equal(replay.agreement.exact, model.rows.length);
    }
  });

  it("takes a fork without its parent as one without inherited records", async () => {
    const { session } = await openFixture("forked");
    const replay = replaySession({ ...session, segments: session.segments.slice(1, 2) });
    const [segment] = replay.segments;
    assert.equal(segment?.lineage.inherited, "none");
    assert.equal(segment.lineage.basis, "undecided");
    // Only the first evaluations depend on records that are not there.
    assert.ok(replay.agreement.exact < replay.agreement.evaluations);
    assert.ok(replay.agreement.exact > 0);
  });
});
