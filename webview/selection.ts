import type { CandidateRow } from "../src/core/inspect/candidates";
import type { Inspection } from "../src/core/inspect/inspectRequest";
import type { LoadedSession } from "./loadedSession";

/** The request that is looked at, what the core says of it, and the item that is brought out. */
export class Selection {
  #inspection: Inspection | undefined;
  #candidates: readonly CandidateRow[] = [];
  #item: number | undefined;

  get inspection(): Inspection | undefined {
    return this.#inspection;
  }

  get request(): number | undefined {
    return this.#inspection?.request;
  }

  /** Candidates of the request, in the order of the history. */
  get candidates(): readonly CandidateRow[] {
    return this.#candidates;
  }

  get item(): number | undefined {
    return this.#item;
  }

  /** Looks at a request; an item that is no candidate of it is let go. */
  look(loaded: LoadedSession, request: number): void {
    this.#inspection = loaded.inspect(request);
    this.#candidates = this.#inspection === undefined ? [] : loaded.candidates(this.#inspection);
    if (!this.#candidates.some((row) => row.item === this.#item)) this.#item = undefined;
  }

  clear(): void {
    this.#inspection = undefined;
    this.#candidates = [];
    this.#item = undefined;
  }

  /** Brings a candidate out; what is none of this request's, as a row that was left behind, changes nothing. */
  choose(item: number): void {
    if (this.#candidates.some((row) => row.item === item)) this.#item = item;
  }
}
