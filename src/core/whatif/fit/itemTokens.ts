import { kindIndex, type ItemColumns } from "../../session/itemColumns";
import type { Session } from "../../session/session";
import { frameWeight } from "../../session/textWeight";
import { asPart, inSlices } from "../../work";
import type { Contents } from "./contents";
import type { Equations, MeasuredRequest } from "./equations";
import { commonNames, type Spread } from "./prior";
import { rangeSum, runningSums } from "./ranges";

/** Tokens of a segment's items, one value an item, so that what each measured request sent adds up to its measurement. */
export interface SegmentTokens {
  /** System prompt, tools and whatever else no item accounts for; NaN where nothing was measured. */
  readonly overheadTokens: number;
  /** Without content and attachments. */
  readonly rest: Float64Array;
  /** Content and attachments together; 0 where the projection changes nothing. */
  readonly content: Float64Array;
}

const kinds = {
  reasoning: kindIndex.reasoning,
  call: kindIndex["tool call"],
  result: kindIndex["tool result"],
};

const textRate = commonNames.indexOf("text");
const reasoningRate = commonNames.indexOf("reasoning");
const messageFrame = commonNames.indexOf("message frame");
const callFrame = commonNames.indexOf("call frame");
const resultFrame = commonNames.indexOf("result frame");

/** Equations that are gone through between two pauses. */
const pauseAfter = 4096;

/**
 * The fitted tokens, item by item. What an equation still lacks after the fit is shared among the items between its two
 * requests, by their uncertainty; a fork takes over its parent's. In steps.
 */
export function* itemTokens(
  session: Session,
  contents: Contents,
  equations: Equations,
  measured: readonly MeasuredRequest[],
  spread: Spread,
  common: Float64Array,
  mean: Float64Array,
): Generator<number, readonly SegmentTokens[]> {
  const firsts = new Map<number, MeasuredRequest>();
  for (const request of measured)
    if (!firsts.has(request.segment)) firsts.set(request.segment, request);
  const contentSums = runningSums(mean, contents.bySegment);
  const found: SegmentTokens[] = [];
  let row = 0;
  for (const [segment, { items }] of session.segments.entries()) {
    const share = segment / session.segments.length;
    const { rest, variance } = yield* asPart(share, share, restTokens(items, common, spread));
    const branch = contents.branches[segment];
    if (branch !== undefined) rest.set(found[branch.parent]?.rest.subarray(0, branch.items) ?? []);
    for (; row < equations.count && equations.segment[row] === segment; row++) {
      shareLacking(equations, row, rangeSum(equations, row, contentSums), rest, variance);
      if (row % pauseAfter === pauseAfter - 1) yield share;
    }
    yield share;
    const content = contentColumn(items, contents.bySegment[segment], mean);
    const overheadTokens = overhead(firsts.get(segment), rest, content, contentSums[segment]);
    found.push({ overheadTokens, rest, content });
  }
  return found;
}

function* restTokens(
  items: ItemColumns,
  common: Float64Array,
  spread: Spread,
): Generator<number, { readonly rest: Float64Array; readonly variance: Float64Array }> {
  const rest = new Float64Array(items.length);
  const variance = new Float64Array(items.length);
  yield* inSlices(items.length, (from, to) => {
    for (let item = from; item < to; item++) {
      const kind = items.kind[item];
      const weight = Math.max(0, (items.restWeight[item] ?? 0) - frameWeight);
      const isReasoning = kind === kinds.reasoning;
      const frame =
        kind === kinds.call ? callFrame : kind === kinds.result ? resultFrame : messageFrame;
      const rate = common[isReasoning ? reasoningRate : textRate] ?? 1;
      rest[item] = Math.max(0, (common[frame] ?? 0) + rate * weight);
      variance[item] = isReasoning
        ? (spread.reasoning * weight) ** 2
        : (spread.rest * weight) ** 2 + spread.grain ** 2 * weight;
    }
  });
  return { rest, variance };
}

function shareLacking(
  equations: Equations,
  row: number,
  contentOfRow: number,
  rest: Float64Array,
  variance: Float64Array,
): void {
  const from = equations.fromItem[row] ?? 0;
  const to = equations.toItem[row] ?? 0;
  let lacking = (equations.difference[row] ?? 0) - contentOfRow;
  let total = 0;
  for (let item = from; item < to; item++) {
    lacking -= rest[item] ?? 0;
    total += variance[item] ?? 0;
  }
  if (total === 0) return;
  for (let item = from; item < to; item++)
    rest[item] = Math.max(0, (rest[item] ?? 0) + (lacking * (variance[item] ?? 0)) / total);
}

function contentColumn(
  items: ItemColumns,
  ids: Int32Array | undefined,
  mean: Float64Array,
): Float64Array {
  const content = new Float64Array(items.length);
  let position = 0;
  for (let item = 0; item < items.length; item++)
    if (items.projectable[item] === 1) content[item] = mean[ids?.[position++] ?? -1] ?? 0;
  return content;
}

/** What a segment's first measured request holds beyond its items. */
function overhead(
  first: MeasuredRequest | undefined,
  rest: Float64Array,
  content: Float64Array,
  contentSums: Float64Array | undefined,
): number {
  if (first === undefined) return NaN;
  let sent = -(contentSums?.[first.leftOut] ?? 0);
  for (let item = 0; item < first.historyLength; item++)
    sent += (rest[item] ?? 0) + (content[item] ?? 0);
  return first.tokens - sent;
}
