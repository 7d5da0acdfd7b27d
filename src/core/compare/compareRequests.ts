import type { RequestRow } from "../inspect/requestRows";
import { asPart } from "../work";
import { promptCost, type Prices } from "../whatif/prices";
import type { AlignedRow, PairBasis } from "./alignRequests";
import { matchItems } from "./itemMatches";
import { MatchedResults, nothingLeftOut, type LeftOut, type LeftOutAlone } from "./matchedResults";
import type { PreparedSide } from "./preparedSide";
import type { Steps } from "./steps";

/**
 * How the decisions of a row differ. `other set`: both fired, and left out other results; `other reason`: both skipped,
 * for another reason; `not evaluated`: one of them has no evaluation and the other left nothing out.
 */
export const rowDifferences = [
  "same",
  "fired in a",
  "fired in b",
  "other set",
  "other reason",
  "not evaluated",
  "only a",
  "only b",
] as const;
export type RowDifference = (typeof rowDifferences)[number];

/** Differences that decisions make: what a walk from difference to difference stops at. */
const decisive: ReadonlySet<RowDifference> = new Set<RowDifference>([
  "fired in a",
  "fired in b",
  "other set",
  "other reason",
]);

/** True where the two decided otherwise, as far as both did. */
export function isDecisive({ difference }: { readonly difference: RowDifference }): boolean {
  return decisive.has(difference);
}

/** One row of the comparison. Differences are B less A, in tokens; undefined where one of the two is not known. */
export interface ComparedRow {
  readonly row: number;
  readonly a: RequestRow | undefined;
  readonly b: RequestRow | undefined;
  readonly basis: PairBasis | undefined;
  readonly difference: RowDifference;
  readonly leftOutOnlyInA: LeftOutAlone;
  readonly leftOutOnlyInB: LeftOutAlone;
  readonly promptTokens: number | undefined;
  readonly cacheReadTokens: number | undefined;
  readonly cacheWriteTokens: number | undefined;
  readonly cost: number | undefined;
}

/** A row without what depends on prices. */
export type AlignedComparison = Omit<ComparedRow, "cost">;

/** Compares the requests that stand side by side, in steps; what prices change comes afterwards. */
export function* compareRequests(
  aligned: readonly AlignedRow[],
  a: PreparedSide,
  b: PreparedSide,
  steps: Steps,
): Generator<number, readonly AlignedComparison[]> {
  const matched = yield* asPart(0, 0.9, matchSegments(aligned, a, b, steps));
  const rows: AlignedComparison[] = [];
  for (const [row, place] of aligned.entries()) {
    if (steps.add(20)) yield 0.9 + (0.1 * row) / aligned.length;
    if (place.kind === "only a") {
      rows.push({ ...alone, row, a: a.rows[place.a], b: undefined, difference: "only a" });
      continue;
    }
    if (place.kind === "only b") {
      rows.push({ ...alone, row, a: undefined, b: b.rows[place.b], difference: "only b" });
      continue;
    }
    const [rowA, rowB] = [a.rows[place.a], b.rows[place.b]];
    const [leftOutA, leftOutB] = [leftOutOf(a, place.a), leftOutOf(b, place.b)];
    let between: readonly [LeftOutAlone, LeftOutAlone] = [nothingLeftOut, nothingLeftOut];
    if (leftOutA.set.length > 0 || leftOutB.set.length > 0) {
      const isQuick = leftOutA.beginning >= 0 && leftOutB.beginning >= 0;
      if (!isQuick && steps.add(leftOutA.set.length + leftOutB.set.length))
        yield 0.9 + (0.1 * row) / aligned.length;
      between = matched.get(segmentsOf(a, b, place))?.between(leftOutA, leftOutB) ?? between;
    }
    const [leftOutOnlyInA, leftOutOnlyInB] = between;
    rows.push({
      row,
      a: rowA,
      b: rowB,
      basis: place.basis,
      difference: differenceOf(rowA, rowB, leftOutOnlyInA.results + leftOutOnlyInB.results > 0),
      leftOutOnlyInA,
      leftOutOnlyInB,
      promptTokens: less(rowB?.inputTokens, rowA?.inputTokens),
      cacheReadTokens: less(rowB?.cacheReadTokens, rowA?.cacheReadTokens),
      cacheWriteTokens: less(rowB?.cacheWriteTokens, rowA?.cacheWriteTokens),
    });
  }
  return rows;
}

/** The rows with costs under the given prices. */
export function priceRows(
  rows: readonly AlignedComparison[],
  prices: Prices,
): readonly ComparedRow[] {
  return rows.map((row) => ({
    ...row,
    cost: less(requestCost(row.b, prices), requestCost(row.a, prices)),
  }));
}

function leftOutOf({ sets, beginnings }: PreparedSide, request: number): LeftOut {
  return { set: sets[request] ?? noResults, beginning: beginnings[request] ?? -1 };
}

type Pair = Extract<AlignedRow, { readonly kind: "pair" }>;

/** Names the segments that the requests of a pair stand in. */
function segmentsOf(a: PreparedSide, b: PreparedSide, pair: Pair): string {
  return `${a.rows[pair.a]?.segment ?? -1} ${b.rows[pair.b]?.segment ?? -1}`;
}

/** Matches the results of each two segments of which requests stand side by side, where either leaves results out. */
function* matchSegments(
  aligned: readonly AlignedRow[],
  a: PreparedSide,
  b: PreparedSide,
  steps: Steps,
): Generator<number, ReadonlyMap<string, MatchedResults>> {
  const wanted = new Map<string, Pair>();
  for (const place of aligned) {
    if (place.kind !== "pair") continue;
    if (leftOutOf(a, place.a).set.length + leftOutOf(b, place.b).set.length === 0) continue;
    const name = segmentsOf(a, b, place);
    if (!wanted.has(name)) wanted.set(name, place);
  }
  const matched = new Map<string, MatchedResults>();
  for (const [name, pair] of wanted) {
    const [atA, atB] = [a.rows[pair.a]?.segment ?? -1, b.rows[pair.b]?.segment ?? -1];
    const [ofA, ofB] = [a.session.segments[atA], b.session.segments[atB]];
    const [printsA, printsB] = [a.prints[atA], b.prints[atB]];
    if (ofA === undefined || ofB === undefined || printsA === undefined || printsB === undefined)
      continue;
    const match = yield* asPart(
      matched.size / wanted.size,
      (matched.size + 1) / wanted.size,
      matchItems(printsA, printsB, steps),
    );
    matched.set(name, new MatchedResults(ofA, ofB, match));
  }
  return matched;
}

const noResults = new Uint32Array(0);
const alone = {
  basis: undefined,
  leftOutOnlyInA: nothingLeftOut,
  leftOutOnlyInB: nothingLeftOut,
  promptTokens: undefined,
  cacheReadTokens: undefined,
  cacheWriteTokens: undefined,
} satisfies Partial<ComparedRow>;

function less(value: number | undefined, by: number | undefined): number | undefined {
  return value === undefined || by === undefined ? undefined : value - by;
}

/** Cost of a request in tokens at the input price; undefined where one of its figures is not in the log. */
export function requestCost(row: RequestRow | undefined, prices: Prices): number | undefined {
  const { inputTokens, cacheReadTokens, cacheWriteTokens } = row ?? {};
  if (inputTokens === undefined || cacheReadTokens === undefined || cacheWriteTokens === undefined)
    return undefined;
  return promptCost(inputTokens, cacheReadTokens, cacheWriteTokens, prices);
}

function differenceOf(
  a: RequestRow | undefined,
  b: RequestRow | undefined,
  otherSet: boolean,
): RowDifference {
  const [inA, inB] = [a?.decision, b?.decision];
  if (inA === "fired" || inB === "fired") {
    if (inA !== inB) return inA === "fired" ? "fired in a" : "fired in b";
    return otherSet ? "other set" : "same";
  }
  if (inA === inB) return "same";
  return inA === undefined || inB === undefined ? "not evaluated" : "other reason";
}
