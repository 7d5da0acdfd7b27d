import { itemFlags, kindIndex, type ItemColumns } from "../itemColumns";
import type { Gap } from "./gaps";
import { placeOf } from "./doubledLines";

/** Columns with some items taken out and others put in, and where everything is now. */
export interface ChangedItems {
  readonly items: ItemColumns;
  /** For each index and the length of the old history the index that it has now; for what was taken out that of the next. */
  readonly indices: Uint32Array;
  /** Index of each item that was put in, parallel to the gaps. */
  readonly put: readonly number[];
}

/** Bytes of an item of which nothing is known, where its history has none of its kind. */
const unknownBytes = 120;

/** Takes items out of a history and puts into its gaps, which ascend, items of which only the place and the kind are known. */
export function changedItems(
  items: ItemColumns,
  out: ReadonlySet<number>,
  gaps: readonly Gap[],
): ChangedItems {
  const length = items.length - out.size + gaps.length;
  const indices = new Uint32Array(items.length + 1);
  const put: number[] = [];
  const order = new Int32Array(length);
  let to = 0;
  let nextGap = 0;
  for (let item = 0; item <= items.length; item++) {
    for (; gaps[nextGap]?.index === item; nextGap++) {
      put.push(to);
      order[to++] = -1 - nextGap;
    }
    indices[item] = to;
    if (item < items.length && !out.has(item)) order[to++] = item;
  }
  const typical = typicalSizes(items);
  const gapAt = (place: number) => gaps[-1 - (order[place] ?? 0)];
  const column = <Column extends Writable>(
    made: Column,
    from: ArrayLike<number>,
    missing: (gap: Gap) => number,
  ): Column => {
    for (let place = 0; place < length; place++) {
      const gap = gapAt(place);
      made[place] = gap === undefined ? (from[order[place] ?? 0] ?? 0) : missing(gap);
    }
    return made;
  };
  const u8 = () => new Uint8Array(length);
  const u32 = () => new Uint32Array(length);
  const i32 = () => new Int32Array(length);
  const f32 = () => new Float32Array(length);
  const f64 = () => new Float64Array(length);
  const isResult = ({ kind }: Gap) => kind === kindIndex["tool result"];
  const sizes = (gap: Gap) => typical[gap.kind] ?? { whole: unknownBytes, content: 0 };
  const partners = (from: ArrayLike<number>) => (gap: Gap) =>
    gap.partner === undefined ? -1 : (from[gap.partner] ?? -1);
  const call = column(i32(), items.call, (gap) => (isResult(gap) ? (gap.partner ?? -1) : -1));
  for (let place = 0; place < length; place++) {
    const own = call[place] ?? -1;
    if (own >= 0) call[place] = indices[own] ?? -1;
  }
  for (const [at, gap] of gaps.entries())
    if (gap.kind === kindIndex["tool call"] && gap.partner !== undefined)
      call[indices[gap.partner] ?? 0] = put[at] ?? -1;
  const place = (gap: Gap) =>
    gap.unread?.place ?? placeOf(items, Math.min(gap.index, items.length - 1));
  return {
    items: {
      length,
      kind: column(u8(), items.kind, ({ kind }) => kind),
      flags: column(
        u8(),
        items.flags,
        (gap) => itemFlags.lost | (sizes(gap).content > 0 ? itemFlags.content : 0),
      ),
      wholeBytes: column(u32(), items.wholeBytes, (gap) => sizes(gap).whole),
      contentBytes: column(u32(), items.contentBytes, (gap) => sizes(gap).content),
      attachmentBytes: column(u32(), items.attachmentBytes, () => 0),
      projectable: column(u8(), items.projectable, (gap) => (sizes(gap).content > 0 ? 1 : 0)),
      ts: column(f64(), items.ts, ({ index }) => items.ts[Math.max(0, index - 1)] ?? 0),
      line: column(u32(), items.line, (gap) => place(gap).line),
      ordinal: column(u32(), items.ordinal, () => 0),
      lineOffset: column(f64(), items.lineOffset, (gap) => place(gap).offset),
      lineBytes: column(u32(), items.lineBytes, (gap) => gap.unread?.place.byteLength ?? 0),
      tool: column(i32(), items.tool, partners(items.tool)),
      callId: column(i32(), items.callId, partners(items.callId)),
      call,
      callKey: column(i32(), items.callKey, partners(items.callKey)),
      restWeight: column(f32(), items.restWeight, (gap) => {
        const { whole, content } = sizes(gap);
        return (whole - content) / 4;
      }),
      contentWeight: column(f32(), items.contentWeight, (gap) => sizes(gap).content / 4),
      attachmentWeight: column(f32(), items.attachmentWeight, () => 0),
    },
    indices,
    put,
  };
}

type Writable = Record<number, number>;

/** For each kind the sizes of one of its items, the middle one by its size. */
function typicalSizes(
  items: ItemColumns,
): readonly ({ readonly whole: number; readonly content: number } | undefined)[] {
  return Object.values(kindIndex).map((kind) => {
    const own: number[] = [];
    for (let item = 0; item < items.length; item++) if (items.kind[item] === kind) own.push(item);
    own.sort((a, b) => (items.wholeBytes[a] ?? 0) - (items.wholeBytes[b] ?? 0));
    const middle = own[own.length >> 1];
    if (middle === undefined) return undefined;
    return { whole: items.wholeBytes[middle] ?? 0, content: items.contentBytes[middle] ?? 0 };
  });
}
