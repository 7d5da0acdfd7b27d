import { defaultSettings } from "../prune/evaluate";
import { everywhere, type AllowedSpan } from "./allowedSpans";
import { anySettings } from "./confinement";
import type { PlacementMemory } from "./placementMemory";
import { placeSession, type SessionPlacement } from "./placeSession";
import { evidence, isLighter, type Weight } from "./plausibility";
import { union } from "./range";
import { roundness, roundValues } from "./roundest";
import type { ReplayEffort } from "./searchEffort";
import type { SegmentFacts } from "./segmentFacts";
import { plain, type Assumptions } from "./sessionAssumptions";
import { inferSettings, type InferredSettings } from "./settingsInference";

/** Placement and settings determine one another; after so many rounds they are left as they are. */
const mostRounds = 6;
/** Where the first outcome does not fit, so many others of each kind are tried. */
const mostTrials = 4;
const mostDoubtful = 2;

/** A placement of the whole session with the settings and the constant that it agrees with best. */
export interface SettledSession {
  readonly placement: SessionPlacement;
  /** What the evaluations say about the settings, where they have been placed. */
  readonly inferred: InferredSettings;
  readonly idBytes: number;
  /** True where the claimed settings explain the session as well as any others. */
  readonly asClaimed: boolean;
  /** Segments that may have begun otherwise, under other settings that explain the session as well. */
  readonly undecided: ReadonlySet<number>;
  /** What the settings may be, by all readings that explain the session as well; where they are `inferred` holds too. */
  readonly possible: readonly AllowedSpan[];
}

export interface WeighedSession {
  readonly settled: SettledSession;
  readonly weight: Weight;
}

/**
 * Looks for placement and settings together, with nothing claimed. Where forks could be read in two ways, or something does
 * not fit, it starts from several sides, since what one reading says about the settings can keep it in place. Of equally
 * good outcomes the one with the rounder settings is taken.
 */
export function settleFreely(
  facts: readonly SegmentFacts[],
  idBytes: number,
  effort: ReplayEffort,
  memory: PlacementMemory,
): WeighedSession {
  const settle = (assumptions: Partial<Assumptions>) =>
    converge(facts, { ...plain, idBytes, ...assumptions }, effort, memory);
  const first = settle({});
  const outcomes = [first];
  const forked = facts.some(({ segment }) => segment.origin.kind === "forked");
  if (forked) outcomes.push(settle({ forksFromLog: true }));
  if (!outcomes.some(isSimple)) {
    const values = outcomes.flatMap(({ settled }) => settled.inferred.commonBudgets);
    for (const protectedTokens of values.slice(0, mostTrials)) {
      if (effort.isSpent) break;
      const allowed = everywhere({ ...anySettings, protectedTokens });
      outcomes.push(settle({ allowed }));
    }
  }
  if (lightest(outcomes).weight.unexplained > 0)
    outcomes.push(...withoutDoubtfulRuns(facts, lightest(outcomes).settled, effort, memory));
  const best = lightest(outcomes);
  const undecided = new Set<number>();
  let possible = best.settled.inferred.spans;
  for (const { settled, weight } of outcomes) {
    if (weight.evidence !== best.weight.evidence) continue;
    possible = hull(possible, settled.inferred.spans);
    for (const segment of differentlyBegun(settled.placement, best.settled.placement))
      undecided.add(segment);
  }
  return { ...best, settled: { ...best.settled, undecided, possible } };
}

/** Nothing is unexplained, and the settings never changed. */
function isSimple({ weight, settled }: WeighedSession): boolean {
  return weight.unexplained === 0 && settled.inferred.spans.length <= 1;
}

/** Spans that hold what either of two findings allows, where both see no change of the settings; else the first's. */
function hull(a: readonly AllowedSpan[], b: readonly AllowedSpan[]): readonly AllowedSpan[] {
  const [first, ...more] = a;
  const [other, ...others] = b;
  if (first === undefined || other === undefined || more.length > 0 || others.length > 0) return a;
  return [
    {
      ...first,
      protectedTokens: union(first.protectedTokens, other.protectedTokens),
      minSavings: union(first.minSavings, other.minSavings),
    },
  ];
}

function lightest(outcomes: readonly WeighedSession[]): WeighedSession {
  return outcomes.reduce((best, outcome) => (isPreferable(outcome, best) ? outcome : best));
}

/**
 * A run that does not fit may have narrowed the settings so that they keep it where it is: what the others say alone may
 * give it another place.
 */
function withoutDoubtfulRuns(
  facts: readonly SegmentFacts[],
  { placement, idBytes }: SettledSession,
  effort: ReplayEffort,
  memory: PlacementMemory,
): readonly WeighedSession[] {
  const doubtful = placement.segments
    .flatMap(({ runs }) => runs)
    .filter((run) => run.placement.weight.unexplained > 0);
  // Where many do not fit the log itself is at fault.
  if (doubtful.length > mostDoubtful) return [];
  return doubtful.flatMap((run) => {
    const { spans } = inferSettings(placement, facts, run);
    const [only, second] = spans;
    // Inside of what the others leave open each evaluation of the run may want another value.
    const values =
      only === undefined || second !== undefined ? [] : roundValues(only.protectedTokens);
    const exact = values
      .slice(0, mostTrials)
      .map((value) => everywhere({ ...anySettings, protectedTokens: { from: value, to: value } }));
    return [spans, ...exact].flatMap((allowed) =>
      effort.isSpent ? [] : converge(facts, { ...plain, idBytes, allowed }, effort, memory),
    );
  });
}

/** Places and infers in turn until neither changes any more. */
function converge(
  facts: readonly SegmentFacts[],
  assumptions: Assumptions,
  effort: ReplayEffort,
  memory: PlacementMemory,
): WeighedSession {
  let { allowed } = assumptions;
  let best: WeighedSession | undefined;
  let spansBefore = "";
  for (let round = 0; ; round++) {
    const placement = placeSession(facts, { ...assumptions, allowed }, effort, memory);
    const inferred = inferSettings(placement, facts);
    const spans = JSON.stringify(inferred.spans);
    // The first round knows no settings: what it explains by none is not comparable.
    if (round > 0) {
      const changes = Math.max(0, inferred.spans.length - 1) * evidence.settingsChange;
      const weight = {
        ...placement.weight,
        evidence: placement.weight.evidence + changes,
      };
      if (best === undefined || isLighter(weight, best.weight)) {
        const { idBytes } = assumptions;
        best = {
          settled: {
            placement,
            inferred,
            idBytes,
            asClaimed: false,
            undecided: new Set(),
            possible: inferred.spans,
          },
          weight,
        };
      }
      if (spans === spansBefore || round === mostRounds || effort.isSpent) return best;
    }
    spansBefore = spans;
    allowed = inferred.spans;
  }
}

function isPreferable(a: WeighedSession, b: WeighedSession): boolean {
  if (a.weight.evidence !== b.weight.evidence) return a.weight.evidence < b.weight.evidence;
  const difference = spanRoundness(a) - spanRoundness(b);
  return difference === 0 ? isLighter(a.weight, b.weight) : difference < 0;
}

function spanRoundness({ settled }: WeighedSession): number {
  return settled.inferred.spans.reduce(
    (sum, { protectedTokens }) => sum + roundness(protectedTokens, defaultSettings.protectedTokens),
    0,
  );
}

function differentlyBegun(a: SessionPlacement, b: SessionPlacement): readonly number[] {
  return a.segments.flatMap(({ facts, start }, at) => {
    const other = b.segments[at]?.start;
    const inherits = (process: typeof start.process | undefined) => process?.inherited.length ?? 0;
    return inherits(start.process) === inherits(other?.process) ? [] : facts.position;
  });
}
