import type { PriceSetting } from "../../src/core/protocol";
import { pricePresets, type PricePreset } from "../../src/core/whatif/prices";
import { settingPrices } from "../priceChoice";
import { settingId } from "./compareState";

/** The prices to choose from: the user's own first, where the host has any. */
export function offeredPrices(setting: PriceSetting | undefined): readonly PricePreset[] {
  const own = settingPrices(setting);
  return own === undefined ? pricePresets : [{ ...own, id: settingId }, ...pricePresets];
}
