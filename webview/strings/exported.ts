/** Words of an exported page that are not those of the page in VS Code. */
export const exported = {
  unreadable: (why: string): string =>
    `The session in this file cannot be shown: ${why}. Export it again from Prunescope.`,
  old: "this browser cannot unpack it (it lacks DecompressionStream)",
  missing: "the file holds no session",
  damaged: "its data are damaged",
  error: (what: string): string => `Something on this page failed: ${what}`,
  copied: (what: string): string => `Copied: ${what}`,
  notCopied: "The browser does not let this page copy.",
};
