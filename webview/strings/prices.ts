import { formatExact } from "../../src/core/format";
import type { PriceFieldInput } from "../priceChoice";
import { t } from "../../src/core/l10n/translation";

/** Words of the prices that costs are counted at. */
export const prices = {
  label: t("Prices"),
  fromSettings: (read: number, write: number): string =>
    t("From settings: read {0}, write {1}", formatExact(read), formatExact(write)),
  own: (read: number, write: number): string =>
    t("Own: read {0}, write {1}", formatExact(read), formatExact(write)),
  ownOption: t("Own prices…"),
  edit: t("Edit prices"),
  editNote: t("In any unit, for instance dollars for a million tokens: only ratios count."),
  fields: {
    input: t("Input"),
    read: t("Cache read"),
    write: t("Cache write"),
    minutes: t("Cache lives, minutes"),
  },
  /** How a text was understood that is not written as the page writes the number. */
  understood: (value: number): string => t("understood as {0}", formatExact(value)),
  problem: (input: Exclude<PriceFieldInput, { kind: "value" }>): string => {
    switch (input.kind) {
      case "empty":
        return t("Enter a number.");
      case "not a number":
        return t("Only a number is a price, for instance {0}.", formatExact(0.25));
      case "negative":
        return t("A price cannot be negative; 0 is the least.");
      case "no input price":
        return t("The input price must be above 0.");
      case "ambiguous": {
        const [grouped, decimal] = input.readings;
        return t(
          "May be {0} or {1}: write it without a mark between thousands, or with another number of decimals.",
          String(grouped),
          formatExact(decimal),
        );
      }
    }
  },
  stillHeld: t("The last price holds."),
};
