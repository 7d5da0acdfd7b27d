/** What is opened is named by its folder, with one session in it; by this name a webview that holds one word. */
export const emptyWebview = "empty";

/** The files through which the extension host and the bench talk, in the folder `PRUNESCOPE_FIRST_PAINT`. */
export const files = {
  /** The openings in order, as a JSON array of names. */
  plan: "plan.json",
  /** When an opening began, in milliseconds since the epoch. */
  opened: (opening: number): string => `opened-${opening}`,
  /** When its picture had been painted, likewise; NaN for what has none. */
  drawn: (opening: number): string => `drawn-${opening}`,
  /** Written once its first paint was seen. */
  painted: (opening: number): string => `painted-${opening}`,
};
