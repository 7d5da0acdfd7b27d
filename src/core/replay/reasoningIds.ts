import { misfits } from "./confinement";
import { placedMoments } from "./placedMoments";
import type { SessionPlacement } from "./placeSession";
import { evidence } from "./plausibility";
import type { SegmentFacts } from "./segmentFacts";

/** An id longer than this has not been seen anywhere, and would let chance agree. */
const mostBytes = 512;
/** Constants that are looked at closely, and those of them that are worth placing the session for. */
const closeLooks = 24;
const candidateCount = 3;
/** Constants with so much more evidence against them than the best one are not tried. */
const marginOfOthers = 2 * evidence.wrongNumbers;

/** While the constant is unknown, savings and with them the decision cannot be looked at. */
export const savingsBits = misfits.savings | misfits.decision;

/**
 * What one evaluation says: recorded savings are removed bytes times tokens over the bytes of the measured prefix, so they
 * tell that prefix's true size, and what it exceeds the logged size by is shared among its reasoning items with an id.
 */
interface Clue {
  readonly facts: SegmentFacts;
  readonly run: number;
  /** Items in the measured prefix. */
  readonly prefix: number;
  /** The excess is above this, */
  readonly over: number;
  /** and at most this, in bytes. */
  readonly to: number;
  /** Index of the first item with an id, as the evaluation has been placed. */
  readonly firstItemWithIds: number;
}

/**
 * Bytes that each reasoning item may have in memory only, likeliest first; 0 is one of them. Which items had an id depends on the
 * restarts, so every run's beginning is tried, and those constants are taken with which the fewest restarts explain
 * the most evaluations.
 */
export function reasoningIdCandidates(
  placement: SessionPlacement,
  facts: readonly SegmentFacts[],
): readonly number[] {
  const clues = cluesOf(placement, facts);
  const points = new Map(facts.map((own) => [own, restartPoints(own, facts)]));
  const votes = votesOf(clues, (clue) => holdersAfterAnyRestart(clue, points.get(clue.facts)));
  const looked = Array.from(votes.keys())
    .filter((bytes) => bytes > 0 && (votes[bytes] ?? 0) > (votes[0] ?? 0))
    .sort((a, b) => (votes[b] ?? 0) - (votes[a] ?? 0))
    .slice(0, closeLooks);
  const weights = new Map(
    looked.map((bytes) => [bytes, weightOf(bytes, clues, facts) + evidence.reasoningIds]),
  );
  const likeliest = middles(weights)
    .sort((a, b) => (weights.get(a) ?? 0) - (weights.get(b) ?? 0))
    .slice(0, candidateCount);
  const without = weightOf(0, clues, facts);
  const least = Math.min(without, ...likeliest.map((bytes) => weights.get(bytes) ?? Infinity));
  return [0, ...likeliest]
    .map((bytes) => ({ bytes, weight: bytes === 0 ? without : (weights.get(bytes) ?? Infinity) }))
    .filter((candidate) => candidate.weight <= least + marginOfOthers)
    .sort((a, b) => a.weight - b.weight)
    .map(({ bytes }) => bytes);
}

/** The constant that most evaluations agree on, given where the restarts have been placed; undefined where 0 does as well. */
export function refinedReasoningIds(
  placement: SessionPlacement,
  facts: readonly SegmentFacts[],
): number | undefined {
  const votes = votesOf(cluesOf(placement, facts), ({ facts: own, firstItemWithIds, prefix }) => [
    own.reasoningItems(firstItemWithIds, prefix),
  ]);
  const most = Math.max(...votes);
  if (votes[0] === most) return undefined;
  const [middle] = middles(
    new Map(Array.from(votes.entries()).filter(([bytes, own]) => bytes > 0 && own === most)),
  );
  return middle;
}

function cluesOf(placement: SessionPlacement, facts: readonly SegmentFacts[]): readonly Clue[] {
  const clues: Clue[] = [];
  for (const { placement: own, placed, recorded, moment } of placedMoments(placement, facts, 0)) {
    const { estimatedSavingsTokens: savings, protectedStart } = recorded ?? {};
    if (savings === undefined || savings === 0 || protectedStart === undefined) continue;
    const { history, records, historyLength } = moment;
    if (records.count === 0) continue;
    const last = records.count - 1;
    const prefix = Math.min(records.historyLengthOf(last), historyLength);
    const product = (history.removedBytes[protectedStart] ?? 0) * records.tokensOf(last);
    const logged = history.prefixBytes[prefix] ?? 0;
    clues.push({
      facts: own.facts,
      run: placed.run,
      prefix,
      over: product / (savings + 1) - logged,
      to: product / savings - logged,
      firstItemWithIds: placed.process.firstItemWithIds,
    });
  }
  return clues;
}

/** For each constant the number of evaluations that some number of id holders explains with it. */
function votesOf(
  clues: readonly Clue[],
  holdersOf: (clue: Clue) => Iterable<number>,
): Float64Array {
  const votes = new Float64Array(mostBytes + 1);
  for (const clue of clues) {
    const possible = new Set<number>();
    for (const holders of holdersOf(clue)) {
      const from = holders === 0 ? 0 : Math.max(0, Math.floor(clue.over / holders) + 1);
      const to = holders === 0 ? mostBytes : Math.min(mostBytes, Math.floor(clue.to / holders));
      if (holders === 0 && !(clue.over < 0 && clue.to >= 0)) continue;
      for (let bytes = from; bytes <= to; bytes++) possible.add(bytes);
    }
    for (const bytes of possible) votes[bytes] = (votes[bytes] ?? 0) + 1;
  }
  return votes;
}

/** Numbers of reasoning items with ids in the prefix, for every run that the process may have begun with. */
function holdersAfterAnyRestart(
  { facts, run, prefix }: Clue,
  { inherited, own }: RestartPoints = { inherited: [0], own: [] },
): ReadonlySet<number> {
  const holders = new Set<number>();
  for (const item of inherited) holders.add(facts.reasoningItems(item, prefix));
  for (let before = 0; before <= run && before < own.length; before++)
    holders.add(facts.reasoningItems(own[before] ?? 0, prefix));
  return holders;
}

interface RestartPoints {
  /** Where ids may begin when the segment does. The first is 0: none is lost. */
  readonly inherited: readonly number[];
  /** Where they begin after a restart before each run. */
  readonly own: readonly number[];
}

/** The items from which on ids may be known. */
function restartPoints(facts: SegmentFacts, all: readonly SegmentFacts[]): RestartPoints {
  const { openingItems, origin } = facts.segment;
  const inherited = new Set([0, openingItems]);
  const parent = facts.parent === undefined ? undefined : all[facts.parent];
  if (origin.kind === "forked" && parent !== undefined) {
    const before = restartPoints(parent, all);
    for (const item of [...before.inherited, ...before.own])
      if (item < openingItems) inherited.add(item);
  } else {
    for (let index = 0; index < openingItems; index++)
      if (facts.isReasoning(index)) inherited.add(index + 1);
  }
  return { inherited: Array.from(inherited), own: facts.runs.map(({ run }) => run.firstItem) };
}

/** Evidence against a constant: restarts that it needs, and evaluations that it leaves unexplained all the same. */
function weightOf(bytes: number, clues: readonly Clue[], all: readonly SegmentFacts[]): number {
  let total = 0;
  for (let from = 0; from < clues.length;) {
    const facts = clues[from]?.facts;
    let to = from;
    while (to < clues.length && clues[to]?.facts === facts) to += 1;
    if (facts !== undefined)
      total += weightInSegment(bytes, facts, clues.slice(from, to), restartPoints(facts, all));
    from = to;
  }
  return total;
}

function weightInSegment(
  bytes: number,
  facts: SegmentFacts,
  clues: readonly Clue[],
  { inherited, own }: RestartPoints,
): number {
  const points = [...inherited, ...own];
  const holdersBefore = Float64Array.from(points, (item) => facts.reasoningItems(0, item));
  // Lightest way to have lost the ids before each point last. Points times clues: no object is made for each.
  const weights = Float64Array.from(points, (_, point) =>
    point === 0 ? 0 : point < inherited.length ? evidence.restart : Infinity,
  );
  let least = 0;
  for (const { run, prefix, over, to } of clues) {
    const holders = facts.reasoningItems(0, prefix);
    const restarted = least + evidence.restart;
    const end = Math.min(points.length, inherited.length + run + 1);
    least = Infinity;
    for (let point = 0; point < end; point++) {
      const before = weights[point] ?? 0;
      const excess = bytes * Math.max(0, holders - (holdersBefore[point] ?? 0));
      const misfit = over < excess && excess <= to ? 0 : evidence.wrongNumbers;
      const weight = (point < inherited.length ? before : Math.min(before, restarted)) + misfit;
      weights[point] = weight;
      if (weight < least) least = weight;
    }
  }
  return least;
}

/** Of neighbouring constants with the same figure the middle one. */
function middles(figures: ReadonlyMap<number, number>): number[] {
  const chosen: number[] = [];
  const all = Array.from(figures.keys()).sort((a, b) => a - b);
  for (let from = 0; from < all.length;) {
    const first = all[from] ?? 0;
    let to = from;
    while (
      all[to + 1] === (all[to] ?? 0) + 1 &&
      figures.get(all[to + 1] ?? 0) === figures.get(first)
    )
      to += 1;
    chosen.push(all[Math.floor((from + to) / 2)] ?? first);
    from = to + 1;
  }
  return chosen;
}
