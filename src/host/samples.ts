import * as vscode from "vscode";

/** A recorded session that ships with the extension. */
export interface Sample {
  /** Its folder below `samples`. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
}

/** The sessions that come with the extension, the best to begin with first. */
export function samples(): readonly Sample[] {
  const { t } = vscode.l10n;
  return [
    {
      name: "flapping",
      label: t("Pruning that flaps"),
      description: t("121 requests at the default settings: content leaves and comes back"),
    },
    {
      name: "failures",
      label: t("Requests that fail"),
      description: t("failed, cut and cancelled requests among others"),
    },
    {
      name: "first",
      label: t("The smallest session"),
      description: t("five requests that skip and fire"),
    },
  ];
}
