import type { EpochMs } from "../units";
import { CallKeys } from "./callKeys";
import { grown, InternedNames, type RoomFor } from "./columns";
import { itemFlags, type ItemColumns } from "./itemColumns";
import type { ItemFigures, MeasuredItem } from "./measureItem";
import type { ReadItems } from "./scan/recordReader";
import type { LinePlace } from "./segment";

const firstCapacity = 64;

/** Appends measured items to columns. They are written one by one by name: a loop over columns took as long as the rest. */
export class ItemColumnsBuilder {
  readonly #roomFor: RoomFor;
  #length = 0;
  /** Whether any item has an attachment or is not the first of its record. */
  #holdsRare = false;
  #capacity = firstCapacity;
  #kind = new Uint8Array(firstCapacity);
  #flags = new Uint8Array(firstCapacity);
  #wholeBytes = new Uint32Array(firstCapacity);
  #contentBytes = new Uint32Array(firstCapacity);
  #attachmentBytes = new Uint32Array(firstCapacity);
  #projectable = new Uint8Array(firstCapacity);
  #ts = new Float64Array(firstCapacity);
  #line = new Uint32Array(firstCapacity);
  #ordinal = new Uint32Array(firstCapacity);
  #lineOffset = new Float64Array(firstCapacity);
  #lineBytes = new Uint32Array(firstCapacity);
  #tool = new Int32Array(firstCapacity);
  #callId = new Int32Array(firstCapacity);
  #call = new Int32Array(firstCapacity);
  #callKey = new Int32Array(firstCapacity);
  #restWeight = new Float32Array(firstCapacity);
  #contentWeight = new Float32Array(firstCapacity);
  #attachmentWeight = new Float32Array(firstCapacity);
  readonly #toolNames: InternedNames;
  readonly #callIds: InternedNames;
  readonly #callKeys = new CallKeys();
  /** For each call id one more than the index of the last call with it; 0 where there was none. */
  #callOfId = new Int32Array(firstCapacity);

  constructor(roomFor: RoomFor) {
    this.#roomFor = roomFor;
    this.#toolNames = new InternedNames(roomFor);
    this.#callIds = new InternedNames(roomFor);
  }

  get length(): number {
    return this.#length;
  }

  /** Names that occurred so far; later appends do not show in what is told then. */
  toolNames(): readonly string[] {
    return this.#toolNames.texts(this.#toolNames.count);
  }

  callIds(count: number): readonly string[] {
    return this.#callIds.texts(count);
  }

  get callIdCount(): number {
    return this.#callIds.count;
  }

  /** Appends an item of a line; `opening` for the history that a segment starts with. */
  append(
    item: MeasuredItem,
    ordinal: number,
    place: LinePlace,
    ts: EpochMs,
    opening: boolean,
  ): void {
    const { callId, tool } = item;
    const { line, offset, byteLength } = place;
    this.#append(item, opening ? itemFlags.opening : 0, ordinal, line, offset, byteLength, ts);
    this.#link(
      this.#length - 1,
      callId === undefined ? -1 : this.#callIds.idOf(callId),
      tool === undefined ? -1 : this.#toolNames.idOf(tool),
      item.argumentsHash,
    );
  }

  /** Appends the first so many items of a table that was filled in a space with these bytes. */
  appendRead(items: ReadItems, count: number, bytes: Uint8Array): void {
    if (count === 0) return;
    const first = this.#length;
    while (first + count > this.#capacity) this.#grow();
    this.#length += count;
    this.#kind.set(items.kind.subarray(0, count), first);
    this.#flags.set(items.flags.subarray(0, count), first);
    this.#wholeBytes.set(items.wholeBytes.subarray(0, count), first);
    this.#contentBytes.set(items.contentBytes.subarray(0, count), first);
    this.#projectable.set(items.projectable.subarray(0, count), first);
    this.#ts.set(items.ts.subarray(0, count), first);
    this.#line.set(items.line.subarray(0, count), first);
    this.#lineOffset.set(items.lineOffset.subarray(0, count), first);
    this.#lineBytes.set(items.lineBytes.subarray(0, count), first);
    this.#restWeight.set(items.restWeight.subarray(0, count), first);
    this.#contentWeight.set(items.contentWeight.subarray(0, count), first);
    this.#linkRead(items, count, first, bytes);
  }

  #linkRead(items: ReadItems, count: number, first: number, bytes: Uint8Array): void {
    const { ordinal, idFrom, idTo, idHash, callRow } = items;
    const { nameFrom, nameTo, nameHash, argumentsHash } = items;
    for (let row = 0; row < count; row++) {
      const at = first + row;
      const place = ordinal[row] ?? 0;
      if (place !== 0) {
        this.#holdsRare = true;
        this.#ordinal[at] = place;
      }
      const idEnd = idTo[row] ?? 0;
      const nameEnd = nameTo[row] ?? 0;
      const known = callRow[row] ?? 0;
      if (idEnd !== 0 && nameEnd === 0 && known !== 0) this.#linkTo(at, first + known - 1);
      else
        this.#link(
          at,
          idEnd === 0 ? -1 : this.#callIds.idOfBytes(bytes, idFrom[row] ?? 0, idEnd, idHash[row]),
          nameEnd === 0
            ? -1
            : this.#toolNames.idOfBytes(bytes, nameFrom[row] ?? 0, nameEnd, nameHash[row]),
          argumentsHash[row] ?? 0,
        );
    }
  }

  /** Links a result to its call. */
  #linkTo(at: number, call: number): void {
    this.#callId[at] = this.#callId[call] ?? -1;
    this.#call[at] = call;
    this.#tool[at] = this.#tool[call] ?? -1;
    this.#callKey[at] = this.#callKey[call] ?? -1;
  }

  #append(
    item: ItemFigures,
    moreFlags: number,
    ordinal: number,
    line: number,
    offset: number,
    byteLength: number,
    ts: EpochMs,
  ): void {
    if (this.#length === this.#capacity) this.#grow();
    const at = this.#length;
    this.#length += 1;
    const { flags } = item;
    this.#kind[at] = item.kind;
    this.#flags[at] = flags | moreFlags;
    this.#wholeBytes[at] = item.wholeBytes;
    this.#contentBytes[at] = item.contentBytes;
    this.#projectable[at] = (flags & (itemFlags.content | itemFlags.attachments)) === 0 ? 0 : 1;
    this.#ts[at] = ts;
    this.#line[at] = line;
    this.#lineOffset[at] = offset;
    this.#lineBytes[at] = byteLength;
    this.#restWeight[at] = item.restWeight;
    this.#contentWeight[at] = item.contentWeight;
    if (ordinal !== 0 || item.attachmentBytes !== 0) this.#appendRare(at, ordinal, item);
  }

  /** What is 0 for nearly all items is not written, so that columns of nothing else take no memory. */
  #appendRare(at: number, ordinal: number, item: ItemFigures): void {
    this.#holdsRare = true;
    this.#ordinal[at] = ordinal;
    this.#attachmentBytes[at] = item.attachmentBytes;
    this.#attachmentWeight[at] = item.attachmentWeight;
  }

  /** Links an item, behind those before it: to the call of its id, or as a call to those behind it. */
  #link(at: number, id: number, tool: number, argumentsHash: number): void {
    this.#callId[at] = id;
    this.#call[at] = -1;
    this.#tool[at] = -1;
    this.#callKey[at] = -1;
    if (id === -1) return;
    if (id >= this.#callOfId.length)
      this.#callOfId = grown(this.#callOfId, new Int32Array(this.#roomFor(id)));
    if (tool !== -1) {
      this.#callOfId[id] = at + 1;
      this.#tool[at] = tool;
      this.#callKey[at] = this.#callKeys.keyOf(tool, argumentsHash);
      return;
    }
    const call = (this.#callOfId[id] ?? 0) - 1;
    if (call === -1) return;
    this.#linkTo(at, call);
  }

  /** All columns at once. What is left over is never touched and takes no memory. */
  #grow(): void {
    const capacity = this.#roomFor(this.#capacity);
    const rare = this.#holdsRare ? this.#length : 0;
    this.#attachmentBytes = grown(
      this.#attachmentBytes.subarray(0, rare),
      new Uint32Array(capacity),
    );
    this.#ordinal = grown(this.#ordinal.subarray(0, rare), new Uint32Array(capacity));
    this.#attachmentWeight = grown(
      this.#attachmentWeight.subarray(0, rare),
      new Float32Array(capacity),
    );
    this.#capacity = capacity;
    this.#kind = grown(this.#kind, new Uint8Array(capacity));
    this.#flags = grown(this.#flags, new Uint8Array(capacity));
    this.#wholeBytes = grown(this.#wholeBytes, new Uint32Array(capacity));
    this.#contentBytes = grown(this.#contentBytes, new Uint32Array(capacity));
    this.#projectable = grown(this.#projectable, new Uint8Array(capacity));
    this.#ts = grown(this.#ts, new Float64Array(capacity));
    this.#line = grown(this.#line, new Uint32Array(capacity));
    this.#lineOffset = grown(this.#lineOffset, new Float64Array(capacity));
    this.#lineBytes = grown(this.#lineBytes, new Uint32Array(capacity));
    this.#tool = grown(this.#tool, new Int32Array(capacity));
    this.#callId = grown(this.#callId, new Int32Array(capacity));
    this.#call = grown(this.#call, new Int32Array(capacity));
    this.#callKey = grown(this.#callKey, new Int32Array(capacity));
    this.#restWeight = grown(this.#restWeight, new Float32Array(capacity));
    this.#contentWeight = grown(this.#contentWeight, new Float32Array(capacity));
  }

  /** The columns so far, as views without a copy; later appends do not show in it. */
  snapshot(): ItemColumns {
    const { length } = this;
    return {
      length,
      kind: this.#kind.subarray(0, length),
      flags: this.#flags.subarray(0, length),
      wholeBytes: this.#wholeBytes.subarray(0, length),
      contentBytes: this.#contentBytes.subarray(0, length),
      attachmentBytes: this.#attachmentBytes.subarray(0, length),
      projectable: this.#projectable.subarray(0, length),
      ts: this.#ts.subarray(0, length),
      line: this.#line.subarray(0, length),
      ordinal: this.#ordinal.subarray(0, length),
      lineOffset: this.#lineOffset.subarray(0, length),
      lineBytes: this.#lineBytes.subarray(0, length),
      tool: this.#tool.subarray(0, length),
      callId: this.#callId.subarray(0, length),
      call: this.#call.subarray(0, length),
      callKey: this.#callKey.subarray(0, length),
      restWeight: this.#restWeight.subarray(0, length),
      contentWeight: this.#contentWeight.subarray(0, length),
      attachmentWeight: this.#attachmentWeight.subarray(0, length),
    };
  }
}
