import { formatCount } from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";

/** Words of a legend of which one line is shown. */
export const legendWords = {
  more: (entries: number): string => t("{0} more", formatCount(entries)),
  fewer: t("fewer"),
};
