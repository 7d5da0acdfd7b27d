import type { RequestRow } from "../src/core/inspect/requestRows";
import { certaintyOf, decisionCodes, type WhatIfOutcome } from "../src/core/whatif/outcome";

/** A request as recorded, and what a what-if says of it; undefined without one. */
export interface WhatIfRow extends RequestRow {
  readonly whatIf:
    | {
        readonly decision: (typeof decisionCodes)[number];
        readonly certain: ReturnType<typeof certaintyOf>;
        /** Undefined where it is not known. */
        readonly inputTokens: number | undefined;
      }
    | undefined;
}

/** The rows with an outcome beside them; an outcome of another number of requests belongs to another state. */
export function whatIfRows(
  rows: readonly RequestRow[],
  outcome: WhatIfOutcome | undefined,
): readonly WhatIfRow[] {
  const fitting = outcome?.decision.length === rows.length ? outcome : undefined;
  return rows.map((row, request) => {
    if (fitting === undefined) return { ...row, whatIf: undefined };
    const inputTokens = fitting.inputTokens[request] ?? NaN;
    return {
      ...row,
      whatIf: {
        decision: decisionCodes[fitting.decision[request] ?? 0] ?? "none",
        certain: certaintyOf(fitting, request),
        inputTokens: Number.isNaN(inputTokens) ? undefined : inputTokens,
      },
    };
  });
}
