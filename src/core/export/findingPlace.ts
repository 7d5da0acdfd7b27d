import type { SessionReplay } from "../replay/model";
import { requestPosition } from "../replay/requestPosition";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import { unreachable } from "../unreachable";
import type { Place } from "../whatif/findings/finding";

/** Where a finding stands; undefined for what its kind of place does not name. */
export interface FindingPlace {
  /** Position of the segment in the session. */
  readonly segment: number | undefined;
  /** Position in the replay's requests. */
  readonly request: number | undefined;
  /** Line of the segment's file, from 1. */
  readonly line: number | undefined;
}

/** Segment, request and line of a place, as far as it has them. */
export function findingPlace(session: Session, replay: SessionReplay, place: Place): FindingPlace {
  switch (place.kind) {
    case "session":
      return { segment: undefined, request: undefined, line: undefined };
    case "line":
      return { segment: place.segment, request: undefined, line: place.line };
    case "evaluation": {
      const { segment, evaluation } = place;
      return {
        segment,
        request: requestPosition(replay, segment, evaluation),
        line: rowAt(session.segments[segment]?.evaluations, evaluation)?.place.line,
      };
    }
    case "request": {
      const request = replay.requests[place.request];
      const segment = request && session.segments[request.segment];
      const record =
        rowAt(segment?.evaluations, request?.evaluation) ??
        rowAt(segment?.requests, request?.measured);
      return { segment: request?.segment, request: place.request, line: record?.place.line };
    }
    default:
      return unreachable(place);
  }
}
