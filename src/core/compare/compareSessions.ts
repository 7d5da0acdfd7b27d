import type { SessionSummary } from "../inspect/sessionSummary";
import { defaultPrices, type Prices } from "../whatif/prices";
import { asPart, runToEnd } from "../work";
import { alignRequests, type PairBasis } from "./alignRequests";
import { compareFigures, sessionFigures, type ComparedFigure } from "./compareFigures";
import {
  compareRequests,
  priceRows,
  requestCost,
  type AlignedComparison,
  type ComparedRow,
  type RowDifference,
} from "./compareRequests";
import type { ComparedSession, Side } from "./comparedSession";
import { prepareSide, type PreparedSide } from "./preparedSide";
import { Steps } from "./steps";

/** Two sessions side by side. */
export interface Comparison {
  readonly rows: readonly ComparedRow[];
  readonly figures: readonly ComparedFigure[];
  readonly summaries: Readonly<Record<Side, SessionSummary>>;
  readonly counts: AlignmentCounts;
  /** Over the pairs that were measured on both sides: like with like, where totals also count what has no counterpart. */
  readonly paired: PairedTotals;
  readonly prices: Prices;
}

/** How the requests stand to each other. */
export interface AlignmentCounts {
  readonly bases: Readonly<Record<PairBasis, number>>;
  readonly differences: Readonly<Record<RowDifference, number>>;
}

export interface PairedTotals {
  readonly requests: number;
  readonly inputTokens: Readonly<Record<Side, number>>;
  /** Of those pairs, how many have a cost on both sides, and the sums of these costs. */
  readonly requestsWithCost: number;
  readonly cost: Readonly<Record<Side, number>>;
}

/** How two states of sessions stand to each other: all that neither prices nor fitted tokens change. */
export interface Alignment {
  readonly a: PreparedSide;
  readonly b: PreparedSide;
  readonly rows: readonly AlignedComparison[];
  readonly counts: AlignmentCounts;
}

/** Fitted tokens of a session, parallel to its segments. */
export type FittedTokens = ComparedSession["itemTokens"];

/** Compares two sessions under the same prices. They need not be of the same work: what has no counterpart stands alone. */
export function compareSessions(
  sessionA: ComparedSession,
  sessionB: ComparedSession,
  prices: Prices = defaultPrices,
): Comparison {
  const steps = new Steps();
  const a = runToEnd(prepareSide(sessionA, steps));
  const b = runToEnd(prepareSide(sessionB, steps));
  const alignment = runToEnd(alignSides(a, b, steps));
  return priceAlignment(alignment, { a: sessionA.itemTokens, b: sessionB.itemTokens }, prices);
}

/** The long part of a comparison, in steps of a few milliseconds. Yields the share done. */
export function* alignSides(
  a: PreparedSide,
  b: PreparedSide,
  steps = new Steps(),
): Generator<number, Alignment> {
  const aligned = yield* asPart(0, 0.4, alignRequests(a, b, steps));
  const rows = yield* asPart(0.4, 1, compareRequests(aligned, a, b, steps));
  return { a, b, rows, counts: countsOf(rows) };
}

/** The figures of an alignment: what prices and fitted tokens make of it. */
export function priceAlignment(
  { a, b, rows: aligned, counts }: Alignment,
  itemTokens: Readonly<Record<Side, FittedTokens>>,
  prices: Prices,
): Comparison {
  const rows = priceRows(aligned, prices);
  return {
    rows,
    figures: compareFigures(
      sessionFigures(a, itemTokens.a, prices),
      sessionFigures(b, itemTokens.b, prices),
    ),
    summaries: { a: a.summary, b: b.summary },
    counts,
    paired: pairedTotals(rows, prices),
    prices,
  };
}

function countsOf(rows: readonly AlignedComparison[]): AlignmentCounts {
  const bases: Record<PairBasis, number> = { same: 0, "same end": 0, alike: 0 };
  const differences: Record<RowDifference, number> = {
    same: 0,
    "fired in a": 0,
    "fired in b": 0,
    "other set": 0,
    "other reason": 0,
    "not evaluated": 0,
    "only a": 0,
    "only b": 0,
  };
  for (const { basis, difference } of rows) {
    if (basis !== undefined) bases[basis]++;
    differences[difference]++;
  }
  return { bases, differences };
}

function pairedTotals(rows: readonly ComparedRow[], prices: Prices): PairedTotals {
  let requests = 0;
  let requestsWithCost = 0;
  const inputTokens = { a: 0, b: 0 };
  const cost = { a: 0, b: 0 };
  for (const { a, b } of rows) {
    if (a?.inputTokens === undefined || b?.inputTokens === undefined) continue;
    requests++;
    inputTokens.a += a.inputTokens;
    inputTokens.b += b.inputTokens;
    const [ofA, ofB] = [requestCost(a, prices), requestCost(b, prices)];
    if (ofA === undefined || ofB === undefined) continue;
    requestsWithCost++;
    cost.a += ofA;
    cost.b += ofB;
  }
  return { requests, inputTokens, requestsWithCost, cost };
}
