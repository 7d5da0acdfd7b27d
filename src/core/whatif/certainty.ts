import { countsTurns } from "../replay/comparable";
import { inSlices } from "../work";
import { certainty } from "./outcome";
import type { Decide } from "./policies/policy";
import type { Removed, RuleGround, Simulators } from "./ruleGround";
import type { Scenario } from "./scenario";
import { newRun, type Run } from "./simulate";

/** What each request left out and why, by the most likely tokens. */
export type LikelyRun = Pick<Run, "leftOut" | "decision">;

/**
 * How sure each decision is: certain where it has ground (`groundless` is 0) and all samples decide the same. Where
 * `cascades`, the truth may lie where no sample lies, and an error in one decision brings others with it on ways that no
 * sample took: what follows an uncertain decision is then uncertain too.
 *
 * A generator: it yields the share done after a tenth of a millisecond's work at most.
 */
export function* sampledCertainty(
  decide: Decide,
  likely: LikelyRun,
  recorded: Removed,
  ground: RuleGround,
  simulators: Simulators,
  groundless: Uint8Array,
  cascades: boolean,
): Generator<number, Uint8Array> {
  const certain = groundless.map((without) => (without === 1 ? certainty.no : certainty.yes));
  const run = newRun(groundless.length);
  const { samples } = recorded;
  for (const [sample, ofRecorded] of samples.entries()) {
    const ofRuled = ground.removed.samples[sample];
    if (ofRuled === undefined) continue;
    const simulator = sample % 2 === 1 ? simulators.withIds : simulators.plain;
    const steps = simulator.steps(decide, ofRecorded, ofRuled, run);
    while (steps.next().done !== true) yield sample / samples.length;
    keepWhereSame(certain, run, likely);
  }
  return cascades ? withoutFollowers(certain) : certain;
}

/** Takes certainty away from what follows an uncertain decision. */
function withoutFollowers(certain: Uint8Array): Uint8Array {
  return certain.map((value, request) =>
    request > 0 && certain[request - 1] === certainty.no ? certainty.no : value,
  );
}

/** Takes certainty away where a sample's run decides otherwise than the likely one. */
function keepWhereSame(certain: Uint8Array, sample: Run, likely: LikelyRun): void {
  for (let request = 0; request < certain.length; request++)
    if (
      sample.leftOut[request] !== likely.leftOut[request] ||
      sample.decision[request] !== likely.decision[request]
    )
      certain[request] = certainty.no;
}

/**
 * 1 where a prediction has nothing to stand on: the recorded decision could not be replayed, the request is known by its
 * answer alone, or what an earlier request of the segment left out is not known. In steps.
 */
export function* requestsWithoutGround(scenario: Scenario): Generator<number, Uint8Array> {
  const { session, replay, leftOut, segment, count } = scenario;
  const lost = new Set<number>();
  const inTurns = session.segments.map(countsTurns);
  const withoutGround = (index: number): 0 | 1 => {
    const request = replay.requests[index];
    const of = segment[index] ?? 0;
    if ((leftOut[index] ?? -1) < 0) lost.add(of);
    if (lost.has(of)) return 1;
    if (request?.evaluation === undefined) return request?.measured === undefined ? 1 : 0;
    switch (replay.segments[of]?.evaluations[request.evaluation]?.agreement) {
      case "differs":
      case "boundary":
        return 1;
      case "not comparable":
        // Where turns were counted, the items are known all the same; behind a lost line they are not.
        return inTurns[of] === true ? 0 : 1;
      case "exact":
      case undefined:
        return 0;
    }
  };
  const groundless = new Uint8Array(count);
  yield* inSlices(count, (from, to) => {
    for (let index = from; index < to; index++) groundless[index] = withoutGround(index);
  });
  return groundless;
}
