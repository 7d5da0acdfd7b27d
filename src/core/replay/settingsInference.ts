import type { AllowedSpan } from "./allowedSpans";
import { anySettings, type AllowedSettings } from "./confinement";
import type { SessionPlacement } from "./placeSession";
import type { PlacedRun } from "./processState";
import type { Range } from "./range";
import type { SegmentFacts } from "./segmentFacts";
import { commonRanges, settingSpans, type Constraint } from "./settingSpans";
import { both } from "./toldRuns";

/** What the evaluations of a session say about the settings. */
export interface InferredSettings {
  /** In order; the first begins with the session's first comparable evaluation. Empty without one. */
  readonly spans: readonly AllowedSpan[];
  /** Budgets on which some evaluations agree, those with the most first. */
  readonly commonBudgets: readonly Range[];
}

interface Told extends Constraint {
  readonly segment: number;
  readonly evaluation: number;
}

/**
 * Intersects what every boundary, fire and skip says about the settings, at the moments where they have been placed; those
 * of one run can be left out.
 */
export function inferSettings(
  placement: SessionPlacement,
  facts: readonly SegmentFacts[],
  without?: PlacedRun,
): InferredSettings {
  return agreed(placement, facts, without) ?? weighed(placement, facts, without);
}

/** What all evaluations allow, where they have settings in common: nothing is to be weighed then. */
function agreed(
  placement: SessionPlacement,
  facts: readonly SegmentFacts[],
  without: PlacedRun | undefined,
): InferredSettings | undefined {
  let common: AllowedSettings = anySettings;
  let first: Omit<Told, keyof Constraint> | undefined;
  for (const segment of placement.segments)
    for (const placed of segment.runs) {
      const run = placement.told.of(segment, placed, facts);
      const [evaluation] = run.told;
      if (evaluation !== undefined)
        first ??= { segment: segment.facts.position, evaluation: evaluation.evaluation };
      if (placed === without) continue;
      const narrowed = run.common && both(common, run.common);
      if (narrowed === undefined) return undefined;
      common = narrowed;
    }
  if (first === undefined) return { spans: [], commonBudgets: [] };
  return { spans: [{ ...first, ...common }], commonBudgets: [common.protectedTokens] };
}

/** The spans in which the settings were likeliest the same, where some evaluation contradicts another. */
function weighed(
  placement: SessionPlacement,
  facts: readonly SegmentFacts[],
  without: PlacedRun | undefined,
): InferredSettings {
  const told: Told[] = [];
  for (const own of placement.segments)
    for (const placed of own.runs) {
      const segment = own.facts.position;
      const run = own.facts.runs[placed.run]?.run;
      for (const { evaluation, confined } of placement.told.of(own, placed, facts).told) {
        const before = told[told.length - 1];
        told.push({
          segment,
          evaluation,
          beginsRun:
            before?.segment !== segment ||
            (run !== undefined && before.evaluation < run.firstEvaluation),
          allowed: placed === without || confined.misfit !== 0 ? anySettings : confined,
        });
      }
    }
  const spans = settingSpans(told).flatMap(({ first, protectedTokens, minSavings }) => {
    const start = told[first];
    if (start === undefined) return [];
    const { segment, evaluation } = start;
    return { segment, evaluation, protectedTokens, minSavings };
  });
  return {
    spans,
    commonBudgets: commonRanges(told.map(({ allowed }) => allowed.protectedTokens)),
  };
}
