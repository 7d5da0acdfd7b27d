import { countLeading } from "../../countLeading";
import { kindIndex, type ItemColumns } from "../itemColumns";
import type { Run, Segment, UnreadLine } from "../segment";

/** Where an item may be missing from a history, as far as the log itself shows it. */
export interface Gap {
  /** Index of the item behind it; where it may have stood behind further ones, of the first. */
  readonly index: number;
  /** Index of the last item that it may have stood before: it did where no request was made between. */
  readonly latest: number;
  readonly run: number;
  /** Position in `itemKinds` of what is missing. */
  readonly kind: number;
  /** The call or the result that it belonged to; undefined where it is neither. */
  readonly partner: number | undefined;
  /** A line there that cannot be read, and may have held it. */
  readonly unread: UnreadLine | undefined;
}

/** True for the items that a model writes. */
export function isAnswer(items: ItemColumns, index: number): boolean {
  const kind = items.kind[index];
  return (
    kind === kindIndex.assistant || kind === kindIndex.reasoning || kind === kindIndex["tool call"]
  );
}

/** Lines that tell nothing, results without their call, calls without a result, runs without a beginning or an end. */
export function gapsOf(segment: Segment): readonly Gap[] {
  const gaps: Gap[] = [];
  const { items } = segment;
  const answered = new Set<number>();
  for (let item = 0; item < items.length; item++) {
    const call = items.call[item] ?? -1;
    if (call >= 0) answered.add(call);
  }
  for (const unread of segment.unread) {
    if (unread.what !== "line" || unread.lost !== "unknown") continue;
    const index = firstItemBehind(items, unread.place.line);
    const run = Math.max(0, lastRunFrom(segment.runs, unread.place.line));
    const kind = likelyKind(items, index);
    gaps.push({ index, latest: index, run, kind, partner: undefined, unread });
  }
  for (const [position, run] of segment.runs.entries())
    for (const gap of gapsInRun(items, run, answered))
      gaps.push({ latest: gap.index, ...gap, run: position, unread: undefined });
  return gaps.sort((a, b) => a.index - b.index);
}

function* gapsInRun(
  items: ItemColumns,
  run: Run,
  answered: ReadonlySet<number>,
): Generator<Pick<Gap, "index" | "kind" | "partner"> & Partial<Pick<Gap, "latest">>> {
  const { firstItem, endItem } = run;
  const first = items.kind[firstItem];
  if (run.trigger === "user_send" && firstItem < endItem && first !== kindIndex.user)
    yield { index: firstItem, kind: kindIndex.user, partner: undefined };
  let batch = firstItem;
  for (let item = firstItem; item < endItem; item++) {
    const kind = items.kind[item];
    if (kind !== kindIndex["tool result"]) batch = item + 1;
    if (kind === kindIndex["tool result"] && items.call[item] === -1)
      yield {
        index: callBehind(items, item, run) ?? batch,
        kind: kindIndex["tool call"],
        partner: item,
      };
    if (kind === kindIndex["tool call"] && !answered.has(item)) {
      let latest = item + 1;
      while (latest < endItem && isAnswer(items, latest)) latest += 1;
      // Results stand in the order of their calls.
      while (
        latest < endItem &&
        items.kind[latest] === kindIndex["tool result"] &&
        (items.call[latest] ?? -1) < item
      )
        latest += 1;
      yield { index: item + 1, latest, kind: kindIndex["tool result"], partner: item };
    }
  }
  if (run.end?.result === "finished" && endItem > firstItem && !isAnswer(items, endItem - 1))
    yield { index: endItem, kind: kindIndex.assistant, partner: undefined };
}

/** The call of the first result behind a result, in its batch: the result's own call stood before it. */
function callBehind(items: ItemColumns, result: number, { endItem }: Run): number | undefined {
  for (let item = result + 1; item < endItem; item++) {
    if (items.kind[item] !== kindIndex["tool result"]) return undefined;
    const call = items.call[item] ?? -1;
    if (call >= 0) return call;
  }
  return undefined;
}

/** What most likely stands before an item: an answer before its results, else one more of the model's items. */
function likelyKind(items: ItemColumns, index: number): number {
  return items.kind[index] === kindIndex["tool result"] && !isAnswer(items, index - 1)
    ? kindIndex["tool result"]
    : kindIndex.assistant;
}

function firstItemBehind({ line, length }: ItemColumns, lineNumber: number): number {
  return countLeading(length, (item) => (line[item] ?? 0) < lineNumber);
}

function lastRunFrom(runs: readonly Run[], line: number): number {
  let last = -1;
  for (const [position, { firstLine }] of runs.entries()) if (firstLine <= line) last = position;
  return last;
}
