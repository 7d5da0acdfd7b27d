import { unreachable } from "../unreachable";
import { promptSources, type TimelineModel, type TimelineRun } from "./model";

/**
 * How a request ended where it did not end well. `failed` and `cancelled`: it was not measured and its run ended with an
 * error, or because the user stopped it; `cut`: it was not measured and the run went on, as after a stream that broke.
 */
export const requestFateNames = ["failed", "cancelled", "cut"] as const;
export type RequestFate = (typeof requestFateNames)[number];

/** What the agent writes where the user stopped a run. */
const cancelMessage = "Cancelled";

const known = new WeakMap<TimelineModel, readonly (RequestFate | undefined)[]>();

/** The fate of each request; undefined where it ended well. */
export function requestFates(model: TimelineModel): readonly (RequestFate | undefined)[] {
  const before = known.get(model);
  if (before !== undefined) return before;
  const fates = Array.from({ length: model.length }, (_, request) => fateOf(model, request));
  known.set(model, fates);
  return fates;
}

const anyKnown = new WeakMap<TimelineModel, boolean>();

/** Whether some request did not end well. */
export function hasFates(model: TimelineModel): boolean {
  const before = anyKnown.get(model);
  if (before !== undefined) return before;
  const any = requestFates(model).some((fate) => fate !== undefined);
  anyKnown.set(model, any);
  return any;
}

function fateOf(model: TimelineModel, request: number): RequestFate | undefined {
  const run = model.runs[model.requests.run[request] ?? -1];
  // Without any measurement in a segment nothing follows from one that is missing.
  if (run === undefined || model.requests.promptSource[request] !== interpolatedCode)
    return undefined;
  if (request + 1 < run.endRequest) return "cut";
  const ending = runEnding(run);
  return ending === "failed" || ending === "cancelled" ? ending : undefined;
}

const interpolatedCode = promptSources.indexOf("interpolated");

/** How a run ended where that is worth a word. */
export type RunEnding = "failed" | "cancelled" | "paused" | "limit reached" | "compacts";

/** Undefined for a run that finished or is still going on. */
export function runEnding({ run: { end } }: TimelineRun): RunEnding | undefined {
  if (end === undefined) return undefined;
  switch (end.result) {
    case "errored":
      return end.message === cancelMessage ? "cancelled" : "failed";
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
