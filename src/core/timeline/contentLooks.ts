import type { WhatIfOutcome } from "../whatif/outcome";
import type { RequestSpan } from "./hit";
import { cellFlags, lookCode, moreSevere, sentContentCode } from "./looks";
import type { TimelineModel } from "./model";
import { rangesAt, type Ranges } from "./ranges";
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
  let merged = looksOf(model, span.from, outcome);
  for (let request = span.from + 1; request < span.to; request++)
    merged = merge(merged, looksOf(model, request, outcome));
  return merged;
}

function looksOf(
  model: TimelineModel,
  request: number,
  outcome: WhatIfOutcome | undefined,
): ContentLooks {
  const { leftOut, sentAgain, backSince } = model.requests;
  let looks = overlay(plain, rangesAt(leftOut, request), leftOutCode);
  looks = overlay(looks, rangesAt(backSince, request), backCode);
  looks = overlay(looks, rangesAt(sentAgain, request), againCode);
  if (outcome === undefined) return looks;
  const sets = whatIfSets(model, outcome, request);
  looks = overlay(looks, sets.noLonger, noLongerCode);
  looks = overlay(looks, sets.newly, newlyCode);
  return overlay(looks, sets.wouldBeSentAgain, wouldCode);
}

function overlay(base: ContentLooks, ranges: Ranges, code: number): ContentLooks {
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
