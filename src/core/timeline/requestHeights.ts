import type { TimelineModel } from "./model";

/** Top of a request's column in tokens: what was sent and what was left out. */
export function topOf(model: TimelineModel, request: number): number {
  return (model.requests.promptTokens[request] ?? 0) + (model.requests.leftOutTokens[request] ?? 0);
}

/** Token position of an item's beginning in one request. */
export function tokensBeforeItem(model: TimelineModel, request: number, item: number): number {
  const { segment, historyLength, overheadTokens, scale } = model.requests;
  const prefix = model.segments[segment[request] ?? -1]?.prefixTokens;
  const bounded = Math.min(item, historyLength[request] ?? 0);
  return (overheadTokens[request] ?? 0) + (scale[request] ?? 0) * (prefix?.[bounded] ?? 0);
}
