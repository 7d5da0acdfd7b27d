import type { ItemText } from "../src/core/protocol";
import type { Session } from "../src/core/session/session";

/** Asks for the texts of some items of a segment, under a number that the answer repeats. */
export type AskTexts = (id: number, segment: number, items: readonly number[]) => void;

/** Short texts of items, asked for when they come into sight and kept by the record that they stand in. */
export class ItemTexts {
  readonly #ask: AskTexts;
  readonly #known = new Map<string, string>();
  readonly #asked = new Map<
    number,
    { readonly segment: number; readonly keys: readonly string[] }
  >();
  readonly #underway = new Set<string>();
  #session: Session | undefined;
  #next = 1;

  constructor(ask: AskTexts) {
    this.#ask = ask;
  }

  /** Texts belong to this state of the session from now on. Those of records that are still there stay known. */
  use(session: Session): void {
    this.#session = session;
  }

  textOf(segment: number, item: number): string | undefined {
    return this.#known.get(this.#key(segment, item));
  }

  /** Asks for what is neither known nor underway. */
  want(segment: number, items: readonly number[]): void {
    const wanted = items.filter((item) => {
      const key = this.#key(segment, item);
      return !this.#known.has(key) && !this.#underway.has(key);
    });
    if (wanted.length === 0) return;
    const keys = wanted.map((item) => this.#key(segment, item));
    for (const key of keys) this.#underway.add(key);
    const id = this.#next++;
    this.#asked.set(id, { segment, keys });
    this.#ask(id, segment, wanted);
  }

  /** Takes an answer; what was asked for and not answered has no text. False for an answer that nobody waits for. */
  receive(id: number, texts: readonly ItemText[]): boolean {
    const asked = this.#asked.get(id);
    if (asked === undefined) return false;
    this.#asked.delete(id);
    for (const { segment, item, brief } of texts) this.#known.set(this.#key(segment, item), brief);
    for (const key of asked.keys) {
      this.#underway.delete(key);
      if (!this.#known.has(key)) this.#known.set(key, "");
    }
    return true;
  }

  #key(segment: number, item: number): string {
    const whole = this.#session?.segments[segment];
    const { lineOffset, ordinal } = whole?.items ?? {};
    return `${whole?.id ?? ""}:${String(lineOffset?.[item])}:${String(ordinal?.[item])}`;
  }
}
