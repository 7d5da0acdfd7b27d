import { requestRows, type RequestRow } from "../inspect/requestRows";
import { ResultSets, type SetColumn } from "../inspect/resultSets";
import { summariseSession, type SessionSummary } from "../inspect/sessionSummary";
import type { ComparedSession } from "./comparedSession";
import { itemPrints, type SegmentPrints } from "./itemPrints";
import { requestKeys, type RequestKeys } from "./requestKeys";
import type { Steps } from "./steps";
import { asPart } from "../work";

/** What a state of a session is compared by, made once for it. Columns are parallel to the replay's requests. */
export interface PreparedSide extends Pick<ComparedSession, "session" | "replay">, SetColumn {
  readonly prints: readonly SegmentPrints[];
  readonly keys: RequestKeys;
  readonly results: ResultSets;
  readonly rows: readonly RequestRow[];
  readonly summary: SessionSummary;
}

/** A state of a session, with what was made of it already. */
export type StateToPrepare = Pick<ComparedSession, "session" | "replay"> &
  Partial<Pick<PreparedSide, "results" | "rows" | "summary">>;

/** In steps of a few milliseconds where rows and summary are there already; yields the share done. */
export function* prepareSide(of: StateToPrepare, steps: Steps): Generator<number, PreparedSide> {
  const { session, replay, results = new ResultSets(session) } = of;
  const prints: SegmentPrints[] = [];
  for (const [position, segment] of session.segments.entries()) {
    const share = 0.4 / session.segments.length;
    const from = position * share;
    prints.push(yield* asPart(from, from + share, itemPrints(segment, steps)));
  }
  const keys = yield* asPart(0.4, 0.7, requestKeys({ session, replay }, prints, steps));
  const recorded = results.recorded(replay);
  yield 0.75;
  const rows = of.rows ?? requestRows(session, replay, results);
  yield 0.9;
  const summary = of.summary ?? summariseSession(session, replay, rows);
  return { session, replay, prints, keys, results, rows, summary, ...recorded };
}
