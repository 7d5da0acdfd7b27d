import { t } from "../../src/core/l10n/translation";

/** Words of what the page makes for an export. */
export const products = {
  label: t("Export…"),
  title: t("Save the page, or a table, as a file for somebody else"),
  noSelection: t(
    "No request is selected: select the one whose candidates are wanted, and export again.",
  ),
  nothingDrawn: t("There is no request to draw."),
  notPainted: t("This browser cannot make a picture of that size."),
  notReady: t(
    "The tokens are still being fitted to the measurements: export again when the what-if shows its figures.",
  ),
};
