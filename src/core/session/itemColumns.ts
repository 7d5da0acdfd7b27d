import type { Line } from "../log/lines";
import type { ItemSizes } from "../prune/pruneHistory";
import type { EpochMs } from "../units";
import { GrowingColumn, Interned } from "./columns";
import type { ItemLink, MeasuredItem } from "./measureItem";

/** Kinds of items as a reader tells them apart; the column `kind` holds positions in this list. */
export const itemKinds = [
  "user",
  "assistant",
  "system",
  "reasoning",
  "tool call",
  "tool result",
] as const;
export type ItemKind = (typeof itemKinds)[number];

/** Bits of the column `flags`. */
export const itemFlags = { content: 1, error: 2, attachments: 4, opening: 8 } as const;

/**
 * A history as columns, one value an item; texts stay in the file. `line`, `lineOffset` and `lineBytes` say where an
 * item's record stands, `ordinal` which of the record's items it is.
 */
export interface ItemColumns extends ItemSizes {
  readonly length: number;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
  readonly wholeBytes: Uint32Array;
  readonly contentBytes: Uint32Array;
  readonly attachmentBytes: Uint32Array;
  readonly projectable: Uint8Array;
  /** Moment at which the item's line was written, epoch milliseconds. */
  readonly ts: Float64Array;
  readonly line: Uint32Array;
  readonly ordinal: Uint32Array;
  readonly lineOffset: Float64Array;
  readonly lineBytes: Uint32Array;
  /** Position in the segment's `toolNames`; −1 for other items and for results whose call is not in the history. */
  readonly tool: Int32Array;
  /** Position in the segment's `callIds`; −1 for items that are neither call nor result. */
  readonly callId: Int32Array;
  /** For a result the index of its call; −1 otherwise. */
  readonly call: Int32Array;
  /** Equal for calls of the same tool with the same arguments; −1 for other items. */
  readonly callKey: Int32Array;
  /** Unscaled weight, in the order of tokens, of an item without its content, of its content, of its attachments. */
  readonly restWeight: Float32Array;
  readonly contentWeight: Float32Array;
  readonly attachmentWeight: Float32Array;
}

const u8 = (n: number) => new Uint8Array(n);
const u32 = (n: number) => new Uint32Array(n);
const i32 = (n: number) => new Int32Array(n);
const f32 = (n: number) => new Float32Array(n);
const f64 = (n: number) => new Float64Array(n);

/** Appends measured items to columns. */
export class ItemColumnsBuilder {
  readonly #kind = new GrowingColumn(u8);
  readonly #flags = new GrowingColumn(u8);
  readonly #wholeBytes = new GrowingColumn(u32);
  readonly #contentBytes = new GrowingColumn(u32);
  readonly #attachmentBytes = new GrowingColumn(u32);
  readonly #projectable = new GrowingColumn(u8);
  readonly #ts = new GrowingColumn(f64);
  readonly #line = new GrowingColumn(u32);
  readonly #ordinal = new GrowingColumn(u32);
  readonly #lineOffset = new GrowingColumn(f64);
  readonly #lineBytes = new GrowingColumn(u32);
  readonly #tool = new GrowingColumn(i32);
  readonly #callId = new GrowingColumn(i32);
  readonly #call = new GrowingColumn(i32);
  readonly #callKey = new GrowingColumn(i32);
  readonly #restWeight = new GrowingColumn(f32);
  readonly #contentWeight = new GrowingColumn(f32);
  readonly #attachmentWeight = new GrowingColumn(f32);
  readonly #toolNames = new Interned();
  readonly #callIds = new Interned();
  readonly #callKeys = new Interned();
  readonly #callOfId = new Map<number, number>();

  get length(): number {
    return this.#kind.length;
  }

  get toolNames(): readonly string[] {
    return this.#toolNames.strings;
  }

  get callIds(): readonly string[] {
    return this.#callIds.strings;
  }

  /** Appends the items of one line; `opening` for the history that a segment starts with. */
  append(items: readonly MeasuredItem[], line: Line, ts: EpochMs, opening: boolean): void {
    for (const [ordinal, item] of items.entries()) {
      this.#appendSizes(item, opening);
      this.#appendLink(item.link);
      this.#ts.push(ts);
      this.#line.push(line.number);
      this.#ordinal.push(ordinal);
      this.#lineOffset.push(line.offset);
      this.#lineBytes.push(line.byteLength);
    }
  }

  #appendSizes({ kind, flags, size, weights }: MeasuredItem, opening: boolean): void {
    this.#kind.push(itemKinds.indexOf(kind));
    this.#flags.push(flags | (opening ? itemFlags.opening : 0));
    this.#wholeBytes.push(size.whole);
    this.#contentBytes.push(size.content);
    this.#attachmentBytes.push(size.attachments);
    this.#projectable.push((flags & (itemFlags.content | itemFlags.attachments)) === 0 ? 0 : 1);
    this.#restWeight.push(weights.rest);
    this.#contentWeight.push(weights.content);
    this.#attachmentWeight.push(weights.attachments);
  }

  #appendLink(link: ItemLink | undefined): void {
    if (link === undefined) {
      for (const column of [this.#tool, this.#callId, this.#call, this.#callKey]) column.push(-1);
      return;
    }
    const callId = this.#callIds.idOf(link.callId);
    this.#callId.push(callId);
    if (link.kind === "call") {
      this.#callOfId.set(callId, this.#call.length);
      this.#call.push(-1);
      this.#tool.push(this.#toolNames.idOf(link.tool));
      this.#callKey.push(this.#callKeys.idOf(link.key));
    } else {
      const call = this.#callOfId.get(callId) ?? -1;
      this.#call.push(call);
      this.#tool.push(call < 0 ? -1 : this.#tool.at(call));
      this.#callKey.push(call < 0 ? -1 : this.#callKey.at(call));
    }
  }

  /** The columns so far; later appends do not show in it. */
  snapshot(): ItemColumns {
    return {
      length: this.length,
      kind: this.#kind.snapshot(),
      flags: this.#flags.snapshot(),
      wholeBytes: this.#wholeBytes.snapshot(),
      contentBytes: this.#contentBytes.snapshot(),
      attachmentBytes: this.#attachmentBytes.snapshot(),
      projectable: this.#projectable.snapshot(),
      ts: this.#ts.snapshot(),
      line: this.#line.snapshot(),
      ordinal: this.#ordinal.snapshot(),
      lineOffset: this.#lineOffset.snapshot(),
      lineBytes: this.#lineBytes.snapshot(),
      tool: this.#tool.snapshot(),
      callId: this.#callId.snapshot(),
      call: this.#call.snapshot(),
      callKey: this.#callKey.snapshot(),
      restWeight: this.#restWeight.snapshot(),
      contentWeight: this.#contentWeight.snapshot(),
      attachmentWeight: this.#attachmentWeight.snapshot(),
    };
  }
}
