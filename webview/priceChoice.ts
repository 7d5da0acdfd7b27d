import { readPrice, type PriceInput } from "../src/core/lab/readPrice";
import type { PriceSetting } from "../src/core/protocol";
import * as s from "../src/core/shape";
import { milliseconds } from "../src/core/units";
import { pricePresets, type PricePreset } from "../src/core/whatif/prices";
import { prices as words } from "./strings/prices";

/** Prices as people know them, in any unit: only their ratios count. */
export interface OwnPrices {
  readonly input: number;
  readonly read: number;
  readonly write: number;
  /** How long a cache entry lives, in minutes. */
  readonly minutes: number;
}

export type PriceFieldInput = PriceInput | { readonly kind: "no input price" };

/** The prices that costs are counted at. */
export type PriceChoice =
  /** Those of the editor's settings, or the first preset where there are none. */
  | { readonly kind: "setting" }
  | { readonly kind: "preset"; readonly id: string }
  | ({ readonly kind: "own" } & OwnPrices);

export const priceChoice: s.Shape<PriceChoice> = s.tagged<PriceChoice>("kind", {
  setting: s.object({ kind: s.literal("setting") }),
  preset: s.object({
    kind: s.literal("preset"),
    id: s.literal(...pricePresets.map(({ id }) => id)),
  }),
  own: s.object({
    kind: s.literal("own"),
    input: s.number,
    read: s.number,
    write: s.number,
    minutes: s.number,
  }),
});

const msPerMinute = 60_000;

/** The prices chosen, with words that name them. What cannot be prices gives the first preset. */
export function chosenPrices(choice: PriceChoice, setting: PriceSetting | undefined): PricePreset {
  switch (choice.kind) {
    case "setting":
      return settingPrices(setting) ?? pricePresets[0];
    case "preset":
      return pricePresets.find(({ id }) => id === choice.id) ?? pricePresets[0];
    case "own":
      return isPossible(choice) ? ownPreset(choice) : pricePresets[0];
  }
}

/** The prices of the editor's settings; undefined where there are none, or they cannot be prices. */
export function settingPrices(setting: PriceSetting | undefined): PricePreset | undefined {
  if (setting === undefined) return undefined;
  const { cacheRead, cacheWrite, cacheMinutes } = setting;
  const own = { input: 1, read: cacheRead, write: cacheWrite, minutes: cacheMinutes };
  return isPossible(own)
    ? { ...ownPreset(own), id: "setting", label: words.fromSettings(cacheRead, cacheWrite) }
    : undefined;
}

/** What the fields show: the prices as they were typed, or those that were chosen otherwise. */
export function ownShown(choice: PriceChoice, { prices }: PricePreset): OwnPrices {
  if (choice.kind === "own") {
    const { input, read, write, minutes } = choice;
    return { input, read, write, minutes };
  }
  const { cacheRead, cacheWrite, cacheLifetime } = prices;
  return { input: 1, read: cacheRead, write: cacheWrite, minutes: cacheLifetime / msPerMinute };
}

/** What a price field says; prices are counted in input prices, so that one cannot be nothing. */
export function readPriceField(field: keyof OwnPrices, text: string): PriceFieldInput {
  const input = readPrice(text);
  return field === "input" && input.kind === "value" && input.value === 0
    ? { kind: "no input price" }
    : input;
}

function isPossible({ input, read, write, minutes }: OwnPrices): boolean {
  return input > 0 && [input, read, write, minutes].every((n) => Number.isFinite(n) && n >= 0);
}

function ownPreset({ input, read, write, minutes }: OwnPrices): PricePreset {
  const ratio = (price: number) => Number((price / input).toPrecision(6));
  return {
    id: "own",
    label: words.own(ratio(read), ratio(write)),
    prices: {
      cacheRead: ratio(read),
      cacheWrite: ratio(write),
      cacheLifetime: milliseconds(minutes * msPerMinute),
    },
  };
}
