import { t } from "../../l10n/translation";
import type { Segment, UnreadLine } from "../segment";
import { placeOf } from "./doubledLines";
import type { MissingItem } from "./missingItems";
import { rowAt } from "../rows";

/** Faults in the order of their lines. */
export function named(
  faults: readonly UnreadLine[],
  more: readonly UnreadLine[],
): readonly UnreadLine[] {
  return [...faults, ...more].sort((a, b) => a.place.line - b.place.line);
}

/** A segment's faults with the items that were put into its history (`put`: their indices), and those that were taken out. */
export function withFaultsNamed(
  { requests, items, unread }: Segment,
  missing: readonly MissingItem[],
  put: readonly number[],
  out: ReadonlySet<number>,
): readonly UnreadLine[] {
  const held = new Map<UnreadLine, number[]>();
  const elsewhere = new Map<string, { readonly first: MissingItem; readonly indices: number[] }>();
  for (const [at, one] of missing.entries()) {
    const { gap, shift } = one;
    const index = put[at] ?? 0;
    if (gap.unread !== undefined) {
      const indices = held.get(gap.unread);
      if (indices === undefined) held.set(gap.unread, [index]);
      else indices.push(index);
      continue;
    }
    const key = `${gap.index} ${shift.request}`;
    const known = elsewhere.get(key);
    if (known === undefined) elsewhere.set(key, { first: one, indices: [index] });
    else known.indices.push(index);
  }
  const lengthOf = ({ shift }: MissingItem) => {
    const request = rowAt(requests, shift.request);
    return [request?.place.line ?? 0, request?.historyLength ?? 0] as const;
  };
  return named(
    unread.map((line) => {
      const indices = held.get(line);
      return indices === undefined
        ? line
        : { ...line, lost: "item", reason: stoodThere(line.reason, indices) };
    }),
    [
      ...Array.from(elsewhere.values(), ({ first, indices }): UnreadLine => ({
        place: { ...placeOf(items, Math.min(first.gap.index, items.length - 1)), byteLength: 0 },
        what: "missing",
        reason: missingHere(indices, ...lengthOf(first)),
        lost: "item",
      })),
      ...Array.from(out, (item): UnreadLine => ({
        place: placeOf(items, item),
        what: "doubled",
        reason: t("by the lengths that were recorded, the history held no such item"),
        lost: "nothing",
      })),
    ],
  );
}

function stoodThere(reason: string, indices: readonly number[]): string {
  const [first = 0, second] = indices;
  return second === undefined
    ? t(
        "{0}; item {1} of the history stood there, by the lengths that were recorded",
        reason,
        first,
      )
    : t(
        "{0}; items {1} to {2} of the history stood there, by the lengths that were recorded",
        reason,
        first,
        indices[indices.length - 1] ?? first,
      );
}

function missingHere(indices: readonly number[], line: number, historyLength: number): string {
  const [first = 0, second] = indices;
  return second === undefined
    ? t(
        "item {0} of the history is missing around here: the request that line {1} measured had {2} items",
        ...[first, line, historyLength],
      )
    : t(
        "items {0} to {1} of the history are missing around here: the request that line {2} measured had {3} items",
        ...[first, indices[indices.length - 1] ?? first, line, historyLength],
      );
}
