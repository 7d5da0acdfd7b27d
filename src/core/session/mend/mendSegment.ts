import { t } from "../../l10n/translation";
import { itemCount } from "../../units";
import { itemFlags } from "../itemColumns";
import type { Rows } from "../rows";
import type { Run, Segment } from "../segment";
import { changedItems } from "./changedItems";
import { doubledLines, type DoubledLines } from "./doubledLines";
import { gapsOf } from "./gaps";
import { historyShifts, isAnswered } from "./historyShifts";
import { withLostSizes } from "./lostSizes";
import { missingItems, superfluousItems } from "./missingItems";
import { named, withFaultsNamed } from "./nameFaults";

/**
 * The segment as its agent had it, as far as the log tells: lines that stand there twice count once, and where recorded history
 * lengths prove that items are missing, items of which little is known stand in their places, so that all indices are those of
 * the agent. Everything that was done is named among `unread`. The same segment where its log shows no fault.
 */
export function mendSegment(segment: Segment): Segment {
  const doubled = doubledLines(segment);
  const single = doubled.places.length === 0 ? segment : withoutDoubled(segment, doubled);
  const filled = mayLackItems(single) ? withMissing(single) : single;
  return filled.items.flags.some((flags) => (flags & itemFlags.lost) !== 0)
    ? withLostSizes(filled)
    : filled;
}

/** Cheap, since every state of every log is asked: whether a line is lost, or a request was measured where none is expected. */
function mayLackItems({ unread, requests, runs, items }: Segment): boolean {
  if (requests.length === 0) return false;
  if (unread.some(({ lost }) => lost === "item" || lost === "unknown")) return true;
  return requests.some(({ historyLength, run }) => {
    const own = runs[run];
    return own === undefined || !isAnswered(items, own, historyLength);
  });
}

function withoutDoubled(segment: Segment, doubled: DoubledLines): Segment {
  const { items, indices } = changedItems(segment.items, doubled.items, []);
  const before = (rows: ReadonlySet<number>, position: number) => {
    let count = 0;
    for (const row of rows) if (row < position) count += 1;
    return count;
  };
  const kept = <Row>(rows: Rows<Row>, out: ReadonlySet<number>) =>
    out.size === 0 ? rows : rows.filter((_, at) => !out.has(at));
  return {
    ...segment,
    items,
    openingItems: itemCount(indices[segment.openingItems] ?? 0),
    runs: segment.runs.map((run) => ({
      ...run,
      firstItem: indices[run.firstItem] ?? 0,
      endItem: indices[run.endItem] ?? 0,
      firstEvaluation: run.firstEvaluation - before(doubled.evaluations, run.firstEvaluation),
      endEvaluation: run.endEvaluation - before(doubled.evaluations, run.endEvaluation),
      firstRequest: run.firstRequest - before(doubled.requests, run.firstRequest),
      endRequest: run.endRequest - before(doubled.requests, run.endRequest),
    })),
    requests: kept(segment.requests, doubled.requests),
    evaluations: kept(segment.evaluations, doubled.evaluations),
    joins: kept(segment.joins, doubled.joins).map((join) => ({
      ...join,
      request:
        join.request -
        before(doubled.requests, join.request) -
        (doubled.requests.has(join.request) ? 1 : 0),
    })),
    unread: named(
      segment.unread,
      doubled.places.map((place) => ({
        place,
        what: "doubled",
        reason: t("the same record as on the line before; it is counted once"),
        lost: "nothing",
      })),
    ),
  };
}

function withMissing(segment: Segment): Segment {
  const gaps = gapsOf(segment);
  const shifts = historyShifts(segment, gaps);
  const out = superfluousItems(segment, shifts);
  const missing = missingItems(segment, shifts, gaps);
  if (missing.length === 0 && out.size === 0) return segment;
  const { items, indices, put } = changedItems(
    segment.items,
    out,
    missing.map(({ gap }) => gap),
  );
  // What was put before an item belongs to the run in which it is missing, which may be the one before.
  const border = (index: number, run: number) => {
    let to = indices[index] ?? 0;
    for (const { gap } of missing) if (gap.index === index && gap.run >= run) to -= 1;
    return to;
  };
  const { openingItems } = segment;
  return {
    ...segment,
    items,
    openingItems: itemCount(openingItems === 0 ? 0 : border(openingItems, 0)),
    runs: segment.runs.map((run, position): Run => ({
      ...run,
      firstItem: border(run.firstItem, position),
      endItem: border(run.endItem, position + 1),
    })),
    unread: withFaultsNamed(segment, missing, put, out),
  };
}
