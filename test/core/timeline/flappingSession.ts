import type { SessionReplay } from "../../../src/core/replay/model";
import type { RecordedEvaluation } from "../../../src/core/session/segment";
import type { Session } from "../../../src/core/session/session";
import { rowAt } from "../../../src/core/session/rows";
import { tokens } from "../../../src/core/units";
import { syntheticSession } from "../whatif/syntheticSession";

/**
 * A session of any size in which pruning flaps: stretches of fires, with every so often a request that sends everything again.
 * Its evaluations are made up; what was left out and what was measured follow from them.
 */
export function flappingSession(requests: number): {
  readonly session: Session;
  readonly replay: SessionReplay;
} {
  const { session, replay } = syntheticSession({
    requests,
    settings: undefined,
    seed: 7,
    deviation: 0.03,
  });
  const [segment] = session.segments;
  const [replayed] = replay.segments;
  if (segment === undefined || replayed === undefined) throw new Error("there is one segment");
  const { projectable, restWeight, contentWeight, length } = segment.items;
  const before = new Uint32Array(length + 1);
  const whole = new Float64Array(length + 1);
  const contents = new Float64Array(length + 1);
  for (let item = 0; item < length; item++) {
    const content = contentWeight[item] ?? 0;
    before[item + 1] = (before[item] ?? 0) + (projectable[item] ?? 0);
    contents[item + 1] = (contents[item] ?? 0) + content;
    whole[item + 1] = (whole[item] ?? 0) + (restWeight[item] ?? 0) + content;
  }
  const evaluations = replay.requests.map(({ historyLength, run }, at): RecordedEvaluation => {
    const start = Math.floor(historyLength * 0.9);
    const fires = at % 97 > 20 && at % 7 !== 0;
    return {
      place: rowAt(segment.requests, 0)?.place ?? never(),
      ts: rowAt(segment.requests, at)?.ts ?? never(),
      run,
      decision: fires ? "fired" : "below_min_savings",
      candidateCount: before[start] ?? 0,
      protectedStart: start,
      estimatedSavingsTokens: 1000,
      correlationId: undefined,
      borderTurn: undefined,
    };
  });
  const measured = segment.requests.map((request, at) => {
    const { historyLength } = request;
    const evaluation = evaluations[at];
    const leftOut =
      evaluation?.decision === "fired" ? (contents[evaluation.protectedStart ?? 0] ?? 0) : 0;
    return { ...request, inputTokens: tokens(8000 + (whole[historyLength] ?? 0) - leftOut) };
  });
  return {
    session: { ...session, segments: [{ ...segment, evaluations, requests: measured }] },
    replay: {
      ...replay,
      requests: replay.requests.map((request, at) => {
        const { decision, candidateCount } = evaluations[at] ?? never();
        const prunedLeading = decision === "fired" ? candidateCount : 0;
        return { ...request, evaluation: at, prunedLeading };
      }),
    },
  };
}

function never(): never {
  throw new Error("a synthetic request is always measured");
}
