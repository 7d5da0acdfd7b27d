import { itemKinds } from "../session/itemColumns";
import type { Segment } from "../session/segment";

/** What the items of a segment are, as numbers that mean the same in every session compared. */
export interface SegmentPrints {
  /** Equal for items of the same kind and tool whose texts have the same size and weight: in all likelihood the same. */
  readonly same: Int32Array;
  /** Equal for items of the same kind and tool. */
  readonly alike: Int32Array;
}

/**
 * Gives items numbers by what they are. Texts stay in the file, so an item is known by kind, tool, bytes of its content
 * and the weights of its texts. Its whole bytes would not do: they hold ids, which differ from session to session.
 */
export class ItemPrints {
  readonly #same = new Numbers();
  readonly #alike = new Numbers();

  of({ items, toolNames }: Segment): SegmentPrints {
    const same = new Int32Array(items.length);
    const alike = new Int32Array(items.length);
    for (let item = 0; item < items.length; item++) {
      const kind = itemKinds[items.kind[item] ?? 0] ?? "";
      const look = `${kind}\n${toolNames[items.tool[item] ?? -1] ?? ""}`;
      const size = [
        items.contentBytes[item],
        items.attachmentBytes[item],
        items.restWeight[item],
        items.contentWeight[item],
        items.attachmentWeight[item],
      ].join(" ");
      alike[item] = this.#alike.of(look);
      same[item] = this.#same.of(`${look}\n${size}`);
    }
    return { same, alike };
  }
}

/** Numbers texts in the order in which they come. */
export class Numbers {
  readonly #known = new Map<string, number>();

  of(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, this.#known.size);
    return this.#known.size - 1;
  }
}
