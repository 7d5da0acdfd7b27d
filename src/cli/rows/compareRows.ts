import type { Comparison } from "../../core/compare/compareSessions";
import type { Side } from "../../core/compare/comparedSession";
import type { LeftOutAlone } from "../../core/compare/matchedResults";
import type { RequestRow } from "../../core/inspect/requestRows";
import type { OpenedSession } from "../openedSession";
import { settingsRow, type SettingsRow } from "./settingsRow";

/**
 * A comparison as scripts read it, names and meanings stay: first one row `sessions`, then one `figure` for each figure,
 * then one `request` for each place of the common axis. Differences are B less A.
 */
export type CompareRow =
  | {
      readonly kind: "sessions";
      readonly a: ComparedName;
      readonly b: ComparedName;
      /** Requests that stand side by side, by why they do. */
      readonly pairs: {
        readonly same: number;
        readonly sameEnd: number;
        readonly alike: number;
      };
      readonly onlyA: number;
      readonly onlyB: number;
      readonly firedOnlyInA: number;
      readonly firedOnlyInB: number;
      readonly otherSet: number;
      readonly otherReason: number;
      readonly notEvaluated: number;
      /** Over the pairs measured on both sides. */
      readonly paired: {
        readonly requests: number;
        readonly inputTokensA: number;
        readonly inputTokensB: number;
        readonly requestsWithCost: number;
        readonly costInputTokensA: number;
        readonly costInputTokensB: number;
      };
      readonly prices: { readonly cacheRead: number; readonly cacheWrite: number };
    }
  | {
      readonly kind: "figure";
      readonly name: string;
      readonly unit: string;
      readonly source: string;
      readonly a: number | null;
      readonly b: number | null;
      readonly difference: number | null;
      readonly better: "a" | "b" | "neither" | "unknown";
    }
  | {
      readonly kind: "request";
      readonly row: number;
      readonly a: ComparedRequest | null;
      readonly b: ComparedRequest | null;
      readonly basis: string | null;
      readonly difference: string;
      readonly leftOutOnlyInA: LeftOutAlone;
      readonly leftOutOnlyInB: LeftOutAlone;
      readonly inputTokens: number | null;
      readonly cacheReadTokens: number | null;
      readonly cacheWriteTokens: number | null;
      readonly costInputTokens: number | null;
    };

interface ComparedName {
  readonly session: string;
  readonly agent: string | null;
  readonly settings: SettingsRow;
}

interface ComparedRequest {
  /** Position in the session, from 0. */
  readonly request: number;
  readonly segment: string | null;
  readonly decision: string | null;
  readonly leftOut: number;
  readonly sentAgain: number;
  readonly inputTokens: number | null;
}

/** The rows of `compare --json`: the two sessions, every figure, then the requests in the order of their common axis. */
export function* compareRows(
  opened: Readonly<Record<Side, OpenedSession>>,
  comparison: Comparison,
): Generator<CompareRow> {
  yield sessionsRow(opened, comparison);
  for (const { name, unit, source, a, b, difference, better } of comparison.figures)
    yield {
      kind: "figure",
      name,
      unit,
      source,
      a: a ?? null,
      b: b ?? null,
      difference: difference ?? null,
      better,
    };
  for (const row of comparison.rows)
    yield {
      kind: "request",
      row: row.row,
      a: requestOf(opened.a, row.a),
      b: requestOf(opened.b, row.b),
      basis: row.basis ?? null,
      difference: row.difference,
      leftOutOnlyInA: row.leftOutOnlyInA,
      leftOutOnlyInB: row.leftOutOnlyInB,
      inputTokens: row.promptTokens ?? null,
      cacheReadTokens: row.cacheReadTokens ?? null,
      cacheWriteTokens: row.cacheWriteTokens ?? null,
      costInputTokens: row.cost ?? null,
    };
}

function sessionsRow(
  opened: Readonly<Record<Side, OpenedSession>>,
  { counts, paired, prices }: Comparison,
): CompareRow {
  const { bases, differences } = counts;
  return {
    kind: "sessions",
    a: nameOf(opened.a),
    b: nameOf(opened.b),
    pairs: { same: bases.same, sameEnd: bases["same end"], alike: bases.alike },
    onlyA: differences["only a"],
    onlyB: differences["only b"],
    firedOnlyInA: differences["fired in a"],
    firedOnlyInB: differences["fired in b"],
    otherSet: differences["other set"],
    otherReason: differences["other reason"],
    notEvaluated: differences["not evaluated"],
    paired: {
      requests: paired.requests,
      inputTokensA: paired.inputTokens.a,
      inputTokensB: paired.inputTokens.b,
      requestsWithCost: paired.requestsWithCost,
      costInputTokensA: paired.cost.a,
      costInputTokensB: paired.cost.b,
    },
    prices: { cacheRead: prices.cacheRead, cacheWrite: prices.cacheWrite },
  };
}

function nameOf(opened: OpenedSession): ComparedName {
  const { session } = opened;
  const agent = session.metadata?.agentName ?? null;
  return { session: session.id, agent, settings: settingsRow(opened) };
}

function requestOf(
  { session }: OpenedSession,
  row: RequestRow | undefined,
): ComparedRequest | null {
  if (row === undefined) return null;
  return {
    request: row.request,
    segment: session.segments[row.segment]?.id ?? null,
    decision: row.decision ?? null,
    leftOut: row.leftOut,
    sentAgain: row.sentAgain,
    inputTokens: row.inputTokens ?? null,
  };
}
