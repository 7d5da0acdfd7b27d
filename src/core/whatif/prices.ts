import { t } from "../l10n/translation";
import { milliseconds, type Milliseconds } from "../units";

/** What a provider bills for the three parts of a prompt, as multiples of its input price, and how long a cache lives. */
export interface Prices {
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly cacheLifetime: Milliseconds;
}

export interface PricePreset {
  readonly id: string;
  readonly label: string;
  readonly prices: Prices;
}

const minutes = (count: number): Milliseconds => milliseconds(count * 60_000);

/** Ratios that providers publish; every one of them can be edited. The first is the default. */
export const pricePresets: readonly [PricePreset, ...PricePreset[]] = [
  preset("cache-5m", t("5-minute cache: read 0.1, write 1.25"), 0.1, 1.25, minutes(5)),
  preset("cache-1h", t("1-hour cache: read 0.1, write 2"), 0.1, 2, minutes(60)),
  preset("cache-free-write", t("Automatic cache: read 0.1, write 1"), 0.1, 1, minutes(5)),
  preset("cache-paid-write", t("Automatic cache: read 0.1, write 1.25"), 0.1, 1.25, minutes(5)),
  preset("cache-cheap-read", t("Disk cache: read 0.02, write 1"), 0.02, 1, minutes(60)),
  preset("no-cache", t("No cache: read 1, write 1"), 1, 1, minutes(5)),
];

export const defaultPrices: Prices = pricePresets[0].prices;

function preset(
  id: string,
  label: string,
  cacheRead: number,
  cacheWrite: number,
  cacheLifetime: Milliseconds,
): PricePreset {
  return { id, label, prices: { cacheRead, cacheWrite, cacheLifetime } };
}

/**
 * Cost of one prompt in tokens at the input price: what neither came from the cache nor went into it counts once. NaN
 * where one of the three is unknown.
 */
export function promptCost(
  inputTokens: number,
  cacheReadTokens: number,
  cacheWriteTokens: number,
  prices: Prices,
): number {
  return (
    inputTokens -
    cacheReadTokens -
    cacheWriteTokens +
    prices.cacheRead * cacheReadTokens +
    prices.cacheWrite * cacheWriteTokens
  );
}
