import { t } from "../../src/core/l10n/translation";

/** Words of an exported page that are not those of the page in VS Code. */
export const exported = {
  unreadable: (why: string): string =>
    t("The session in this file cannot be shown: {0}. Export it again from Prunescope.", why),
  old: t("this browser cannot unpack it (it lacks DecompressionStream)"),
  missing: t("the file holds no session"),
  damaged: t("its data are damaged"),
  error: (what: string): string => t("Something on this page failed: {0}", what),
  copied: (what: string): string => t("Copied: {0}", what),
  notCopied: t("The browser does not let this page copy."),
};
