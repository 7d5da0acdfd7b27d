import { highestTop, spreadOf } from "./aggregate";
import type { RequestSpan } from "./hit";
import type { TimelineModel } from "./model";
import { niceStep, niceTop, shortTokens, type Tick } from "./ticks";

/**
 * The vertical scale of the picture: tokens from 0 to `topTokens`, with an optional break. Below `breakTokens`, where every
 * visible request has nothing but system prompt and tools, the scale is pressed together, and says so.
 */
export interface VerticalScale {
  readonly topTokens: number;
  /** 0 without a break. */
  readonly breakTokens: number;
}

/** Height of what lies below the break, in CSS pixels. */
export const breakHeight = 30;
/** Share of the scale from which what never changes is pressed together. */
const breakFrom = 0.4;

/** Requests of a model. */
export interface ModelSpan {
  readonly model: TimelineModel;
  readonly span: RequestSpan;
}

/** The scale that fits the tallest request of a span, and of another model's that is shown beside it. */
export function verticalScale(
  model: TimelineModel,
  span: RequestSpan,
  beside?: ModelSpan,
): VerticalScale {
  let highest = 0;
  let overhead = Infinity;
  for (const shown of beside === undefined ? [{ model, span }] : [{ model, span }, beside]) {
    highest = Math.max(highest, highestTop(shown.model, shown.span));
    const overheads = spreadOf(shown.model.requests.overheadTokens, shown.span);
    overhead = Math.min(overhead, overheads?.least ?? Infinity);
  }
  if (!(overhead > breakFrom * highest) || overhead === Infinity)
    return { topTokens: niceTop(highest), breakTokens: 0 };
  const step = niceStep((highest - overhead) / 4, true);
  const breakTokens = Math.max(0, (Math.ceil(overhead / step) - 1) * step);
  return { topTokens: breakTokens + niceTop((highest - breakTokens) * 1.02), breakTokens };
}

/** Height above the picture's lower edge of a token position, of a picture so high, in the same pixels. */
export function heightOfTokens(
  { topTokens, breakTokens }: VerticalScale,
  height: number,
  pressed: number,
  tokens: number,
): number {
  if (breakTokens === 0) return (tokens / topTokens) * height;
  return tokens <= breakTokens
    ? (tokens / breakTokens) * pressed
    : pressed + ((tokens - breakTokens) / (topTokens - breakTokens)) * (height - pressed);
}

/** The token position at a height above the picture's lower edge. */
export function tokensOfHeight(
  { topTokens, breakTokens }: VerticalScale,
  height: number,
  pressed: number,
  at: number,
): number {
  if (breakTokens === 0) return (at / height) * topTokens;
  return at <= pressed
    ? (at / pressed) * breakTokens
    : breakTokens + ((at - pressed) / (height - pressed)) * (topTokens - breakTokens);
}

/** Ticks at least `leastGap` pixels apart; none between 0 and the break. */
export function verticalTicks(
  { topTokens, breakTokens }: VerticalScale,
  height: number,
  leastGap: number,
): readonly Tick[] {
  const room = breakTokens === 0 ? height : height - breakHeight;
  const step = niceStep(((topTokens - breakTokens) * leastGap) / Math.max(1, room), true);
  const ticks: Tick[] = [{ value: 0, label: "0" }];
  const first = breakTokens === 0 ? step : Math.ceil(breakTokens / step) * step;
  for (let value = first; value <= topTokens * (1 + 1e-9); value += step)
    ticks.push({ value, label: shortTokens(value) });
  return ticks;
}
