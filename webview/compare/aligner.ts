import { alignSides, type Alignment } from "../../src/core/compare/compareSessions";
import { sides, type Side } from "../../src/core/compare/comparedSession";
import { prepareSide, type PreparedSide } from "../../src/core/compare/preparedSide";
import { Steps } from "../../src/core/compare/steps";
import { asPart } from "../../src/core/work";
import type { LoadedSession } from "../loadedSession";

/** Short enough that a frame is never missed by much. */
const sliceMs = 8;
/** Work is worth a word from here on, and a way to stop it from there on. */
const showAfterMs = 100;
const cancelAfterMs = 1000;
/** How often progress is told. */
const tellEveryMs = 100;

export type LoadedSides = Readonly<Record<Side, LoadedSession>>;

/** How far the comparing is; `undefined` where nobody needs to know. */
export interface AlignerWork {
  readonly share: number;
  readonly cancellable: boolean;
}

export interface AlignerEvents {
  readonly onAligned: (alignment: Alignment, of: LoadedSides) => void;
  readonly onChange: () => void;
  readonly onFailed: (error: unknown) => void;
}

/**
 * Aligns two sessions on the page's own thread, in slices between which it does everything else. What a state of a session
 * is compared by is made once for it.
 */
export class Aligner {
  readonly #events: AlignerEvents;
  readonly #prepared = new WeakMap<LoadedSession, PreparedSide>();
  #latest: LoadedSides | undefined;
  #running: { readonly of: LoadedSides; readonly work: Generator<number, Alignment> } | undefined;
  #share = 0;
  #since = 0;
  #told = 0;
  #turn: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(events: AlignerEvents) {
    this.#events = events;
  }

  /** Aligns these states, unless they are the ones given last. What is under way is finished first: it may never be otherwise. */
  use(of: LoadedSides): void {
    if (isSame(this.#latest, of)) return;
    this.#latest = of;
    this.#isStopped = false;
    if (this.#running === undefined) this.#begin(of);
  }

  /** Stops until another state comes, or the user wants it after all. */
  cancel(): void {
    clearTimeout(this.#turn);
    this.#running = undefined;
    this.#isStopped = true;
    this.#events.onChange();
  }

  again(): void {
    if (this.#latest === undefined || this.#running !== undefined) return;
    this.#isStopped = false;
    this.#begin(this.#latest);
    this.#events.onChange();
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  get work(): AlignerWork | undefined {
    if (this.#running === undefined) return undefined;
    const age = performance.now() - this.#since;
    if (age < showAfterMs) return undefined;
    return { share: this.#share, cancellable: age >= cancelAfterMs };
  }

  #begin(of: LoadedSides): void {
    this.#running = { of, work: this.#workOn(of) };
    this.#share = 0;
    this.#since = performance.now();
    this.#told = this.#since;
    this.#goOn();
  }

  *#workOn(of: LoadedSides): Generator<number, Alignment> {
    const steps = new Steps();
    for (const [position, side] of sides.entries()) {
      const loaded = of[side];
      if (this.#prepared.has(loaded)) continue;
      const prepared = yield* asPart(
        0.1 * position,
        0.1 * position + 0.1,
        prepareSide(loaded, steps),
      );
      this.#prepared.set(loaded, prepared);
      yield 0.1 * (position + 1);
    }
    const [a, b] = [this.#prepared.get(of.a), this.#prepared.get(of.b)];
    if (a === undefined || b === undefined) throw new Error("a side was not prepared");
    return yield* asPart(0.2, 1, alignSides(a, b, steps));
  }

  #goOn(): void {
    const { of, work } = this.#running ?? {};
    if (of === undefined || work === undefined) return;
    const start = performance.now();
    try {
      for (;;) {
        const next = work.next();
        if (next.done === true) {
          this.#running = undefined;
          this.#events.onAligned(next.value, of);
          if (this.#latest !== undefined && !isSame(this.#latest, of)) this.#begin(this.#latest);
          return;
        }
        this.#share = next.value;
        if (performance.now() - start >= sliceMs) break;
      }
    } catch (error) {
      this.cancel();
      this.#events.onFailed(error);
      return;
    }
    const now = performance.now();
    if (now - this.#since >= showAfterMs && now - this.#told >= tellEveryMs) {
      this.#told = now;
      this.#events.onChange();
    }
    this.#turn = setTimeout(() => {
      this.#goOn();
    });
  }
}

function isSame(one: LoadedSides | undefined, other: LoadedSides): boolean {
  return one !== undefined && sides.every((side) => one[side] === other[side]);
}
