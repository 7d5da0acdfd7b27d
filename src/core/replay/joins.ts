import type { Session } from "../session/session";
import type { EvaluationJoin } from "./model";

/** Where each correlation id was joined to a request: the first place in the session. */
export function joinsById(
  session: Session,
): ReadonlyMap<string, Omit<EvaluationJoin, "ownRequest">> {
  const joins = new Map<string, Omit<EvaluationJoin, "ownRequest">>();
  for (const [segment, { joins: own }] of session.segments.entries())
    for (const [join, { correlationId }] of own.entries())
      if (!joins.has(correlationId)) joins.set(correlationId, { segment, join });
  return joins;
}
