import { formatExact } from "../../src/core/format";
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
  problem: t("Enter numbers of at least 0, and an input price above 0."),
};
