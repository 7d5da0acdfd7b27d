/**
 * A figure as replay gives it beside the one that was recorded. `not recorded`: the log does not hold it; `not
 * replayed`: the core could not be run.
 */
export interface Compared<T> {
  readonly replayed: T | undefined;
  readonly recorded: T | undefined;
  readonly verdict: Verdict;
}

export type Verdict = "agrees" | "differs" | "not recorded" | "not replayed";

/** A figure from both sources, with whether they agree. */
export function compared<T extends string | number>(
  replayed: T | undefined,
  recorded: T | undefined,
): Compared<T> {
  return { replayed, recorded, verdict: verdictOf(replayed, recorded) };
}

function verdictOf(replayed: unknown, recorded: unknown): Verdict {
  if (recorded === undefined) return "not recorded";
  if (replayed === undefined) return "not replayed";
  return replayed === recorded ? "agrees" : "differs";
}
