import { itemFrames } from "../../prune/itemBytes";
import { epochMs, itemCount, tokens, type EpochMs } from "../../units";
import { itemFlags, kindIndex } from "../itemColumns";
import type { ItemFigures } from "../measureItem";
import type { LinePlace, MeasuredRequest, PostRequest, RecordedEvaluation } from "../segment";
import { frameWeight } from "../textWeight";
import { firstItemSlot, itemSlotCount, itemSlots, recordKinds, recordSlots } from "./recordSlots";
import type { RecordMachine, ScanSpace } from "./scanSpace";
import { weightInPlace } from "./streamedWeight";
import { TextHash } from "./textHash";
import { Windows } from "./windows";

const quotes = 2;

/**
 * The same number, as one that an object holds without a further one in the memory: numbers from a column of doubles are kept as
 * doubles, each of which takes twice the room of its field.
 */
export function compact(value: number): number {
  const small = value | 0;
  return small === value ? small : value;
}

/** An item in the space of a reader, which is used again for the next one. Positions are those of its names in the space. */
export interface ReadItem extends ItemFigures {
  /** Both 0 for items that are neither call nor result. */
  readonly idFrom: number;
  readonly idTo: number;
  /** Both 0 for items that are no calls. */
  readonly nameFrom: number;
  readonly nameTo: number;
}

/** Tells what the record machine of a space has read: sizes, weights and names of items, what was measured and decided. */
export class RecordReader {
  readonly #space: ScanSpace;
  readonly #machine: RecordMachine;
  readonly #slots: Float64Array;
  readonly #windows = new Windows();
  readonly #hash = new TextHash();
  readonly #item = {
    kind: 0,
    flags: 0,
    wholeBytes: 0,
    contentBytes: 0,
    attachmentBytes: 0,
    restWeight: 0.5,
    contentWeight: 0.5,
    attachmentWeight: 0,
    argumentsHash: 0.5,
    idFrom: 0,
    idTo: 0,
    nameFrom: 0,
    nameTo: 0,
  };

  constructor(space: ScanSpace, machine: RecordMachine) {
    this.#space = space;
    this.#machine = machine;
    this.#slots = machine.slots;
  }

  /** Reads the record at `from`; gives its kind, or 0. */
  read(from: number, end: number): number {
    return this.#machine.readRecord(from, end);
  }

  /** Position of the record's newline. */
  get end(): number {
    return this.#count(recordSlots.end);
  }

  get ts(): EpochMs {
    return epochMs(this.#slot(recordSlots.ts));
  }

  /** How many items the record has. */
  get items(): number {
    return this.#count(recordSlots.count);
  }

  #slot(index: number): number {
    return this.#slots[index] ?? 0;
  }

  #count(index: number): number {
    return compact(this.#slot(index));
  }

  /** One of the record's items; valid until the next one is asked for. */
  item(ordinal: number): ReadItem {
    const item = this.#item;
    const base = firstItemSlot + ordinal * itemSlotCount;
    const kind = this.#slot(base + itemSlots.kind);
    const from = this.#slot(base + itemSlots.textFrom);
    const to = this.#slot(base + itemSlots.textTo);
    const text = to - from + quotes;
    const weight = this.#weight(base + itemSlots.textWeight, from, to);
    item.kind = kind;
    item.flags = 0;
    item.contentBytes = 0;
    item.contentWeight = 0;
    item.restWeight = frameWeight + weight;
    item.idTo = 0;
    item.nameTo = 0;
    switch (kind) {
      case kindIndex["tool result"]:
        this.#result(base, text);
        break;
      case kindIndex["tool call"]:
        this.#call(base, from, to, weight);
        break;
      case kindIndex.reasoning:
        item.wholeBytes = itemFrames.reasoning + text + this.#signature(base);
        break;
      default: {
        const role = this.#slot(base + itemSlots.roleBytes) + quotes;
        item.wholeBytes = itemFrames.message + role + itemFrames.textPart + text;
      }
    }
    return item;
  }

  /** Tokens; longer texts are weighed in windows. */
  #weight(slot: number, from: number, to: number): number {
    const hundredths = this.#slot(slot);
    return hundredths < 0 ? weightInPlace(this.#space, this.#windows, from, to) : hundredths / 100;
  }

  #id(base: number): number {
    const item = this.#item;
    item.idFrom = this.#slot(base + itemSlots.idFrom);
    item.idTo = this.#slot(base + itemSlots.idTo);
    return item.idTo - item.idFrom + quotes;
  }

  #result(base: number, summary: number): void {
    const item = this.#item;
    let whole = itemFrames.result + this.#id(base) + summary;
    const to = this.#slot(base + itemSlots.contentTo);
    if (to !== 0) {
      const from = this.#slot(base + itemSlots.contentFrom);
      item.flags = itemFlags.content;
      item.contentBytes = itemFrames.content + (to - from + quotes);
      item.contentWeight = this.#weight(base + itemSlots.contentWeight, from, to);
      whole += item.contentBytes;
    }
    if (this.#slot(base + itemSlots.isError) !== 0) {
      item.flags |= itemFlags.error;
      whole += itemFrames.error;
    }
    item.wholeBytes = whole;
  }

  #call(base: number, from: number, to: number, weight: number): void {
    const item = this.#item;
    item.nameFrom = this.#slot(base + itemSlots.nameFrom);
    item.nameTo = this.#slot(base + itemSlots.nameTo);
    const name = item.nameTo - item.nameFrom + quotes;
    const nameWeight = this.#slot(base + itemSlots.nameWeight) / 100;
    item.wholeBytes = itemFrames.call + this.#id(base) + name + (to - from + quotes);
    item.restWeight = frameWeight + (nameWeight + weight);
    this.#hash.begin();
    this.#hash.take(this.#space.bytes, from, to);
    item.argumentsHash = this.#hash.value;
  }

  #signature(base: number): number {
    const to = this.#slot(base + itemSlots.signatureTo);
    return to === 0
      ? 0
      : itemFrames.signature + (to - this.#slot(base + itemSlots.signatureFrom)) + quotes;
  }

  /** The measured request that the record is. */
  request(place: LinePlace, run: number): MeasuredRequest {
    return {
      place,
      ts: this.ts,
      run,
      historyLength: itemCount(this.#count(recordSlots.historyLength)),
      inputTokens: tokens(this.#count(recordSlots.inputTokens)),
      cacheReadTokens: tokens(this.#count(recordSlots.cacheRead)),
      cacheWriteTokens: tokens(this.#count(recordSlots.cacheWrite)),
      outputTokens: tokens(this.#count(recordSlots.output)),
    };
  }

  /** The evaluation that the record of that kind is. */
  evaluation(kind: number, place: LinePlace, run: number): RecordedEvaluation {
    const ts = epochMs(this.#slot(recordSlots.metricTs));
    const isEmpty = kind === recordKinds.noCandidates;
    const isFire = kind === recordKinds.fire;
    return {
      place,
      ts,
      run,
      decision: isFire ? "fired" : isEmpty ? "no_candidates" : "below_min_savings",
      candidateCount: isEmpty ? undefined : this.#count(recordSlots.candidateCount),
      protectedStart: isEmpty ? undefined : this.#count(recordSlots.protectedStart),
      estimatedSavingsTokens: isEmpty ? undefined : this.#count(recordSlots.value),
      correlationId: isFire ? this.#correlationId() : undefined,
      borderTurn: undefined,
    };
  }

  /** The join that the record is; `request` is the position of the usage record directly before it, or −1. */
  join(place: LinePlace, request: number): PostRequest {
    return {
      place,
      correlationId: this.#correlationId(),
      cacheReadTokens: this.#count(recordSlots.value),
      cacheWriteTokens: this.#count(recordSlots.cacheWritten),
      historyLength: this.#count(recordSlots.measuredLength),
      request,
    };
  }

  #correlationId(): string {
    return this.#space.ascii(this.#slot(recordSlots.idFrom), this.#slot(recordSlots.idTo));
  }
}
