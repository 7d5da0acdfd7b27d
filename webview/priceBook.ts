import type { PriceSetting } from "../src/core/protocol";
import type { PricePreset } from "../src/core/whatif/prices";
import {
  chosenPrices,
  ownShown,
  readPriceField,
  settingPrices,
  type OwnPrices,
  type PriceChoice,
} from "./priceChoice";
import type { PricesGiven } from "./views/prices";

/** The prices in use, and what the user is typing of them. */
export class PriceBook {
  readonly #texts = new Map<keyof OwnPrices, string>();
  #choice: PriceChoice;
  #setting: PriceSetting | undefined;
  #chosen: PricePreset;

  constructor(choice: PriceChoice) {
    this.#choice = choice;
    this.#chosen = chosenPrices(choice, undefined);
  }

  get choice(): PriceChoice {
    return this.#choice;
  }

  /** The same object until the prices become others. */
  get chosen(): PricePreset {
    return this.#chosen;
  }

  get given(): PricesGiven {
    return {
      choice: this.#choice,
      chosen: this.#chosen,
      setting: settingPrices(this.#setting),
      texts: this.#texts,
    };
  }

  /** Takes the editor's settings; says whether the prices became others. */
  use(setting: PriceSetting | undefined): boolean {
    this.#setting = setting;
    return this.#rename();
  }

  choose(choice: PriceChoice): void {
    this.#texts.clear();
    this.#choice = choice;
    this.#rename();
  }

  /** What stands in a field while it is typed: how it is understood can be said, and nothing else changes. */
  write(field: keyof OwnPrices, text: string): void {
    this.#texts.set(field, text);
  }

  /** Takes a field's text; says whether it made other prices. What is no price stays in the field and changes nothing. */
  type(field: keyof OwnPrices, text: string): boolean {
    this.#texts.set(field, text);
    const input = readPriceField(field, text);
    if (input.kind !== "value") return false;
    const shown = ownShown(this.#choice, this.#chosen);
    if (shown[field] === input.value) return false;
    this.#choice = { kind: "own", ...shown, [field]: input.value };
    return this.#rename();
  }

  #rename(): boolean {
    const before = this.#chosen;
    const after = chosenPrices(this.#choice, this.#setting);
    if (JSON.stringify(before) === JSON.stringify(after)) return false;
    this.#chosen = after;
    return true;
  }
}
