/**
 * Every name that stands both in the manifest and in code. Each exists once here; a test compares them with
 * package.json.
 */
export const extensionId = "prunescope.prunescope";

export const commands = {
  openFolder: "prunescope.openFolder",
  openSession: "prunescope.openSession",
  openSample: "prunescope.openSample",
  refresh: "prunescope.refresh",
  filterSessions: "prunescope.filterSessions",
  clearFilter: "prunescope.clearFilter",
  showMore: "prunescope.showMore",
  forgetFolder: "prunescope.forgetFolder",
  showRecord: "prunescope.showRecord",
  compareRequest: "prunescope.compareRequest",
} as const;
export type CommandName = keyof typeof commands;

export const views = { container: "prunescope", sessions: "prunescope.sessions" } as const;

/** View types of the page: its own panel, and the editor that *Reopen With…* offers. */
export const viewTypes = { panel: "prunescope.session", editor: "prunescope.log" } as const;

/** Settings without their section. */
export const settingSection = "prunescope";
export const settings = { dataDirectory: "dataDirectory" } as const;

/** Context keys that `when` clauses of the manifest read. */
export const contextKeys = {
  dataDirectory: "prunescope.dataDirectory",
  filtered: "prunescope.filtered",
} as const;

/** `contextValue` of tree nodes, read by `when` clauses of the manifest. */
export const nodeContexts = {
  openedFolder: "openedFolder",
  listedFolder: "listedFolder",
  session: "session",
  segment: "segment",
} as const;

/** Scheme of the read-only documents with records and requests. */
export const documentScheme = "prunescope";
