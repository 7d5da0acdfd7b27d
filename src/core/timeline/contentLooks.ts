import type { WhatIfOutcome } from "../whatif/outcome";
import type { RequestSpan } from "./hit";
import { cellFlags, lookCode, moreSevere, sentContentCode } from "./looks";
import type { TimelineModel } from "./model";
import { rangesAt, type RangeColumn, type Ranges } from "./ranges";
import { whatIfSets } from "./whatIfSets";

/**
 * The look of content in one column, by position in the segment's `contentItems`: `looks[i]` holds from `bounds[i]` up
 * to the next bound. The first bound is 0; the last look holds to the end.
 */
export interface ContentLooks {
  readonly bounds: readonly number[];
  readonly looks: readonly number[];
}

const plain: ContentLooks = { bounds: [0], looks: [sentContentCode] };
const leftOutCode = lookCode("left out");
const againCode = lookCode("sent again");
const backCode = lookCode("back since");
const newlyCode = lookCode("newly left out");
const noLongerCode = lookCode("no longer left out");
const wouldCode = lookCode("would be sent again");

/** Looks of content over a span of requests; where they differ the most severe one, marked as holding for some only. */
export function contentLooks(
  model: TimelineModel,
  span: RequestSpan,
  outcome: WhatIfOutcome | undefined,
): ContentLooks {
  const blocks = blocksOf(model, outcome);
  let merged: ContentLooks | undefined;
  let at = span.from;
  while (at < span.to) {
    // The longest block that begins here and does not pass the end.
    let size = 1;
    while (at % (2 * size) === 0 && at + 2 * size <= span.to) size *= 2;
    const looks = lookAtBlock(blocks, model, outcome, at, size);
    merged = merged === undefined ? looks : merge(merged, looks);
    at += size;
  }
  return merged ?? plain;
}

/** Looks of 2, 4, 8… requests, kept by their size and place: neighbours are merged once, not once in every frame. */
type Blocks = Map<number, ContentLooks>[];

const blocksWithout = new WeakMap<TimelineModel, Blocks>();
const blocksOfOutcome = new WeakMap<WhatIfOutcome, { model: TimelineModel; blocks: Blocks }>();

function blocksOf(model: TimelineModel, outcome: WhatIfOutcome | undefined): Blocks {
  if (outcome !== undefined) {
    const known = blocksOfOutcome.get(outcome);
    if (known?.model === model) return known.blocks;
    const blocks: Blocks = [];
    blocksOfOutcome.set(outcome, { model, blocks });
    return blocks;
  }
  const known = blocksWithout.get(model) ?? [];
  blocksWithout.set(model, known);
  return known;
}

/** Blocks of one size that are kept; of the small ones there can be as many as requests. */
const mostKept = 8192;

function lookAtBlock(
  blocks: Blocks,
  model: TimelineModel,
  outcome: WhatIfOutcome | undefined,
  at: number,
  size: number,
): ContentLooks {
  const level = 31 - Math.clz32(size);
  const ofSize = (blocks[level] ??= new Map<number, ContentLooks>());
  const known = ofSize.get(at);
  if (known !== undefined) return known;
  const half = size >>> 1;
  const made =
    half === 0
      ? looksOf(model, at, outcome)
      : merge(
          lookAtBlock(blocks, model, outcome, at, half),
          lookAtBlock(blocks, model, outcome, at + half, half),
        );
  if (ofSize.size >= mostKept) ofSize.clear();
  ofSize.set(at, made);
  return made;
}

function looksOf(
  model: TimelineModel,
  request: number,
  outcome: WhatIfOutcome | undefined,
): ContentLooks {
  const { leftOut, sentAgain, backSince } = model.requests;
  let looks = overlay(plain, leftOut, request, leftOutCode);
  looks = overlay(looks, backSince, request, backCode);
  looks = overlay(looks, sentAgain, request, againCode);
  if (outcome === undefined) return looks;
  const sets = whatIfSets(model, outcome, request);
  looks = overlayRanges(looks, sets.noLonger, noLongerCode);
  looks = overlayRanges(looks, sets.newly, newlyCode);
  return overlayRanges(looks, sets.wouldBeSentAgain, wouldCode);
}

function overlay(
  base: ContentLooks,
  column: RangeColumn,
  request: number,
  code: number,
): ContentLooks {
  const from = column.offsets[request] ?? 0;
  const to = column.offsets[request + 1] ?? from;
  if (from === to) return base;
  // Nearly always the set is a beginning, and the only one.
  if (base === plain && to - from === 2 && column.bounds[from] === 0) {
    const end = column.bounds[from + 1] ?? 0;
    if (end > 0) return { bounds: [0, end], looks: [code, sentContentCode] };
  }
  return overlayRanges(base, rangesAt(column, request), code);
}

function overlayRanges(base: ContentLooks, ranges: Ranges, code: number): ContentLooks {
  if (ranges.length === 0) return base;
  const bounds: number[] = [0];
  const looks: number[] = [-1];
  for (let at = 0; at < ranges.length; at += 2) {
    bounds.push(ranges[at] ?? 0, ranges[at + 1] ?? 0);
    looks.push(code, -1);
  }
  return combine(base, { bounds, looks }, (under, over) => (over < 0 ? under : over));
}

function merge(a: ContentLooks, b: ContentLooks): ContentLooks {
  return combine(a, b, (one, other) =>
    one === other ? one : moreSevere(one, other) | cellFlags.partial,
  );
}

function combine(
  a: ContentLooks,
  b: ContentLooks,
  pick: (a: number, b: number) => number,
): ContentLooks {
  if (a === b) return a;
  const bounds: number[] = [];
  const looks: number[] = [];
  let atA = 0;
  let atB = 0;
  for (let position = 0; position < Infinity;) {
    while ((a.bounds[atA + 1] ?? Infinity) <= position) atA++;
    while ((b.bounds[atB + 1] ?? Infinity) <= position) atB++;
    const look = pick(a.looks[atA] ?? 0, b.looks[atB] ?? 0);
    if (looks[looks.length - 1] !== look) {
      bounds.push(position);
      looks.push(look);
    }
    position = Math.min(a.bounds[atA + 1] ?? Infinity, b.bounds[atB + 1] ?? Infinity);
  }
  return { bounds, looks };
}
