import type { Decision } from "../../core/prune/evaluate";
import { decisionCodes, type WhatIfOutcome } from "../../core/whatif/outcome";
import { openedSegments, type OpenedSession } from "../openedSession";

/** One request as it would have been, as scripts read it: names and meanings stay. */
export interface WhatIfRow {
  readonly session: string;
  readonly segment: string;
  /**
   * n-th fire or skip of the segment, from 0, as in the rows of evaluations; where the log has no evaluations, n-th
   * measured request. Null for a request whose own evaluation is lost.
   */
  readonly index: number | null;
  readonly historyLength: number;
  /** Null where the policy takes none. */
  readonly decision: Decision | null;
  readonly candidateCount: number;
  readonly protectedStart: number | null;
  readonly estimatedSavingsTokens: number | null;
  /** Item indices left out, ascending. */
  readonly pruned: readonly number[];
  /** Predicted; as recorded, the measured ones. Null where there is no measurement to predict from. */
  readonly inputTokens: number | null;
  readonly cacheReadTokens: number | null;
  /** Whether the decision can be relied on. */
  readonly certain: boolean;
}

/** The requests of a session under other settings. `outcome` belongs to the same replay. */
export function* whatIfRows(opened: OpenedSession, outcome: WhatIfOutcome): Generator<WhatIfRow> {
  const { session, replay } = opened;
  const positions = openedSegments(opened);
  const evaluated = session.segments.some(({ evaluations }) => evaluations.length > 0);
  for (const [at, request] of replay.requests.entries()) {
    const segment = session.segments[request.segment];
    const index = evaluated ? request.evaluation : request.measured;
    const measuredOnly = !evaluated && index === undefined;
    if (segment === undefined || !positions.includes(request.segment) || measuredOnly) continue;
    const start = outcome.protectedStart[at] ?? -1;
    yield {
      session: session.id,
      segment: segment.id,
      index: index ?? null,
      historyLength: request.historyLength,
      decision: decisionOf(outcome.decision[at] ?? 0),
      candidateCount: outcome.candidateCount[at] ?? 0,
      protectedStart: start < 0 ? null : start,
      estimatedSavingsTokens: known(outcome.estimatedSavingsTokens[at]),
      pruned: Array.from(outcome.pruned[at] ?? []),
      inputTokens: known(outcome.inputTokens[at]),
      cacheReadTokens: known(outcome.cacheReadTokens[at]),
      certain: outcome.certain[at] === 1,
    };
  }
}

function decisionOf(code: number): Decision | null {
  const decision = decisionCodes[code];
  return decision === undefined || decision === "none" ? null : decision;
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
