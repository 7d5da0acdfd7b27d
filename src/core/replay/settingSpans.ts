import { evidence } from "./plausibility";
import { contains, everything, intersection, isEmpty, type Range } from "./range";
import { roundness } from "./roundest";

/** What one evaluation says about a setting, and whether a run begins with it: settings change only between runs. */
export interface Constraint {
  readonly range: Range;
  readonly beginsRun: boolean;
}

/** Consecutive evaluations with one value of a setting. */
export interface SettingSpan {
  /** Position of the first one. */
  readonly first: number;
  /** Values that all of them allow but those that contradict. */
  readonly range: Range;
  /** Positions of those that contradict. */
  readonly contradicting: readonly number[];
}

/**
 * Cuts evaluations into the spans in which one value explains them best: an evaluation that contradicts its span's value
 * weighs a misfit, a change of the value more, so that one altered record is a contradiction and a lasting change
 * is a change. Never empty; without evaluations one span that allows everything.
 */
export function settingSpans(constraints: readonly Constraint[]): readonly SettingSpan[] {
  const values = candidateValues(constraints.map(({ range }) => range));
  const chosen = lightestValues(constraints, values, roundnessOf(values, constraints));
  const spans: SettingSpan[] = [];
  for (let first = 0; first < constraints.length;) {
    let next = first + 1;
    while (next < constraints.length && chosen[next] === chosen[first]) next += 1;
    spans.push(spanOf(constraints, first, next, values[chosen[first] ?? 0] ?? 0));
    first = next;
  }
  return spans.length > 0 ? spans : [{ first: 0, range: everything, contradicting: [] }];
}

/** What the members of each such set have in common, the largest set first. */
export function commonRanges(ranges: readonly Range[]): readonly Range[] {
  return candidateValues(ranges)
    .map((value) => {
      const members = ranges.filter((range) => contains(range, value));
      return { size: members.length, common: members.reduce(intersection, everything) };
    })
    .sort((a, b) => b.size - a.size)
    .map(({ common }) => common);
}

/** How round the values are that each candidate's set has in common. */
function roundnessOf(
  values: readonly number[],
  constraints: readonly Constraint[],
): readonly number[] {
  if (values.length < 2) return values.map(() => 0);
  return values.map((value) =>
    roundness(
      constraints.reduce(
        (common, { range }) => (contains(range, value) ? intersection(common, range) : common),
        everything,
      ),
    ),
  );
}

function spanOf(
  constraints: readonly Constraint[],
  first: number,
  next: number,
  value: number,
): SettingSpan {
  let range = everything;
  const contradicting: number[] = [];
  for (let at = first; at < next; at++) {
    const own = constraints[at]?.range ?? everything;
    if (contains(own, value)) range = intersection(range, own);
    else contradicting.push(at);
  }
  return { first, range, contradicting };
}

/**
 * One value from each set of ranges that have a value in common and to which no further range could be added: a lower end
 * with no other lower end before the next upper one.
 */
function candidateValues(ranges: readonly Range[]): readonly number[] {
  const told = ranges.filter((range) => !isEmpty(range));
  const lower = told.map(({ from }) => from).sort((a, b) => a - b);
  const upper = told.map(({ to }) => to).sort((a, b) => a - b);
  const values: number[] = [];
  for (let at = 0, ended = 0; at < lower.length; at++) {
    const from = lower[at] ?? 0;
    while ((upper[ended] ?? Infinity) < from) ended += 1;
    if ((lower[at + 1] ?? Infinity) > (upper[ended] ?? Infinity) || at === lower.length - 1)
      values.push(from);
  }
  return values.length > 0 ? values : [0];
}

/** For each evaluation the position of its value, by dynamic programming; a change is taken as late as possible. */
function lightestValues(
  constraints: readonly Constraint[],
  values: readonly number[],
  roundness: readonly number[],
): readonly number[] {
  // Roundness decides between values that equally many contradict.
  let weights = values.map((_, value) => (roundness[value] ?? 0) / 1000);
  const cameFrom: (readonly number[])[] = [];
  for (const [at, { range, beginsRun }] of constraints.entries()) {
    const lightest = weights.indexOf(Math.min(...weights));
    const changed = (weights[lightest] ?? 0) + evidence.settingsChange;
    const from = values.map((_, value) =>
      at > 0 && beginsRun && changed <= (weights[value] ?? 0) ? lightest : value,
    );
    const before = weights;
    weights = values.map((candidate, value) => {
      const origin = from[value] ?? value;
      return (
        (before[origin] ?? 0) +
        (origin === value ? 0 : evidence.settingsChange) +
        (contains(range, candidate) ? 0 : evidence.wrongDecision)
      );
    });
    cameFrom.push(from);
  }
  const chosen: number[] = [];
  let value = weights.indexOf(Math.min(...weights));
  for (let at = constraints.length - 1; at >= 0; at--) {
    chosen[at] = value;
    value = cameFrom[at]?.[value] ?? value;
  }
  return chosen;
}
