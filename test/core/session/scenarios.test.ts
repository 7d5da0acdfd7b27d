import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { Segment } from "../../../src/core/session/segment";
import { assembleSession } from "../../../src/core/session/session";
import { rowAt } from "../../../src/core/session/rows";
import { foldLog } from "../../support/foldLog";
import { assistant, call, result } from "../../support/logBuilder";
import { ScriptedAgent, type Answer } from "../../support/scriptedAgent";
import { plain } from "../../support/plain";

const big = "x".repeat(2048);

function toolUse(callId: string, inputTokens: number): Answer {
  return {
    items: [call(callId)],
    results: [result(callId, "the tool's summary", big)],
    usage: { inputTokens },
  };
}

function says(text: string, inputTokens: number, cacheRead: number, cacheWrite: number): Answer {
  return { items: [assistant(text)], usage: { inputTokens, cacheRead, cacheWrite } };
}

const decisions = (segment: Segment) => segment.evaluations.map(({ decision }) => decision);

/** The log alone, replayed: every evaluation exact, at the place and with the candidates of the agent's own. */
function replaysExactly(agent: ScriptedAgent, segment: Segment): void {
  const { segments, agreement, requests } = replaySession(
    assembleSession("session", [segment], undefined),
  );
  const { length } = agent.evaluations;
  assert.deepEqual(agreement, {
    evaluations: length,
    exact: length,
    boundary: 0,
    differs: 0,
    notComparable: 0,
  });
  assert.deepEqual(
    segments[0]?.evaluations.map(({ historyLength, replayed, pruned }) => ({
      historyLength,
      decision: replayed?.decision,
      count: replayed?.candidateCount,
      savings: replayed?.estimatedSavingsTokens,
      pruned,
    })),
    agent.evaluations.map(({ historyLength, result: { decision, candidates, savings } }) => ({
      historyLength,
      decision,
      count: candidates.length,
      savings: Number(savings),
      pruned: decision === "fired" ? candidates : [],
    })),
  );
  assert.equal(requests.length, length);
}

describe("small sessions, from the agent's decisions to the log and back", () => {
  it("skips while one turn is protected, then fires, and the fire finds its request", () => {
    const settings = { protectedTokens: 1, minSavings: 1 };
    const agent = new ScriptedAgent(settings)
      .run("first", [toolUse("call-1", 500), says("ok", 800, 0, 200)])
      .run("second", [says("done", 800, 1234, 50)]);
    const segment = foldLog(agent.log.bytes());

    assert.deepEqual(decisions(segment), ["no_candidates", "no_candidates", "fired"]);
    const [skip, , fire] = segment.evaluations;
    assert.ok(skip !== undefined && fire !== undefined);
    assert.deepEqual(
      [skip.candidateCount, skip.protectedStart, skip.estimatedSavingsTokens, skip.correlationId],
      [undefined, undefined, undefined, undefined],
    );
    assert.equal(fire.candidateCount, 1);
    assert.equal(fire.protectedStart, 4);
    assert.ok((fire.estimatedSavingsTokens ?? 0) > 500);
    assert.ok(
      fire.ts < (segment.runs[1]?.end?.ts ?? 0),
      "the moment of the evaluation, not of the flush",
    );

    assert.equal(segment.joins.length, 1);
    const [join] = segment.joins;
    assert.ok(join !== undefined);
    assert.equal(join.correlationId, fire.correlationId);
    assert.deepEqual(
      [join.cacheReadTokens, join.cacheWriteTokens, join.historyLength, join.request],
      [1234, 50, 5, 2],
    );
    assert.deepEqual(
      segment.requests.map(({ historyLength, run }) => [Number(historyLength), run]),
      [
        [1, 0],
        [3, 0],
        [5, 1],
      ],
    );
    replaysExactly(agent, segment);
  });

  it("fires inside one long task, without another word from the user", () => {
    const settings = { protectedTokens: 1, minSavings: 1 };
    const agent = new ScriptedAgent(settings).run("one long task", [
      toolUse("call-1", 500),
      toolUse("call-2", 1100),
      toolUse("call-3", 1700),
      toolUse("call-4", 2300),
      says("done", 2900, 100, 20),
    ]);
    const segment = foldLog(agent.log.bytes());
    assert.equal(segment.runs.length, 1);
    assert.deepEqual(decisions(segment), [
      "no_candidates",
      "no_candidates",
      "fired",
      "fired",
      "fired",
    ]);
    assert.deepEqual(
      segment.evaluations.map(({ protectedStart }) => protectedStart),
      [undefined, undefined, 4, 6, 8],
    );
    assert.deepEqual(
      segment.joins.map(({ correlationId, request }) => [correlationId, request]),
      [
        ["fire-1", 2],
        ["fire-2", 3],
        ["fire-3", 4],
      ],
    );
    replaysExactly(agent, segment);
  });

  it("says what it would have saved where that is below min_savings, and joins nothing", () => {
    const settings = { protectedTokens: 1, minSavings: 1_000_000 };
    const agent = new ScriptedAgent(settings)
      .run("first", [toolUse("call-1", 500), says("ok", 800, 0, 100)])
      .run("second", [says("done", 800, 0, 0)]);
    const segment = foldLog(agent.log.bytes());
    assert.deepEqual(decisions(segment), ["no_candidates", "no_candidates", "below_min_savings"]);
    const below = rowAt(segment.evaluations, 2);
    assert.ok(below !== undefined);
    assert.deepEqual([below.candidateCount, below.protectedStart], [1, 4]);
    assert.ok((below.estimatedSavingsTokens ?? 0) > 500);
    assert.equal(below.correlationId, undefined);
    assert.equal(segment.joins.length, 0);
    replaysExactly(agent, segment);
  });

  it("a metric that could not be written is missing, and nothing else", () => {
    const settings = { protectedTokens: 1, minSavings: 1 };
    const answers = (agent: ScriptedAgent) =>
      agent
        .run("first", [toolUse("call-1", 500), says("ok", 800, 0, 200)])
        .run("second", [says("done", 800, 1234, 50)]);
    const whole = foldLog(answers(new ScriptedAgent(settings)).log.bytes());

    const silent = foldLog(answers(new ScriptedAgent(settings, () => false)).log.bytes());
    assert.deepEqual(plain([silent.evaluations, silent.joins, silent.unread]), [[], [], []]);
    assert.deepEqual(
      silent.requests.map(({ historyLength, inputTokens, run }) => [
        historyLength,
        inputTokens,
        run,
      ]),
      whole.requests.map(({ historyLength, inputTokens, run }) => [
        historyLength,
        inputTokens,
        run,
      ]),
    );
    assert.deepEqual(silent.items.wholeBytes, whole.items.wholeBytes);
    assert.deepEqual(
      silent.runs.map(({ end }) => end?.result),
      ["finished", "finished"],
    );

    const fireLost = foldLog(
      answers(new ScriptedAgent(settings, ({ name }) => name !== "prune.fire")).log.bytes(),
    );
    assert.deepEqual(decisions(fireLost), ["no_candidates", "no_candidates"]);
    assert.deepEqual(
      fireLost.joins.map(({ correlationId }) => correlationId),
      ["fire-1"],
      "the join stays, though its fire is lost",
    );

    const joinLost = foldLog(
      answers(new ScriptedAgent(settings, ({ name }) => name !== "prune.post_request")).log.bytes(),
    );
    assert.deepEqual(decisions(joinLost), decisions(whole));
    assert.equal(joinLost.joins.length, 0);
  });

  it("without compaction there are requests and no metrics", () => {
    const agent = new ScriptedAgent(undefined)
      .run("hello", [toolUse("call-1", 500), says("hi", 800, 0, 0)])
      .run("again", [says("hi", 900, 800, 10)]);
    const segment = foldLog(agent.log.bytes());
    assert.deepEqual(plain([segment.evaluations, segment.joins, segment.unread]), [[], [], []]);
    const { turns, ...others } = segment.tally;
    assert.deepEqual(others, { otherMetrics: [], otherDomains: [], unknownKinds: [] });
    assert.equal(turns, 2);
    assert.equal(segment.requests.length, 3);
    assert.equal(segment.items.length, 6);
    const replay = replaySession(assembleSession("session", [segment], undefined));
    assert.equal(replay.agreement.evaluations, 0);
    assert.deepEqual(
      replay.requests.map(({ historyLength, evaluation }) => [historyLength, evaluation]),
      [
        [1, undefined],
        [3, undefined],
        [5, undefined],
      ],
    );
  });
});
