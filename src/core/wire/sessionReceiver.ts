import type { ToPage } from "../protocol";
import type { SessionReplay } from "../replay/model";
import type { FileProblem } from "../session/fileProblem";
import type { Session } from "../session/session";
import { kindOfArray, makeArray, viewBuffer, type ArrayKind, type WireArray } from "./arrays";
import { unpackSession, type UnpackedSession } from "./packSession";
import type { KeptElements } from "./tableReader";

type Outline = Extract<ToPage, { type: "outline" }>;
type Columns = Extract<ToPage, { type: "columns" }>;
type Loaded = Extract<ToPage, { type: "loaded" }>;

/** How far the receiving of a session has come. */
export type Receipt =
  | { readonly kind: "receiving"; readonly receivedElements: number; readonly elements: number }
  | {
      readonly kind: "received";
      readonly generation: number;
      readonly session: Session;
      readonly replay: SessionReplay;
      /** Files of the session that could not be read, or not wholly. */
      readonly problems: readonly FileProblem[];
    }
  | { readonly kind: "unusable"; readonly problem: string }
  /** A message of an earlier generation, or one that does not follow an outline. */
  | { readonly kind: "stale" };

/** An array as it was received, and the same memory with room behind. */
interface HeldArray {
  readonly array: WireArray;
  readonly room: WireArray;
}

interface Underway {
  readonly outline: Outline;
  readonly arrays: readonly HeldArray[];
  readonly kept: ReadonlyMap<string, KeptElements>;
  readonly elements: number;
  receivedElements: number;
}

/** The page's side of SessionSender: puts outline and columns together into the session. */
export class SessionReceiver {
  #underway: Underway | undefined;
  #held: ReadonlyMap<string, HeldArray> = new Map();
  #unpacked: UnpackedSession | undefined;
  #generation = 0;

  take(message: Outline | Columns | Loaded): Receipt {
    switch (message.type) {
      case "outline":
        return this.#begin(message);
      case "columns":
        return this.#add(message);
      case "loaded":
        return this.#finish(message);
    }
  }

  #begin(outline: Outline): Receipt {
    if (outline.generation < this.#generation) return { kind: "stale" };
    this.#generation = outline.generation;
    const arrays: HeldArray[] = [];
    const kept = new Map<string, KeptElements>();
    for (const { name, kind, length, keep } of outline.arrays) {
      const held = this.#held.get(name);
      if (keep > length || (keep > 0 && (held === undefined || held.array.length < keep)))
        return this.#unusable(`${name} builds on values that were never received`);
      kept.set(name, { keep, all: keep === (held?.array.length ?? 0) });
      arrays.push(grown(held, kind, length, keep));
    }
    this.#underway = {
      outline,
      arrays,
      kept,
      elements: outline.arrays.reduce((sum, { length, keep }) => sum + length - keep, 0),
      receivedElements: 0,
    };
    return this.#progress(this.#underway);
  }

  #add({ generation, parts }: Columns): Receipt {
    const underway = this.#underway;
    if (underway?.outline.generation !== generation) return { kind: "stale" };
    for (const { array: position, first, data } of parts) {
      const described = underway.outline.arrays[position];
      const array = underway.arrays[position]?.array;
      if (described === undefined || array === undefined)
        return this.#unusable("a part belongs to no array");
      const values = viewBuffer(described.kind, data);
      if (values === undefined || first + values.length > array.length)
        return this.#unusable(`a part of ${described.name} does not fit`);
      array.set(values, first);
      underway.receivedElements += values.length;
    }
    return this.#progress(underway);
  }

  #finish({ generation }: Loaded): Receipt {
    const underway = this.#underway;
    if (underway?.outline.generation !== generation) return { kind: "stale" };
    if (underway.receivedElements !== underway.elements)
      return this.#unusable(
        `${String(underway.receivedElements)} of ${String(underway.elements)} values were received`,
      );
    this.#underway = undefined;
    const { outline, arrays, kept } = underway;
    const held = new Map<string, HeldArray>();
    for (const [position, { name }] of outline.arrays.entries()) {
      const array = arrays[position];
      if (array !== undefined) held.set(name, array);
    }
    const { header } = outline;
    const views = new Map(Array.from(held, ([name, { array }]) => [name, array]));
    const unpacked = unpackSession({ header, arrays: views }, this.#unpacked, kept);
    this.#held = held;
    this.#unpacked = typeof unpacked === "string" ? undefined : unpacked;
    if (typeof unpacked === "string") return { kind: "unusable", problem: unpacked };
    const { session, replay } = unpacked;
    return { kind: "received", generation, session, replay, problems: header.problems };
  }

  #progress({ receivedElements, elements }: Underway): Receipt {
    return { kind: "receiving", receivedElements, elements };
  }

  #unusable(problem: string): Receipt {
    this.#underway = undefined;
    return { kind: "unusable", problem };
  }
}

/** An array that begins with the first `keep` elements of the held one: in its memory, where it is only added to. */
function grown(
  held: HeldArray | undefined,
  kind: ArrayKind,
  length: number,
  keep: number,
): HeldArray {
  if (held?.array.length === keep && length <= held.room.length && kindOfArray(held.room) === kind)
    return { array: held.room.subarray(0, length), room: held.room };
  // The state before may still be looked at: what it has is not written over.
  const room = makeArray(kind, held === undefined ? length : Math.ceil(1.5 * length));
  if (held !== undefined) room.set(held.array.subarray(0, keep));
  return { array: room.subarray(0, length), room };
}
