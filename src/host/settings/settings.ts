import * as vscode from "vscode";
import { unreachable } from "../../core/unreachable";
import { DisposableStore } from "../disposables";
import { settings, settingSection, type SettingName } from "../ids";
import type { Report } from "../report";
import { readSettings, type SettingProblem, type SettingValues } from "./readSettings";

/** The user's settings as they are now. A value that cannot be used is said once, and the default holds. */
export class Settings implements vscode.Disposable {
  readonly #report: Report;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<SettingValues>());
  readonly #told = new Set<string>();
  #values: SettingValues;

  readonly onDidChange = this.#changed.event;

  constructor(report: Report) {
    this.#report = report;
    this.#values = this.#read();
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration(settingSection)) return;
        this.#values = this.#read();
        this.#changed.fire(this.#values);
      }),
    );
  }

  get values(): SettingValues {
    return this.#values;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #read(): SettingValues {
    const { values, problems } = readSettings(setValue);
    for (const problem of problems) this.#tell(problem);
    // What was put right may go wrong again.
    for (const name of this.#told)
      if (!problems.some((each) => each.name === name)) this.#told.delete(name);
    return values;
  }

  #tell({ name, why }: SettingProblem): void {
    if (this.#told.has(name)) return;
    this.#told.add(name);
    const { t } = vscode.l10n;
    const id = `${settingSection}.${name}`;
    const message = t("The setting {0} is not used: {1}. Its default holds.", id, whyWords(why));
    this.#report.warn(message);
    this.#report.run("showing a setting that is not used", async () => {
      const openSettings = t("Open Settings");
      const chosen = await vscode.window.showWarningMessage(message, openSettings);
      if (chosen === openSettings)
        await vscode.commands.executeCommand("workbench.action.openSettings", id);
    });
  }
}

/** What was set, wherever; undefined where only the manifest's default is left. */
function setValue(name: SettingName): unknown {
  const found = vscode.workspace.getConfiguration(settingSection).inspect<unknown>(name);
  // A workspace does not say which folders of the machine are read.
  if (name === settings.dataDirectory || name === settings.sessionFolders)
    return found?.globalValue;
  return found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
}

function whyWords(why: SettingProblem["why"]): string {
  const { t } = vscode.l10n;
  switch (why) {
    case "not a number":
      return t("it is not a number");
    case "negative":
      return t("it is negative");
    case "not true or false":
      return t("it is neither true nor false");
    case "not a folder’s path":
      return t("a folder is named by an absolute path, or one that begins with ~/");
    default:
      return unreachable(why);
  }
}
