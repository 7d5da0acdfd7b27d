import type { Problem } from "./views/knobs";

/** What stands in the number fields of the knobs where it is not just their value, and what is wrong with it; by parameter. */
export class KnobFields {
  readonly #texts = new Map<string, string>();
  readonly #problems = new Map<string, Problem>();

  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  get problems(): ReadonlyMap<string, Problem> {
    return this.#problems;
  }

  valid(id: string, text: string): void {
    this.#texts.set(id, text);
    this.#problems.delete(id);
  }

  invalid(id: string, text: string, problem: Problem): void {
    this.#texts.set(id, text);
    this.#problems.set(id, problem);
  }

  clear(): void {
    this.#texts.clear();
    this.#problems.clear();
  }

  /** Another state of the session: what the user is in the middle of typing stays. */
  settle(): void {
    if (this.#problems.size === 0) this.#texts.clear();
  }
}
