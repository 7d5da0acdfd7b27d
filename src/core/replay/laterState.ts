import type { ItemColumns } from "../session/itemColumns";
import { commonRows, type Rows } from "../session/rows";
import type { Segment } from "../session/segment";
import type { Session } from "../session/session";

/**
 * Whether a session begins with what it was at an earlier look: the same folds, which went on, and perhaps new segments
 * behind. Also false where the earlier state names places beyond its own items: they mean something else once it has grown.
 */
export function isLaterState(now: Session, before: Session): boolean {
  return (
    now.id === before.id &&
    before.segments.every((segment, position) => {
      const grown = now.segments[position];
      return grown !== undefined && isGrown(grown, segment) && !reachesBeyond(segment);
    })
  );
}

/**
 * What a fold has read stays in it as the same objects, and what is new comes behind; where a damaged log was mended, items
 * may have come between, or have another size.
 */
function isGrown(now: Segment, before: Segment): boolean {
  return (
    now.id === before.id &&
    now.origin === before.origin &&
    beginWith(now.items, before.items) &&
    now.file.byteLength >= before.file.byteLength &&
    beginWithRows(now.requests, before.requests) &&
    beginWithRows(now.evaluations, before.evaluations) &&
    beginWithRows(now.joins, before.joins) &&
    // The last run may have been under way.
    beginWithRows(now.runs, before.runs.slice(0, -1))
  );
}

const columns = [
  "kind",
  "flags",
  "wholeBytes",
  "contentBytes",
  "attachmentBytes",
  "projectable",
  "ts",
  "line",
] as const satisfies readonly (keyof ItemColumns)[];

function beginWith(now: ItemColumns, before: ItemColumns): boolean {
  if (now.length < before.length) return false;
  return columns.every((name) => {
    const [column, old] = [now[name], before[name]];
    // Columns that nothing was added to between, or for which there was room, lie where they lay.
    if (column.buffer === old.buffer) return column.byteOffset === old.byteOffset;
    for (let at = 0; at < old.length; at++) if (column[at] !== old[at]) return false;
    return true;
  });
}

function beginWithRows(now: Rows<unknown>, before: Rows<unknown>): boolean {
  return commonRows(now, before) === before.length;
}

function reachesBeyond({ items, requests, evaluations }: Segment): boolean {
  return (
    requests.some(({ historyLength }) => historyLength > items.length) ||
    evaluations.some(
      ({ protectedStart = 0, borderTurn }) =>
        // Counted in turns, which no sums are made of; a live log of that time is not to be expected.
        borderTurn !== undefined || protectedStart > items.length,
    )
  );
}
