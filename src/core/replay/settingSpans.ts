import { defaultSettings } from "../prune/evaluate";
import type { AllowedSettings } from "./confinement";
import { evidence } from "./plausibility";
import { contains, everything, intersection, isEmpty, type Range } from "./range";
import { roundness } from "./roundest";

/** What one evaluation says about the settings, and whether a run begins with it: settings change only between runs. */
export interface Constraint {
  readonly allowed: AllowedSettings;
  readonly beginsRun: boolean;
}

/** Consecutive evaluations with the same settings: the values that all of them allow but those that contradict. */
export interface SettingSpan extends AllowedSettings {
  /** Position of the first one. */
  readonly first: number;
}

interface Values {
  readonly protectedTokens: number;
  readonly minSavings: number;
}

/** Values of one setting that are looked at; more occur only where hardly anything fits. */
const mostValues = 12;

/**
 * Cuts evaluations into the spans in which one pair of values explains them best: an evaluation that contradicts its span's
 * value weighs a wrong decision, a change more, so that one altered record is a contradiction and a lasting change is a
 * change. A change is taken as late as possible. Without evaluations one span that allows everything.
 */
export function settingSpans(constraints: readonly Constraint[]): readonly SettingSpan[] {
  const chosen = lightestValues(constraints, valuePairs(constraints));
  const spans: SettingSpan[] = [];
  for (let first = 0; first < chosen.length;) {
    let next = first + 1;
    while (next < chosen.length && chosen[next] === chosen[first]) next += 1;
    // Where one setting changed the other may have changed unseen: each span is told by its own evaluations alone.
    const members = constraints.slice(first, next);
    spans.push({
      first,
      protectedTokens: common(members, "protectedTokens", chosen[first]),
      minSavings: common(members, "minSavings", chosen[first]),
    });
    first = next;
  }
  return spans.length > 0
    ? spans
    : [{ first: 0, protectedTokens: everything, minSavings: everything }];
}

/** What those constraints say together that allow a value. */
function common(
  constraints: readonly Constraint[],
  setting: keyof Values,
  values: Values | undefined,
): Range {
  const value = values?.[setting] ?? 0;
  return constraints
    .map(({ allowed }) => allowed[setting])
    .filter((range) => contains(range, value))
    .reduce(intersection, everything);
}

/**
 * What the members of each set of ranges have in common that no further range could join, the largest set first. Of such a
 * set the greatest lower end has no other lower end before the next upper one. One pass over the sorted ends.
 */
export function commonRanges(ranges: readonly Range[]): readonly Range[] {
  const told = ranges.filter((range) => !isEmpty(range));
  const lower = Float64Array.from(told, ({ from }) => from).sort();
  const upper = Float64Array.from(told, ({ to }) => to).sort();
  const sets: { readonly size: number; readonly common: Range }[] = [];
  for (let at = 0, ended = 0; at < lower.length; at++) {
    const from = lower[at] ?? 0;
    while ((upper[ended] ?? Infinity) < from) ended += 1;
    const to = upper[ended] ?? Infinity;
    // Those that have begun and not ended. The one that ends next is among them, or its lower end would come before that.
    if ((lower[at + 1] ?? Infinity) > to || at === lower.length - 1)
      sets.push({ size: at + 1 - ended, common: intersection(everything, { from, to }) });
  }
  if (sets.length === 0) return [everything];
  return sets.sort((a, b) => b.size - a.size).map(({ common }) => common);
}

interface WeighedValues extends Values {
  /** Decides between values that equally many contradict. */
  readonly tieBreak: number;
}

function valuePairs(constraints: readonly Constraint[]): readonly WeighedValues[] {
  const valuesOf = (setting: keyof Values) =>
    commonRanges(constraints.map(({ allowed }) => allowed[setting])).slice(0, mostValues);
  const thresholds = valuesOf("minSavings");
  return valuesOf("protectedTokens").flatMap((budget) =>
    thresholds.map((threshold) => ({
      protectedTokens: budget.from,
      minSavings: threshold.from,
      tieBreak:
        (roundness(budget, defaultSettings.protectedTokens) +
          roundness(threshold, defaultSettings.minSavings)) /
        1000,
    })),
  );
}

/** For each evaluation its values, by dynamic programming. */
function lightestValues(
  constraints: readonly Constraint[],
  pairs: readonly WeighedValues[],
): readonly WeighedValues[] {
  let weights = pairs.map(({ tieBreak }) => tieBreak);
  const cameFrom: (readonly number[] | undefined)[] = [];
  for (const [at, { allowed, beginsRun }] of constraints.entries()) {
    const changes = at > 0 && beginsRun ? lightestChanges(weights, pairs) : undefined;
    const before = weights;
    weights = pairs.map((pair, index) => {
      const origin = changes?.[index] ?? index;
      const from = pairs[origin] ?? pair;
      return (before[origin] ?? 0) + changeWeight(from, pair) + contradiction(allowed, pair);
    });
    cameFrom.push(changes);
  }
  const chosen: WeighedValues[] = [];
  let index = weights.indexOf(Math.min(...weights));
  for (let at = constraints.length - 1; at >= 0; at--) {
    const pair = pairs[index];
    if (pair !== undefined) chosen.push(pair);
    index = cameFrom[at]?.[index] ?? index;
  }
  return chosen.reverse();
}

/** For each pair the one from which it is reached most lightly: itself, or another where that is at least as light. */
function lightestChanges(
  weights: readonly number[],
  pairs: readonly WeighedValues[],
): readonly number[] {
  const least = Math.min(...weights);
  return pairs.map((pair, index) => {
    let origin = index;
    let lightest = weights[index] ?? Infinity;
    if (least + evidence.settingsChange > lightest) return origin;
    for (const [other, from] of pairs.entries()) {
      const changed = (weights[other] ?? Infinity) + changeWeight(from, pair);
      if (other === index || changed > lightest) continue;
      lightest = changed;
      origin = other;
    }
    return origin;
  });
}

function changeWeight(from: Values, to: Values): number {
  const budget = from.protectedTokens !== to.protectedTokens;
  const threshold = from.minSavings !== to.minSavings;
  if (budget && threshold) return evidence.settingsChange + evidence.secondSetting;
  return budget || threshold ? evidence.settingsChange : 0;
}

function contradiction({ protectedTokens, minSavings }: AllowedSettings, values: Values): number {
  return (
    (contains(protectedTokens, values.protectedTokens) ? 0 : evidence.wrongDecision) +
    (contains(minSavings, values.minSavings) ? 0 : evidence.wrongDecision)
  );
}
