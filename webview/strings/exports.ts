/** Words of what the page makes for an export. */
export const exports = {
  label: "Export…",
  title: "Save the page, or a table, as a file for somebody else",
  noSelection:
    "No request is selected: select the one whose candidates are wanted, and export again.",
  nothingDrawn: "There is no request to draw.",
  notPainted: "This browser cannot make a picture of that size.",
  notReady:
    "The tokens are still being fitted to the measurements: export again when the what-if shows its figures.",
};
