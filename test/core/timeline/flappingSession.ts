import type { SessionReplay } from "../../../src/core/replay/model";
import type { RecordedEvaluation } from "../../../src/core/session/segment";
import type { Session } from "../../../src/core/session/session";
import { syntheticSession } from "../whatif/syntheticSession";

/**
 * A session of any size in which pruning flaps: stretches of fires, with every so often a request that sends everything again.
 * Its evaluations are made up; what was left out follows from them.
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
  const { projectable, length } = segment.items;
  const before = new Uint32Array(length + 1);
  for (let item = 0; item < length; item++)
    before[item + 1] = (before[item] ?? 0) + (projectable[item] ?? 0);
  const evaluations = replay.requests.map(({ historyLength, run }, at): RecordedEvaluation => {
    const start = Math.floor(historyLength * 0.9);
    const fires = at % 97 > 20 && at % 7 !== 0;
    return {
      place: segment.requests[0]?.place ?? never(),
      ts: segment.requests[at]?.ts ?? never(),
      run,
      decision: fires ? "fired" : "below_min_savings",
      candidateCount: before[start] ?? 0,
      protectedStart: start,
      estimatedSavingsTokens: 1000,
      correlationId: undefined,
      borderTurn: undefined,
    };
  });
  return {
    session: { ...session, segments: [{ ...segment, evaluations }] },
    replay: {
      ...replay,
      requests: replay.requests.map((request, at) => ({ ...request, evaluation: at })),
    },
  };
}

function never(): never {
  throw new Error("a synthetic request is always measured");
}
