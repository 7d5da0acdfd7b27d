import type { ItemColumns } from "../session/itemColumns";
import type { SegmentTokens } from "../whatif/fit/itemTokens";
import type { TimelineSegment } from "./model";

type SegmentSums = Pick<
  TimelineSegment,
  | "prefixTokens"
  | "restTokens"
  | "contentItems"
  | "contentBefore"
  | "contentPrefixTokens"
  | "itemAtStep"
  | "stepsPerToken"
>;

/**
 * Sums of item tokens over a segment: fitted ones where there are any, else the weights of the texts as they are. Work in
 * steps, which yields the share that is done.
 */
export function* segmentSums(
  items: ItemColumns,
  fitted: SegmentTokens | undefined,
): Generator<number, SegmentSums> {
  const { length } = items;
  const prefixTokens = new Float64Array(length + 1);
  const restTokens = new Float64Array(length);
  const contentBefore = new Uint32Array(length + 1);
  const contentItems: number[] = [];
  const contentSums: number[] = [0];
  for (let item = 0; item < length; item++) {
    if (item % itemsAStep === itemsAStep - 1) yield item / length;
    const movable = items.projectable[item] === 1;
    const rest = fitted === undefined ? (items.restWeight[item] ?? 0) : (fitted.rest[item] ?? 0);
    const content =
      fitted === undefined
        ? (items.contentWeight[item] ?? 0) + (items.attachmentWeight[item] ?? 0)
        : (fitted.content[item] ?? 0);
    const stays = Math.max(0, movable ? rest : rest + content);
    const leaves = movable ? Math.max(0, content) : 0;
    restTokens[item] = stays;
    prefixTokens[item + 1] = (prefixTokens[item] ?? 0) + stays + leaves;
    contentBefore[item + 1] = (contentBefore[item] ?? 0) + (movable ? 1 : 0);
    if (!movable) continue;
    contentItems.push(item);
    contentSums.push((contentSums[contentSums.length - 1] ?? 0) + leaves);
  }
  return {
    prefixTokens,
    restTokens,
    contentItems: new Uint32Array(contentItems),
    contentBefore,
    contentPrefixTokens: new Float64Array(contentSums),
    ...stepIndex(prefixTokens),
  };
}

const itemsAStep = 1 << 14;
const mostSteps = 1 << 14;

function stepIndex(prefixTokens: Float64Array): Pick<SegmentSums, "itemAtStep" | "stepsPerToken"> {
  const count = prefixTokens.length - 1;
  const total = prefixTokens[count] ?? 0;
  const steps = Math.min(mostSteps, 2 * count + 1);
  const itemAtStep = new Uint32Array(steps + 1);
  let item = 0;
  for (let step = 0; step <= steps; step++) {
    const position = (step * total) / steps;
    while (item + 1 < count && (prefixTokens[item + 1] ?? Infinity) <= position) item++;
    itemAtStep[step] = item;
  }
  return { itemAtStep, stepsPerToken: total > 0 ? steps / total : 0 };
}
