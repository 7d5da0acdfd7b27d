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
  firstSteps: "prunescope.firstSteps",
  showRecord: "prunescope.showRecord",
  compareRequest: "prunescope.compareRequest",
  exportSession: "prunescope.exportSession",
  compareSessions: "prunescope.compareSessions",
  selectForCompare: "prunescope.selectForCompare",
  compareWithSelected: "prunescope.compareWithSelected",
} as const;
export type CommandName = keyof typeof commands;

export const views = { container: "prunescope", sessions: "prunescope.sessions" } as const;

/** View types: the page's own panel, the editor that *Reopen With…* offers, and the panel of two sessions. */
export const viewTypes = {
  panel: "prunescope.session",
  editor: "prunescope.log",
  comparison: "prunescope.comparison",
} as const;

/** The walkthrough, without the extension's id. */
export const walkthrough = "firstSteps";

/** Settings without their section. */
export const settingSection = "prunescope";
export const settings = {
  dataDirectory: "dataDirectory",
  sessionFolders: "sessionFolders",
  followLive: "followLive",
  readInBackground: "readInBackground",
  cacheRead: "prices.cacheRead",
  cacheWrite: "prices.cacheWrite",
  cacheMinutes: "prices.cacheMinutes",
} as const;
export type SettingName = (typeof settings)[keyof typeof settings];

/** Context keys that `when` clauses of the manifest read. */
export const contextKeys = {
  dataDirectory: "prunescope.dataDirectory",
  filtered: "prunescope.filtered",
  selectedForCompare: "prunescope.selectedForCompare",
  /** Steps of the walkthrough that were taken. */
  sessionOpened: "prunescope.sessionOpened",
  askedWhy: "prunescope.askedWhy",
  shared: "prunescope.shared",
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
