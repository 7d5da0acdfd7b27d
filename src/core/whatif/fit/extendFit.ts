import type { SessionReplay } from "../../replay/model";
import type { Session } from "../../session/session";
import { runToEnd } from "../../work";
import type { RequestLanes } from "../lanes";
import { sessionContents, sharedItems, type Contents } from "./contents";
import { measuredRequests } from "./equations";
import { contentVariance, expectedContent } from "./factors";
import type { ContentFit } from "./fit";
import { itemTokens, type SegmentTokens } from "./itemTokens";
import { Normals } from "./normals";
import { commonCount, type Spread } from "./prior";

/** Whether a session is another with items, requests and segments added: nothing that was there has changed. */
export function continues(before: Session, after: Session): boolean {
  return (
    before.id === after.id &&
    before.segments.every((segment, position) => {
      const now = after.segments[position];
      const { length } = segment.items;
      return (
        now?.id === segment.id &&
        now.openingItems === segment.openingItems &&
        now.requests.length >= segment.requests.length &&
        sharedItems(segment.items, now.items, length) === length
      );
    })
  );
}

/**
 * The fit of a session for what it has become, until that is fitted itself: contents that came since have what the fitted
 * rates give their texts, as uncertain as any text before it is measured. `after` continues the session that was fitted.
 */
export function extendFit(
  fit: ContentFit,
  after: Session,
  replay: SessionReplay,
  requests: RequestLanes,
  leftOut: Int32Array,
): ContentFit {
  const contents = runToEnd(sessionContents(after));
  const { count } = contents;
  const fittedAs = fittedContents(fit.contents, contents);
  const common = renumbered(fit, contents, fittedAs);
  const mean = Float64Array.from({ length: count }, (_, content) => {
    const known = fittedAs[content] ?? -1;
    return known >= 0
      ? (fit.mean[known] ?? 0)
      : Math.max(0, expectedContent(contents, content, common));
  });
  const normals = new Normals(1);
  const deviation = Float64Array.from({ length: count }, (_, content) =>
    Math.sqrt(priorVariance(contents, content, fit.spread)),
  );
  const samples = fit.samples.map((sample) =>
    Float64Array.from({ length: count }, (_, content) => {
      const known = fittedAs[content] ?? -1;
      return known >= 0
        ? (sample[known] ?? 0)
        : Math.max(0, (mean[content] ?? 0) + (deviation[content] ?? 0) * normals.next());
    }),
  );
  const measured = runToEnd(measuredRequests(after, replay, requests, leftOut));
  const prior = runToEnd(
    itemTokens(after, contents, noEquations(fit), measured, fit.spread, common, mean),
  );
  const segments = prior.map((tokens, segment) => withFitted(tokens, fit.segments[segment]));
  return { ...fit, contents, common, mean, samples, segments };
}

/** For each content its position in the fit before; −1 where it is new. */
function fittedContents(before: Contents, after: Contents): Int32Array {
  const fittedAs = new Int32Array(after.count).fill(-1);
  for (const [segment, ids] of before.bySegment.entries())
    for (const [position, id] of ids.entries()) {
      const now = after.bySegment[segment]?.[position];
      if (now !== undefined) fittedAs[now] = id;
    }
  return fittedAs;
}

/** The common unknowns with the tools in their new order; a tool that is new has no rate of its own yet. */
function renumbered(fit: ContentFit, contents: Contents, fittedAs: Int32Array): Float64Array {
  const common = new Float64Array(commonCount + contents.toolCount);
  common.set(fit.common.subarray(0, commonCount));
  for (const [content, known] of fittedAs.entries()) {
    if (known < 0) continue;
    const tool = fit.contents.tool[known] ?? 0;
    common[commonCount + (contents.tool[content] ?? 0)] = fit.common[commonCount + tool] ?? 0;
  }
  return common;
}

function priorVariance(contents: Contents, content: number, spread: Spread): number {
  const text = contents.textWeight[content] ?? 0;
  return contentVariance(contents, content, spread) + (spread.tool * text) ** 2;
}

/** What the equations say is already in the fitted tokens. */
function noEquations({ equations }: ContentFit): ContentFit["equations"] {
  return { ...equations, count: 0 };
}

function withFitted(tokens: SegmentTokens, fitted: SegmentTokens | undefined): SegmentTokens {
  if (fitted === undefined) return tokens;
  tokens.rest.set(fitted.rest);
  const { overheadTokens } = fitted;
  return Number.isNaN(overheadTokens) ? tokens : { ...tokens, overheadTokens };
}
