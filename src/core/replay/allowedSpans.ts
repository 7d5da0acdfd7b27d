import { anySettings, type AllowedSettings } from "./confinement";

/** Settings held possible from one evaluation of a session on, by its segment and its position there. */
export interface AllowedSpan extends AllowedSettings {
  readonly segment: number;
  readonly evaluation: number;
}

/** The same for every evaluation. */
export function everywhere(settings: AllowedSettings): readonly AllowedSpan[] {
  return [{ segment: 0, evaluation: 0, ...settings }];
}

/** What spans hold possible for an evaluation; anything where there are none. */
export function allowedAt(
  spans: readonly AllowedSpan[],
  segment: number,
  evaluation: number,
): AllowedSettings {
  return spanAt(spans, segment, evaluation) ?? anySettings;
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
