import type { AllowedSpan } from "./allowedSpans";

/** What a placement of a whole session takes for granted. */
export interface Assumptions {
  /** Settings held possible; any where there are none. */
  readonly allowed: readonly AllowedSpan[];
  /** Bytes that a reasoning item has in memory only. */
  readonly idBytes: number;
  /** Parts of a record that are not looked at, as bits of `misfits`. */
  readonly ignored: number;
  /** Which way to read a fork where both agree: taken up from its log, or gone on with by its writer. */
  readonly forksFromLog: boolean;
}

/** Nothing is taken for granted. */
export const plain: Assumptions = {
  allowed: [],
  idBytes: 0,
  ignored: 0,
  forksFromLog: false,
};

/** The same text for the same assumptions, and for no others. */
export function keyOf({ allowed, idBytes, ignored, forksFromLog }: Assumptions): string {
  const spans = allowed.map(({ segment, evaluation, protectedTokens, minSavings }) =>
    [segment, evaluation, protectedTokens.from, protectedTokens.to, minSavings.from, minSavings.to]
      .map(String)
      .join(),
  );
  return [idBytes, ignored, forksFromLog, ...spans].join(" ");
}
