import { anySettings, type AllowedSettings } from "./confinement";
import { placedMoments } from "./placedMoments";
import type { SessionPlacement } from "./placeSession";
import type { PlacedRun } from "./processState";
import type { Range } from "./range";
import type { SegmentFacts } from "./segmentFacts";
import { commonRanges, settingSpans, type Constraint } from "./settingSpans";

/** Settings held possible from one evaluation of a session on. */
export interface AllowedSpan extends AllowedSettings {
  readonly segment: number;
  readonly evaluation: number;
}

/** What the evaluations of a session say about the settings. */
export interface InferredSettings {
  /** In order; the first begins with the session's first comparable evaluation. Empty without one. */
  readonly spans: readonly AllowedSpan[];
  readonly allowed: (segment: number, evaluation: number) => AllowedSettings;
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
  idBytes: number,
  without?: PlacedRun,
): InferredSettings {
  const told: Told[] = [];
  for (const moment of placedMoments(placement, facts, idBytes)) {
    const { placement: own, placed, evaluation, told: confined } = moment;
    if (evaluation === undefined || confined === undefined) continue;
    const before = told[told.length - 1];
    const segment = own.facts.position;
    const run = own.facts.runs[placed.run]?.run;
    told.push({
      segment,
      evaluation,
      beginsRun:
        before?.segment !== segment ||
        (run !== undefined && before.evaluation < run.firstEvaluation),
      allowed: placed === without || confined.misfit !== 0 ? anySettings : confined,
    });
  }
  if (told.length === 0) return { spans: [], allowed: () => anySettings, commonBudgets: [] };
  const spans = settingSpans(told).flatMap(({ first, protectedTokens, minSavings }) => {
    const start = told[first];
    if (start === undefined) return [];
    const { segment, evaluation } = start;
    return { segment, evaluation, protectedTokens, minSavings };
  });
  return {
    spans,
    allowed: (segment, evaluation) => spanAt(spans, segment, evaluation) ?? anySettings,
    commonBudgets: commonRanges(told.map(({ allowed }) => allowed.protectedTokens)),
  };
}

/** The span that an evaluation lies in; what lies before the first one belongs to it too. Undefined without spans. */
export function spanAt<Span extends { readonly segment: number; readonly evaluation: number }>(
  spans: readonly Span[],
  segment: number,
  evaluation: number,
): Span | undefined {
  let low = 0;
  let high = spans.length;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const span = spans[middle];
    const behind =
      span !== undefined &&
      (span.segment > segment || (span.segment === segment && span.evaluation > evaluation));
    if (behind) high = middle;
    else low = middle;
  }
  return spans[low];
}
