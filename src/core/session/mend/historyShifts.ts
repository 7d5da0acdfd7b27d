import { countLeading } from "../../countLeading";
import type { ItemColumns } from "../itemColumns";
import type { Run, Segment } from "../segment";
import { isAnswer, type Gap } from "./gaps";

/** From one measured request to the next the history got longer by so many items that are not in the log, or shorter. */
export interface HistoryShift {
  /** Position of the measured request that shows it. */
  readonly request: number;
  /** The change lies among the items from `from` to `to`, both as they are in the log. */
  readonly from: number;
  readonly to: number;
  readonly items: number;
}

const cost = {
  /** A request at a place where few are made, or none can be. */
  oddPoint: 1.5,
  noPoint: 5,
  besideGap: 0.5,
  /** An item missing where the log shows a gap, and where it shows none. */
  inGap: 0.2,
  anywhere: 4,
  eachItem: 0.5,
} as const;
const mostStates = 12;
const nearestPoints = 12;
/** More items cannot have been lost with a log that is worth reading; a recorded length may be damaged itself. */
const mostItems = 20_000;

interface State {
  readonly shift: number;
  readonly weight: number;
  /** Length of the last request that stands at a point, as in the log. */
  readonly length: number;
  readonly before: State | undefined;
}

/**
 * Compares the recorded history lengths with the places in the logged history at which requests can have been made: where
 * items are missing all lengths behind them are too large by as many. Gives the changes of that difference on the way that
 * leaves least to be explained; none for a log that is whole.
 */
export function historyShifts(segment: Segment, gaps: readonly Gap[]): readonly HistoryShift[] {
  const { requests, runs, items } = segment;
  const points = new Map<number, readonly number[]>();
  const gapLengths = gaps.map(({ index }) => index);
  let states: readonly State[] = [{ shift: 0, weight: 0, length: 0, before: undefined }];
  for (const request of requests) {
    const run = runs[request.run];
    if (run === undefined) return [];
    const likely = points.get(request.run) ?? likelyPoints(items, run, gapLengths);
    points.set(request.run, likely);
    const next = new Map<number, State>();
    const add = (state: State) => {
      const known = next.get(state.shift);
      if (known === undefined || state.weight < known.weight) next.set(state.shift, state);
    };
    for (const state of states) {
      for (const shift of shiftsTo(likely, request.historyLength, state.shift)) {
        const length = request.historyLength - shift;
        const isPlace = length >= run.firstItem && length <= run.endItem && length >= state.length;
        const at = !isPlace ? cost.noPoint : weightAt(items, run, length, gapLengths);
        const way =
          shift === state.shift
            ? 0
            : weightOf(shift - state.shift, state.length, length, gapLengths);
        if (!isPlace && shift !== state.shift) continue;
        add({
          shift,
          weight: state.weight + at + way,
          length: at < cost.noPoint ? length : state.length,
          before: state,
        });
      }
    }
    states = Array.from(next.values())
      .sort((a, b) => a.weight - b.weight)
      .slice(0, mostStates);
  }
  return changesOn(states[0]);
}

function changesOn(end: State | undefined): readonly HistoryShift[] {
  const way: State[] = [];
  for (let state = end; state !== undefined; state = state.before) way.push(state);
  way.reverse();
  const shifts: HistoryShift[] = [];
  for (const [at, state] of way.entries()) {
    const before = way[at - 1];
    if (before === undefined || before.shift === state.shift) continue;
    shifts.push({
      request: at - 1,
      from: before.length,
      to: state.length,
      items: state.shift - before.shift,
    });
  }
  return shifts;
}

/** The shift before, and those that put the request at one of the likely points around. */
function shiftsTo(likely: readonly number[], length: number, before: number): readonly number[] {
  const at = firstFrom(likely, length - before);
  const from = Math.max(0, at - nearestPoints / 2);
  const near = likely.slice(from, from + nearestPoints).map((point) => length - point);
  return [before, ...near.filter((shift) => shift !== before && Math.abs(shift) <= mostItems)];
}

/** Lengths that were answered, and those beside gaps, where an answer or what it answered may be missing. */
function likelyPoints(items: ItemColumns, run: Run, gaps: readonly number[]): readonly number[] {
  const points: number[] = [];
  for (let length = run.firstItem; length <= run.endItem; length++)
    if (isAnswered(items, run, length) || gaps[firstFrom(gaps, length)] === length)
      points.push(length);
  return points;
}

/** Whether the model spoke behind a length, and not before it. */
export function isAnswered(
  items: ItemColumns,
  { firstItem, endItem }: Run,
  length: number,
): boolean {
  return (
    length >= firstItem &&
    length < endItem &&
    isAnswer(items, length) &&
    (length === firstItem || !isAnswer(items, length - 1))
  );
}

function weightAt(items: ItemColumns, run: Run, length: number, gaps: readonly number[]): number {
  if (isAnswered(items, run, length)) return 0;
  if (gaps[firstFrom(gaps, length)] === length) return cost.besideGap;
  const isPoint = length === run.endItem || (isAnswer(items, length) && length > run.firstItem);
  return isPoint ? cost.oddPoint : cost.noPoint - 1;
}

function weightOf(change: number, from: number, to: number, gaps: readonly number[]): number {
  const count = firstFrom(gaps, to + 1) - firstFrom(gaps, from);
  if (change > 0 && change <= count) return cost.inGap * change;
  return cost.anywhere + cost.eachItem * Math.min(Math.abs(change), 40);
}

/** Position of the first number that is at least `least`; the list ascends. */
function firstFrom(ascending: readonly number[], least: number): number {
  return countLeading(ascending.length, (at) => (ascending[at] ?? 0) < least);
}
