import type { ToPage } from "../protocol";
import type { SessionReplay } from "../replay/model";
import type { FileProblem } from "../session/fileProblem";
import type { Session } from "../session/session";
import { makeArray, viewBuffer, type WireArray, type WireArrays } from "./arrays";
import { unpackSession } from "./packSession";

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

interface Underway {
  readonly outline: Outline;
  readonly arrays: readonly WireArray[];
  readonly elements: number;
  receivedElements: number;
}

/** The page's side of SessionSender: puts outline and columns together into the session. */
export class SessionReceiver {
  #underway: Underway | undefined;
  #held: WireArrays = new Map();
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
    const arrays: WireArray[] = [];
    for (const { name, kind, length, keep } of outline.arrays) {
      const array = makeArray(kind, length);
      const held = this.#held.get(name);
      if (keep > length || (keep > 0 && (held === undefined || held.length < keep)))
        return this.#unusable(`${name} builds on values that were never received`);
      if (held !== undefined) array.set(held.subarray(0, keep));
      arrays.push(array);
    }
    this.#underway = {
      outline,
      arrays,
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
      const array = underway.arrays[position];
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
    const arrays = new Map(
      underway.outline.arrays.map(({ name }, position) => [
        name,
        underway.arrays[position] ?? new Uint8Array(0),
      ]),
    );
    this.#held = arrays;
    const { header } = underway.outline;
    const unpacked = unpackSession({ header, arrays });
    return typeof unpacked === "string"
      ? { kind: "unusable", problem: unpacked }
      : { kind: "received", generation, ...unpacked, problems: header.problems };
  }

  #progress({ receivedElements, elements }: Underway): Receipt {
    return { kind: "receiving", receivedElements, elements };
  }

  #unusable(problem: string): Receipt {
    this.#underway = undefined;
    return { kind: "unusable", problem };
  }
}
