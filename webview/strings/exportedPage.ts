import { t } from "../../src/core/l10n/translation";

/** Words of an exported page that are not those of the page in VS Code. */
export const exportedPage = {
  unreadable: (why: string): string =>
    t("The session in this file cannot be shown: {0}. Export it again from Prunescope.", why),
  old: t("this browser cannot unpack it (it lacks DecompressionStream)"),
  missing: t("the file holds no session"),
  damaged: t("its data are damaged"),
  error: (what: string): string => t("Something on this page failed: {0}", what),
  copied: (what: string): string => t("Copied: {0}", what),
  notCopied: t("The browser does not let this page copy."),
  saveHeading: t("Save as a file"),
  saveCancel: t("Cancel"),
  saved: {
    svg: {
      label: t("Picture (SVG)"),
      detail: t("The part of the timeline that is in view, with title and legend, as a drawing"),
    },
    png: {
      label: t("Picture (PNG)"),
      detail: t("The same in pixels, two for each of the page's"),
    },
    requests: {
      label: t("Requests (CSV)"),
      detail: t("One row a request: decision, savings, prompt, cache, output"),
    },
    candidates: {
      label: t("Candidates of the Selected Request (CSV)"),
      detail: t("One row a tool result before the protected start"),
    },
    findings: {
      label: t("Findings (CSV)"),
      detail: t("What went wrong, where, with figures"),
    },
    sweep: {
      label: t("Settings Tried (CSV)"),
      detail: t("What settings and rules would have done, as the what-if predicts"),
    },
  },
};
