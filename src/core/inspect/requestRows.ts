import type { Decision } from "../prune/evaluate";
import type { Agreement, SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { commonRows, rowAt } from "../session/rows";
import type { ResultSets } from "./resultSets";

/** One request as a row of the table beside the timeline. Tokens; undefined where the log does not hold a figure. */
export interface RequestRow {
  /** Position in the replay's requests. */
  readonly request: number;
  readonly segment: number;
  readonly run: number;
  readonly ts: number;
  readonly historyLength: number;
  /** As recorded; undefined where no evaluation was. */
  readonly decision: Decision | undefined;
  readonly agreement: Agreement | undefined;
  readonly protectedStart: number | undefined;
  readonly candidateCount: number | undefined;
  readonly estimatedSavingsTokens: number | undefined;
  /** Results left out of it, and how many of those that the request before had left out it sends again. */
  readonly leftOut: number;
  readonly sentAgain: number;
  readonly inputTokens: number | undefined;
  readonly cacheReadTokens: number | undefined;
  readonly cacheWriteTokens: number | undefined;
  readonly outputTokens: number | undefined;
}

/** What was made of a state that the session may have grown from, and how many of its leading requests are the same. */
export interface Earlier<Made> {
  readonly made: Made;
  readonly same: number;
}

/** The rows of all requests. */
export function requestRows(
  session: Session,
  replay: SessionReplay,
  results: ResultSets,
  earlier?: Earlier<readonly RequestRow[]>,
): readonly RequestRow[] {
  const sets = results.recorded(replay);
  const before = new Map<number, number>();
  return replay.requests.map((request, index) => {
    const known = index < (earlier?.same ?? 0) ? earlier?.made[index] : undefined;
    if (known !== undefined) {
      before.set(request.segment, index);
      return known;
    }
    const segment = session.segments[request.segment];
    const recorded = rowAt(segment?.evaluations, request.evaluation);
    const measured = rowAt(segment?.requests, request.measured);
    const replayed = replay.segments[request.segment]?.evaluations[request.evaluation ?? -1];
    const last = before.get(request.segment) ?? -1;
    const sentAgain = results.missing(request.segment, sets, last, sets, index).results;
    before.set(request.segment, index);
    return {
      request: index,
      segment: request.segment,
      run: request.run,
      ts: request.ts,
      historyLength: request.historyLength,
      decision: recorded?.decision,
      agreement: replayed?.agreement,
      protectedStart: recorded?.protectedStart,
      candidateCount: recorded?.candidateCount,
      estimatedSavingsTokens: recorded?.estimatedSavingsTokens,
      leftOut: sets.sets[index]?.length ?? 0,
      sentAgain,
      inputTokens: measured?.inputTokens,
      cacheReadTokens: measured?.cacheReadTokens,
      cacheWriteTokens: measured?.cacheWriteTokens,
      outputTokens: measured?.outputTokens,
    };
  });
}

interface State {
  readonly session: Session;
  readonly replay: SessionReplay;
}

/** How many leading requests of two states are the same objects, with the same evaluations and measurements. */
export function sameRequests(now: State, before: State): number {
  const [requests, old] = [now.replay.requests, before.replay.requests];
  // Once for each segment: a comparison for each request would ask for three rows of both states.
  const same = now.session.segments.map((_, segment) => sameRecords(now, before, segment));
  const end = Math.min(requests.length, old.length);
  for (let at = 0; at < end; at++) {
    const request = requests[at];
    if (request === undefined || request !== old[at]) return at;
    const { evaluations = 0, measurements = 0 } = same[request.segment] ?? {};
    if ((request.evaluation ?? -1) >= evaluations || (request.measured ?? -1) >= measurements)
      return at;
  }
  return end;
}

/** How many leading evaluations and measurements of a segment are the same in two states; 0 where it has none of a kind. */
function sameRecords(now: State, before: State, segment: number) {
  const [own, known] = [now.session.segments[segment], before.session.segments[segment]];
  const [played, knownPlayed] = [now.replay.segments[segment], before.replay.segments[segment]];
  return {
    evaluations: Math.min(
      commonRows(own?.evaluations ?? [], known?.evaluations ?? []),
      commonRows(played?.evaluations ?? [], knownPlayed?.evaluations ?? []),
    ),
    measurements: commonRows(own?.requests ?? [], known?.requests ?? []),
  };
}

/** The next request in a direction (1 or −1) that fired, from one on, or from either end. Undefined where none did. */
export function nextFire(
  rows: readonly RequestRow[],
  from: number | undefined,
  direction: 1 | -1,
): number | undefined {
  const first = from === undefined ? (direction === 1 ? 0 : rows.length - 1) : from + direction;
  for (let at = first; at >= 0 && at < rows.length; at += direction)
    if (rows[at]?.decision === "fired") return at;
  return undefined;
}
