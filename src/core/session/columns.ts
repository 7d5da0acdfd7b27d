/** Strings that occur often, each kept once under a number. */
export class Interned {
  readonly #ids = new Map<string, number>();
  readonly #strings: string[] = [];

  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#strings.length;
    this.#strings.push(text);
    this.#ids.set(text, id);
    return id;
  }

  get strings(): readonly string[] {
    return this.#strings;
  }
}
