import { candidateRows, type CandidateRow } from "../inspect/candidates";
import { inspectRequest } from "../inspect/inspectRequest";
import { itemFates } from "../inspect/itemFates";
import { nextSameCalls } from "../inspect/laterCalls";
import { requestRows, type RequestRow } from "../inspect/requestRows";
import { ResultSets } from "../inspect/resultSets";
import { requestLanes } from "../whatif/lanes";
import type { ReplayedSession } from "./withoutTexts";

/** The rows of all requests of a session. */
export function rowsOfSession({ session, replay }: ReplayedSession): readonly RequestRow[] {
  return requestRows(session, replay, new ResultSets(session));
}

/** The candidates of a request, by its position in the replay's; empty where it was not evaluated or there is none. */
export function candidatesOfRequest(
  { session, replay }: ReplayedSession,
  request: number,
): readonly CandidateRow[] {
  const inspection = inspectRequest(session, replay, requestLanes(session, replay), request);
  const segment = session.segments[inspection?.segment ?? -1];
  if (inspection?.evaluation === undefined || segment === undefined) return [];
  const { recorded, replay: again, chain } = inspection.evaluation;
  const { sets } = new ResultSets(session).recorded(replay);
  return candidateRows(
    segment,
    itemFates(session, replay, sets, inspection.segment),
    nextSameCalls(segment.items),
    request,
    recorded.protectedStart ?? again.replayed?.protectedStart,
    chain?.rate,
  );
}
