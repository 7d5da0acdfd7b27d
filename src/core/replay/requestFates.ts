import { itemFlags, kindIndex, type ItemColumns } from "../session/itemColumns";
import type { Run, RunEnd } from "../session/segment";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import { unreachable } from "../unreachable";
import type { SessionReplay } from "./model";

/**
 * How a request ended where it did not end well. `failed` and `cancelled`: nothing came of it, and its run ended with an
 * error, or because the user stopped it; `cut`: its stream broke off, and the run asked again from there.
 */
export const requestFateNames = ["failed", "cancelled", "cut"] as const;
export type RequestFate = (typeof requestFateNames)[number];

/** What the agent writes where the user stopped a run. */
const cancelMessage = "Cancelled";

/** Whether a run ended because the user stopped it. */
export function isCancelled({ result, message }: Pick<RunEnd, "result" | "message">): boolean {
  return result === "errored" && message === cancelMessage;
}

/** What is known of a request, for its fate. */
export interface EndedRequest {
  readonly items: ItemColumns;
  readonly run: Run;
  /** Number of items sent. */
  readonly sentLength: number;
  readonly isMeasured: boolean;
  /** Items that the run's next request sent; undefined for the run's last. */
  readonly nextLength: number | undefined;
}

/**
 * The fate of a request; undefined where it ended well. A run asks again only after a batch of tool results, or where a
 * stream was cut: at the same point, or after the partial answer.
 */
export function fateOf(request: EndedRequest): RequestFate | undefined {
  const { items, run, sentLength, isMeasured, nextLength } = request;
  if (nextLength !== undefined)
    return hasCalls(items, sentLength, nextLength, true) ? undefined : "cut";
  if (run.end?.result !== "errored") return undefined;
  // What was measured and made calls was answered: the run broke in one of them.
  if (hasCalls(items, sentLength, run.endItem, isMeasured)) return undefined;
  return isCancelled(run.end) ? "cancelled" : "failed";
}

/**
 * Whether tool results stand among the items, or items that could not be read; also calls, where those count. Recorded
 * lengths may reach far beyond the items that are there.
 */
function hasCalls(items: ItemColumns, from: number, to: number, countsCalls: boolean): boolean {
  const end = Math.min(to, items.length);
  for (let item = from; item < end; item++) {
    const kind = items.kind[item];
    if (kind === kindIndex["tool result"]) return true;
    if (countsCalls && kind === kindIndex["tool call"]) return true;
    if (((items.flags[item] ?? 0) & itemFlags.lost) !== 0) return true;
  }
  return false;
}

/** The fate of one of a session's requests, by its position in the replay's; undefined where it ended well. */
export function fateOfRequest(
  { segments }: Session,
  { requests }: SessionReplay,
  at: number,
): RequestFate | undefined {
  const lengthOf = (position: number): number => {
    const request = requests[position];
    const measured = rowAt(segments[request?.segment ?? -1]?.requests, request?.measured);
    return measured?.historyLength ?? request?.historyLength ?? 0;
  };
  const request = requests[at];
  const segment = segments[request?.segment ?? -1];
  const run = segment?.runs[request?.run ?? -1];
  if (request === undefined || segment === undefined || run === undefined) return undefined;
  const next = requests[at + 1];
  const isLast = next?.segment !== request.segment || next.run !== request.run;
  return fateOf({
    items: segment.items,
    run,
    sentLength: lengthOf(at),
    isMeasured: request.measured !== undefined,
    nextLength: isLast ? undefined : lengthOf(at + 1),
  });
}

/** The fate of each of a session's requests, in the replay's order; undefined where one ended well. */
export function fatesOfRequests(
  session: Session,
  replay: SessionReplay,
): readonly (RequestFate | undefined)[] {
  return replay.requests.map((_, at) => fateOfRequest(session, replay, at));
}

/** How a run ended where that is worth a word. */
export type RunEnding = "failed" | "cancelled" | "paused" | "limit reached" | "compacts";

/** Undefined for a run that finished or is still going on. */
export function runEnding({ end }: Pick<Run, "end">): RunEnding | undefined {
  if (end === undefined) return undefined;
  switch (end.result) {
    case "errored":
      return isCancelled(end) ? "cancelled" : "failed";
    case "paused":
      return "paused";
    case "limit_reached":
      return "limit reached";
    case "yielded":
      return "compacts";
    case "finished":
    case "unknown":
      return undefined;
    default:
      return unreachable(end.result);
  }
}
