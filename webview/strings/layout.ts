import { t } from "../../src/core/l10n/translation";

/** Words of the page's arrangement: bars between its parts, and what opens and closes. */
export const layout = {
  inspectorSplitter: t("Width of the inspector"),
  panelSplitter: t("Height of the panel"),
  splitterTitle: t("Drag, or use the arrow keys; a double click sets it back"),
  share: (share: string): string => t("{0} of the room", share),
  closePanel: t("Close the panel"),
  openPanel: t("Open the panel"),
};
