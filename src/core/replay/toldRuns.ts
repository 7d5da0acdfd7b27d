import { anySettings, type AllowedSettings, type Confinement } from "./confinement";
import { momentsOfRun } from "./placedMoments";
import type { SegmentPlacement } from "./placeSession";
import type { PlacedRun } from "./processState";
import { intersection, isEmpty } from "./range";
import type { SegmentFacts } from "./segmentFacts";

/** What one comparable evaluation says about the settings, where it has been placed. */
export interface ToldEvaluation {
  /** Position in the segment. */
  readonly evaluation: number;
  readonly confined: Confinement;
}

/** What the evaluations of a placed run say. */
export interface ToldRun {
  readonly told: readonly ToldEvaluation[];
  /** What all those allow whose numbers fit; undefined where one of them allows nothing. */
  readonly common: AllowedSettings | undefined;
}

/** What placed runs say about the settings, each looked at once. */
export class ToldRuns {
  readonly #idBytes: number;
  readonly #runs = new WeakMap<PlacedRun, ToldRun>();

  constructor(idBytes: number) {
    this.#idBytes = idBytes;
  }

  of(placement: SegmentPlacement, placed: PlacedRun, facts: readonly SegmentFacts[]): ToldRun {
    const known = this.#runs.get(placed);
    if (known !== undefined) return known;
    const told: ToldEvaluation[] = [];
    let common: AllowedSettings | undefined = anySettings;
    for (const { evaluation, told: confined } of momentsOfRun(
      placement,
      placed,
      facts,
      this.#idBytes,
    )) {
      if (evaluation === undefined || confined === undefined) continue;
      told.push({ evaluation, confined });
      if (confined.misfit === 0 && common !== undefined) common = both(common, confined);
    }
    const run = { told, common };
    this.#runs.set(placed, run);
    return run;
  }
}

/** What both allow; undefined where either allows no value of a setting, or they have none in common. */
export function both(a: AllowedSettings, b: AllowedSettings): AllowedSettings | undefined {
  const protectedTokens = intersection(a.protectedTokens, b.protectedTokens);
  const minSavings = intersection(a.minSavings, b.minSavings);
  return isEmpty(protectedTokens) || isEmpty(minSavings)
    ? undefined
    : { protectedTokens, minSavings };
}
