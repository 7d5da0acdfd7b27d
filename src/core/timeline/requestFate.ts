import { fateOf, type RequestFate } from "../replay/requestFates";
import { promptSources, type TimelineModel } from "./model";

const known = new WeakMap<TimelineModel, readonly (RequestFate | undefined)[]>();

/** The fate of each request; undefined where it ended well. */
export function requestFates(model: TimelineModel): readonly (RequestFate | undefined)[] {
  const before = known.get(model);
  if (before !== undefined) return before;
  const fates = Array.from({ length: model.length }, (_, request) => fateIn(model, request));
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

const measuredCode = promptSources.indexOf("measured");

function fateIn(model: TimelineModel, request: number): RequestFate | undefined {
  const { run: runs, historyLength, promptSource } = model.requests;
  const of = model.runs[runs[request] ?? -1];
  const segment = model.segments[of?.segment ?? -1];
  if (of === undefined || segment === undefined) return undefined;
  return fateOf({
    items: segment.items,
    run: of.run,
    sentLength: historyLength[request] ?? 0,
    isMeasured: promptSource[request] === measuredCode,
    nextLength: request + 1 < of.endRequest ? historyLength[request + 1] : undefined,
  });
}
