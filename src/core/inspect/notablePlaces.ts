import type { FireVerdict } from "../whatif/verdicts";
import type { RequestRow } from "./requestRows";

/** A request worth a look, and why. */
export type NotablePlace =
  | { readonly kind: "first fire"; readonly request: number }
  | { readonly kind: "first sent again"; readonly request: number; readonly results: number }
  | { readonly kind: "most sent again"; readonly request: number; readonly results: number }
  /** The fire that lost most before the set changed again, in tokens at the input price. */
  | { readonly kind: "dearest fire"; readonly request: number; readonly lostCost: number }
  | { readonly kind: "peak"; readonly request: number; readonly tokens: number };

/** Where to begin in a session, each place at most once, in the order in which they are best read. */
export function notablePlaces(
  rows: readonly RequestRow[],
  verdicts: readonly FireVerdict[],
): readonly NotablePlace[] {
  const again = rows.filter((row) => row.sentAgain > 0);
  const most = greatest(again, (row) => row.sentAgain);
  const [first] = again;
  const lost = greatest(
    verdicts.filter(({ verdict, savedCost }) => verdict.kind === "never" && savedCost < 0),
    ({ savedCost }) => -savedCost,
  );
  const fire = rows.find(({ decision }) => decision === "fired");
  const peak = greatest(
    rows.filter(({ inputTokens }) => inputTokens !== undefined),
    ({ inputTokens }) => inputTokens ?? 0,
  );
  return [
    ...(fire === undefined ? [] : [{ kind: "first fire", request: fire.request } as const]),
    ...(first === undefined
      ? []
      : [{ kind: "first sent again", request: first.request, results: first.sentAgain } as const]),
    ...(most === undefined || most === first
      ? []
      : [{ kind: "most sent again", request: most.request, results: most.sentAgain } as const]),
    ...(lost === undefined
      ? []
      : [{ kind: "dearest fire", request: lost.request, lostCost: -lost.savedCost } as const]),
    ...(peak === undefined
      ? []
      : [{ kind: "peak", request: peak.request, tokens: peak.inputTokens ?? 0 } as const]),
  ];
}

/** The first of those with the greatest figure. */
function greatest<Row>(rows: readonly Row[], figureOf: (row: Row) => number): Row | undefined {
  return rows.reduce<Row | undefined>(
    (best, row) => (best === undefined || figureOf(row) > figureOf(best) ? row : best),
    undefined,
  );
}
