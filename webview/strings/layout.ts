/** Words of the page's arrangement: bars between its parts, and what opens and closes. */
export const layout = {
  inspectorSplitter: "Width of the inspector",
  panelSplitter: "Height of the panel",
  splitterTitle: "Drag, or use the arrow keys; a double click sets it back",
  share: (share: string): string => `${share} of the room`,
  closePanel: "Close the panel",
  openPanel: "Open the panel",
};
