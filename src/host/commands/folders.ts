import path from "node:path";
import * as vscode from "vscode";
import * as s from "../../core/shape";
import { visibleText } from "../../core/visibleText";
import { discover } from "../../platform/discover";
import { cancellable } from "../cancellable";
import { iconlessText } from "../foreignText";
import { views } from "../ids";
import { UserError } from "../report";
import { samples } from "../samples";
import { problemWords } from "../tree/words";
import type { CommandContext } from "./context";

/** *Open Session Folder…*: lists a folder's sessions in the view; a single session is opened at once. */
export async function openFolder(context: CommandContext, argument: unknown): Promise<void> {
  const uri = argument instanceof vscode.Uri ? argument : await askForFolder();
  if (uri === undefined) return;
  const { t } = vscode.l10n;
  if (uri.scheme !== "file")
    throw new UserError(
      t(
        "{0} is not on disk. Sessions are read from folders on disk; a single log can be opened with Reopen With….",
        uri.toString(true),
      ),
    );
  const folder = path.resolve(uri.fsPath);
  const found = await cancellable(
    t("Looking for sessions in {0}", visibleText(folder)),
    context.report,
    async (signal) => discover(folder, { signal }),
  );
  const [only, ...others] = found.sessions;
  if (only === undefined)
    throw new UserError(
      t(
        "No sessions in {0}. Choose a data directory, its sessions directory, or one session's folder. ({1})",
        visibleText(folder),
        found.problems
          .map((problem) => problemWords(problem, path.relative(folder, problem.path) || "."))
          .join("; "),
      ),
    );
  await context.folders.open(folder);
  await context.library.refresh();
  await showView();
  if (others.length === 0) context.pages.open(only);
}

/** *Open Sample Session*: one of the recorded sessions that ship with the extension. */
export async function openSample(context: CommandContext, argument: unknown): Promise<void> {
  const { t } = vscode.l10n;
  const all = samples();
  const sample =
    all.find(({ name }) => name === argument) ??
    (await vscode.window.showQuickPick(all, { placeHolder: t("Sample to open") }));
  if (sample === undefined) return;
  const folder = vscode.Uri.joinPath(context.extensionUri, "samples", sample.name).fsPath;
  const { sessions, problems } = await discover(folder);
  const [ref] = sessions;
  if (ref === undefined)
    throw new UserError(problems.map((problem) => problemWords(problem, problem.path)).join("; "));
  context.folders.openSample(folder);
  await context.library.refresh();
  context.pages.open(ref);
}

const folderNode = s.object({ searched: s.object({ folder: s.object({ path: s.text }) }) });

/** Takes a folder that was opened by hand off the view; its pages stay open. */
export async function forgetFolder(context: CommandContext, argument: unknown): Promise<void> {
  const node = folderNode(argument);
  const folder =
    node instanceof s.Mismatch ? await askForListed(context) : node.searched.folder.path;
  if (folder === undefined) return;
  await context.folders.forget(folder);
  await context.library.refresh();
}

async function askForFolder(): Promise<vscode.Uri | undefined> {
  const { t } = vscode.l10n;
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    canSelectMany: false,
    title: t("Open Session Folder"),
    openLabel: t("Open"),
  });
  return chosen?.[0];
}

async function askForListed({ folders }: CommandContext): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const opened = folders.all.filter(({ origin }) => origin === "opened" || origin === "sample");
  if (opened.length === 0)
    throw new UserError(t("No folder was opened by hand; what else is listed stays listed."));
  const picks = opened.map((folder) => ({ label: iconlessText(folder.path), path: folder.path }));
  const chosen = await vscode.window.showQuickPick(picks, {
    placeHolder: t("Folder to remove from the view"),
  });
  return chosen?.path;
}

async function showView(): Promise<void> {
  await vscode.commands.executeCommand(`${views.sessions}.focus`);
}
