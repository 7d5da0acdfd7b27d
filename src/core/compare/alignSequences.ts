import { alignBlock, type Block } from "./alignBlock";
import { runToEnd } from "../work";
import { longestRising } from "./longestRising";
import { Steps } from "./steps";

/** Two sequences of things, told apart by keys: equal keys are the same thing. */
export interface Sequences {
  readonly keysA: ArrayLike<number>;
  readonly keysB: ArrayLike<number>;
  /** What a pair of two things is worth; 0 where they must not be paired. Highest where their keys are equal. */
  readonly worth: (a: number, b: number) => number;
}

/** Up to so many partial alignments in all, every one is tried. */
const exactCells = 1_500_000;
/** Beyond them, so many for each element: what it takes grows with the sequences' length, not with its square. */
const cellsPerElement = 160;
/** How often a block is cut at what occurs once in it. */
const mostCuts = 6;

interface OpenBlock extends Block {
  readonly cuts: number;
}

/**
 * Pairs two sequences in order, so that the pairs together are worth most; what was inserted or lost on either side
 * stays alone. Gives for each element of the first the one of the second, −1 for none. Long sequences are cut at what
 * occurs once in each, and in what is still long between two cuts, only what lies near the diagonal is tried.
 */
export function alignSequences(sequences: Sequences): Int32Array {
  return runToEnd(alignInSteps(sequences));
}

/** The same in short steps. Yields the share of the elements that are settled. */
export function* alignInSteps(
  sequences: Sequences,
  steps = new Steps(),
): Generator<number, Int32Array> {
  const { keysA, keysB } = sequences;
  const pairs = new Int32Array(keysA.length).fill(-1);
  const elements = keysA.length + keysB.length;
  let settled = 0;
  const open: OpenBlock[] = [{ fromA: 0, toA: keysA.length, fromB: 0, toB: keysB.length, cuts: 0 }];
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    const rest = withoutCommonEnds(sequences, block, pairs);
    settled += lengthOf(block) - lengthOf(rest);
    if (steps.add(lengthOf(block) - lengthOf(rest) + 1)) yield settled / elements;
    if (rest.toA === rest.fromA || rest.toB === rest.fromB) {
      settled += lengthOf(rest);
      continue;
    }
    const cells = (rest.toA - rest.fromA) * (rest.toB - rest.fromB);
    const most =
      elements * cellsPerElement <= exactCells ? exactCells : lengthOf(rest) * cellsPerElement;
    const isLong = cells > most && rest.cuts < mostCuts;
    const anchors = isLong ? anchorsIn(sequences, rest) : [];
    if (isLong && steps.add(4 * lengthOf(rest))) yield settled / elements;
    if (anchors.length === 0) {
      for (const share of alignBlock(sequences.worth, rest, most, pairs, steps))
        yield (settled + share * lengthOf(rest)) / elements;
      settled += lengthOf(rest);
      continue;
    }
    const cuts = rest.cuts + 1;
    let { fromA, fromB } = rest;
    for (const { a, b } of anchors) {
      pairs[a] = b;
      open.push({ fromA, toA: a, fromB, toB: b, cuts });
      fromA = a + 1;
      fromB = b + 1;
    }
    settled += 2 * anchors.length;
    open.push({ fromA, toA: rest.toA, fromB, toB: rest.toB, cuts });
  }
  return pairs;
}

function lengthOf({ fromA, toA, fromB, toB }: Block): number {
  return toA - fromA + toB - fromB;
}

/** Pairs what two sequences begin and end with in common, and gives what lies between. */
function withoutCommonEnds(
  { keysA, keysB }: Sequences,
  { fromA, toA, fromB, toB, cuts }: OpenBlock,
  pairs: Int32Array,
): OpenBlock {
  let [startA, startB, endA, endB] = [fromA, fromB, toA, toB];
  while (startA < endA && startB < endB && keysA[startA] === keysB[startB])
    pairs[startA++] = startB++;
  while (startA < endA && startB < endB && keysA[endA - 1] === keysB[endB - 1])
    pairs[--endA] = --endB;
  return { fromA: startA, toA: endA, fromB: startB, toB: endB, cuts };
}

interface Anchor {
  readonly a: number;
  readonly b: number;
}

/** The longest chain of pairs, in order on both sides, of keys that occur once on each. */
function anchorsIn({ keysA, keysB }: Sequences, block: Block): readonly Anchor[] {
  const { fromA, toA, fromB, toB } = block;
  const onceA = onlyPlaces(keysA, fromA, toA);
  const onceB = onlyPlaces(keysB, fromB, toB);
  const shared: Anchor[] = [];
  for (const [key, a] of onceA) {
    const b = onceB.get(key);
    if (a >= 0 && b !== undefined && b >= 0) shared.push({ a, b });
  }
  shared.sort((first, second) => first.a - second.a);
  return longestRising(shared.map(({ b }) => b)).flatMap((position) => shared[position] ?? []);
}

/** Where each key stands; −1 for one that stands in several places. */
function onlyPlaces(
  keys: ArrayLike<number>,
  from: number,
  to: number,
): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const key = keys[at] ?? 0;
    places.set(key, places.has(key) ? -1 : at);
  }
  return places;
}
