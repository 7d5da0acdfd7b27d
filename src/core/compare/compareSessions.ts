import { requestRows } from "../inspect/requestRows";
import { ResultSets } from "../inspect/resultSets";
import { summariseSession, type SessionSummary } from "../inspect/sessionSummary";
import { defaultPrices, type Prices } from "../whatif/prices";
import { alignRequests, type PairBasis } from "./alignRequests";
import { compareFigures, sessionFigures, type ComparedFigure } from "./compareFigures";
import {
  compareRequests,
  requestCost,
  type ComparedRequests,
  type ComparedRow,
  type RowDifference,
} from "./compareRequests";
import type { ComparedSession, Side } from "./comparedSession";
import { ItemMatches } from "./itemMatches";

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

/** Compares two sessions under the same prices. They need not be of the same work: what has no counterpart stands alone. */
export function compareSessions(
  sessionA: ComparedSession,
  sessionB: ComparedSession,
  prices: Prices = defaultPrices,
): Comparison {
  const { rows: aligned, printsA, printsB } = alignRequests(sessionA, sessionB);
  const a = prepare(sessionA, prices);
  const b = prepare(sessionB, prices);
  const matches = new ItemMatches(printsA, printsB);
  const rows = compareRequests(aligned, a.requests, b.requests, matches, prices);
  return {
    rows,
    figures: compareFigures(a.figures, b.figures),
    summaries: { a: a.summary, b: b.summary },
    counts: countsOf(rows),
    paired: pairedTotals(rows, prices),
    prices,
  };
}

function prepare(compared: ComparedSession, prices: Prices) {
  const { session, replay } = compared;
  const results = new ResultSets(session);
  const rows = requestRows(session, replay, results);
  const requests: ComparedRequests = { ...compared, rows, ...results.recorded(replay) };
  const summary = summariseSession(session, replay, rows);
  return { requests, summary, figures: sessionFigures(requests, summary, results, prices) };
}

function countsOf(rows: readonly ComparedRow[]): AlignmentCounts {
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
