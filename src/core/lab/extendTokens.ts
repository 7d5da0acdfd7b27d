import type { ItemColumns } from "../session/itemColumns";
import type { Session } from "../session/session";
import type { SegmentTokens } from "../whatif/fit/itemTokens";

/**
 * Fitted tokens of an earlier state of a session for what it has become: items that came since have the weight of their
 * texts, until the fit of the new state. A segment that is not a continuation has none.
 */
export function extendTokens(
  fitted: readonly SegmentTokens[],
  session: Session,
): readonly (SegmentTokens | undefined)[] {
  return session.segments.map(({ items }, segment) => {
    const before = fitted[segment];
    if (before === undefined || before.rest.length > items.length) return undefined;
    if (before.rest.length === items.length) return before;
    return {
      overheadTokens: before.overheadTokens,
      rest: extended(before.rest, items, (item) => items.restWeight[item] ?? 0),
      content: extended(before.content, items, (item) =>
        items.projectable[item] === 1
          ? (items.contentWeight[item] ?? 0) + (items.attachmentWeight[item] ?? 0)
          : 0,
      ),
    };
  });
}

function extended(
  known: Float64Array,
  { length }: ItemColumns,
  weightOf: (item: number) => number,
): Float64Array {
  const column = new Float64Array(length);
  column.set(known);
  for (let item = known.length; item < length; item++) column[item] = weightOf(item);
  return column;
}
