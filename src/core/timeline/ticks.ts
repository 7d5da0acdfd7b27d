import { formatExact } from "../format";
import { momentAt, positionOfMoment, type WallClock } from "./wallClock";

/** One labelled place on an axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

const niceSteps = [1, 2, 2.5, 5, 10];

/** The least step of 1, 2, 2.5 or 5 times a power of ten that is not below `least`; whole numbers where asked. */
export function niceStep(least: number, whole: boolean): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of niceSteps) {
    const step = factor * power;
    if (step >= least * (1 - 1e-9) && (!whole || Number.isInteger(step))) return step;
  }
  return whole ? Math.max(1, Math.ceil(power * 10)) : power * 10;
}

/** A round number not below `value`, for the top of a scale: at most a quarter of the height stays empty. */
export function niceTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  for (const factor of [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10])
    if (factor * power >= value) return factor * power;
  return 10 * power;
}

/** Tokens in few characters: 950, 12k, 1.5M. */
export function shortTokens(value: number): string {
  if (value < 1000) return String(Math.round(value));
  const [unit, letter] = value < 999_950 ? [1000, "k"] : [1_000_000, "M"];
  const scaled = value / unit;
  const digits = scaled >= 100 || Number.isInteger(scaled) ? 0 : 1;
  return `${formatExact(Number(scaled.toFixed(digits)))}${letter}`;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const timeSteps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 100, 365].map((count) => count * day),
];

/**
 * Ticks of clock time, UTC, on an axis with pressed idle times, so that a view shows at most `most` and one more. Values
 * are positions. The first tick and the first of each day name the day.
 */
export function clockTicks(
  clock: WallClock,
  from: number,
  to: number,
  most: number,
): readonly Tick[] {
  const least = (to - from) / Math.max(1, most);
  const step = timeSteps.find((each) => each >= least) ?? niceStep(least / day, true) * day;
  const ticks: Tick[] = [];
  let lastDay = NaN;
  let start = momentAt(clock, from);
  const add = (end: number) => {
    const first = Math.ceil(start / step) * step;
    // Counted, since a moment can be too far off for a step to change it.
    for (let count = 0; count <= most + 1; count++) {
      const moment = first + count * step;
      if (!(moment <= end)) return;
      const today = Math.floor(moment / day);
      ticks.push({
        value: positionOfMoment(clock, moment),
        label: clockLabel(moment, step, today !== lastDay),
      });
      lastDay = today;
    }
  };
  const last = momentAt(clock, to);
  for (const { fromTs, toTs } of clock.idle) {
    if (toTs <= start) continue;
    if (fromTs >= last) break;
    add(fromTs);
    start = Math.max(start, toTs);
  }
  add(last);
  return ticks;
}

/** The last moment that a date can name. */
const latest = 8.64e15;

/** `2026-05-21 14:05`, as exact as the step between ticks needs, the day only where asked or where it is all. */
function clockLabel(moment: number, step: number, isFirstOfDay: boolean): string {
  if (Math.abs(moment) > latest) return "";
  const iso = new Date(moment).toISOString();
  const date = iso.slice(0, 10);
  if (step >= day) return date;
  const digits = step >= minute ? 16 : step >= second ? 19 : 23;
  const time = iso.slice(11, digits);
  return isFirstOfDay ? `${date} ${time}` : time;
}

/** Numbers of requests, counted from 1, from `first` to `last`, on round steps; the first of the session always. */
export function requestTicks(first: number, last: number, most: number): readonly number[] {
  const step = niceStep((last - first + 1) / Math.max(1, most), true);
  const ticks: number[] = [];
  if (first <= 1 && last >= 1) ticks.push(1);
  for (let value = Math.max(step, Math.ceil(first / step) * step); value <= last; value += step)
    if (value !== 1) ticks.push(value);
  return ticks;
}

/** A label that wants a place on a line. */
export interface LineLabel {
  readonly center: number;
  readonly width: number;
}

/**
 * Which labels can stand on one line without touching, taken in the order given; each is shifted to stay between
 * `from` and `to`. Gives the left edge of each label, undefined for those left out.
 */
export function placeLabels(
  labels: readonly LineLabel[],
  from: number,
  to: number,
  gap: number,
): readonly (number | undefined)[] {
  const taken: { readonly left: number; readonly right: number }[] = [];
  return labels.map(({ center, width }) => {
    if (width > to - from) return undefined;
    const left = Math.min(Math.max(center - width / 2, from), to - width);
    const right = left + width;
    if (taken.some((other) => left < other.right + gap && right + gap > other.left))
      return undefined;
    taken.push({ left, right });
    return left;
  });
}
