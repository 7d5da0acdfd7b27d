import { requestRows, type RequestRow } from "../inspect/requestRows";
import { ResultSets, type SetColumn } from "../inspect/resultSets";
import { summariseSession, type SessionSummary } from "../inspect/sessionSummary";
import type { ComparedSession } from "./comparedSession";
import { itemPrints, type SegmentPrints } from "./itemPrints";
import { requestKeys, type RequestKeys } from "./requestKeys";
import type { Steps } from "./steps";

/** What a state of a session is compared by, made once for it. Columns are parallel to the replay's requests. */
export interface PreparedSide extends Pick<ComparedSession, "session" | "replay">, SetColumn {
  readonly prints: readonly SegmentPrints[];
  readonly keys: RequestKeys;
  readonly results: ResultSets;
  readonly rows: readonly RequestRow[];
  readonly summary: SessionSummary;
}

/** In steps, of which each looks at the session's items or requests once; yields the share done. */
export function* prepareSide(
  { session, replay }: Pick<ComparedSession, "session" | "replay">,
  steps: Steps,
): Generator<number, PreparedSide> {
  const prints: SegmentPrints[] = [];
  for (const segment of session.segments) {
    prints.push(itemPrints(segment));
    if (steps.add(4 * segment.items.length)) yield 0.3;
  }
  const keys = requestKeys({ session, replay }, prints);
  yield 0.5;
  const results = new ResultSets(session);
  const rows = requestRows(session, replay, results);
  yield 0.8;
  const summary = summariseSession(session, replay, rows);
  return { session, replay, prints, keys, results, rows, summary, ...results.recorded(replay) };
}
