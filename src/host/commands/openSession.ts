import path from "node:path";
import * as vscode from "vscode";
import * as s from "../../core/shape";
import { visibleText } from "../../core/visibleText";
import type { SessionRef } from "../../platform/sessionRef";
import { iconlessText } from "../foreignText";
import { commands, views, viewTypes } from "../ids";
import { sessionOfFile } from "../page/sessionOfFile";
import { UserError } from "../report";
import { sessionKey, sessionName } from "../sessionKey";
import { sessionDescription } from "../tree/words";
import type { CommandContext } from "./context";

const node = s.object({
  ref: s.object({ folder: s.text, id: s.text }),
  segment: s.maybe(s.object({ id: s.text })),
});

/** *Open Session*: of the tree's node, of a log, or of a list to choose from. */
export async function openSession(context: CommandContext, argument: unknown): Promise<void> {
  if (argument instanceof vscode.Uri) {
    await openFile(context, argument);
    return;
  }
  const named = node(argument);
  if (named instanceof s.Mismatch) {
    const chosen = await askForSession(context);
    if (chosen !== undefined) context.pages.open(chosen);
    return;
  }
  const ref = context.library.find(sessionKey(named.ref));
  if (ref === undefined)
    throw new UserError(
      vscode.l10n.t(
        "Session {0} is no longer listed; refresh the view.",
        visibleText(named.ref.id),
      ),
    );
  const page = context.pages.open(ref);
  if (named.segment !== undefined) page.reveal(named.segment.id);
}

async function openFile({ pages }: CommandContext, uri: vscode.Uri): Promise<void> {
  if (uri.scheme === "file") {
    pages.open(await sessionOfFile(path.resolve(uri.fsPath)));
    return;
  }
  await vscode.commands.executeCommand("vscode.openWith", uri, viewTypes.editor);
}

async function askForSession({ library }: CommandContext): Promise<SessionRef | undefined> {
  const { t } = vscode.l10n;
  await library.ready();
  if (library.sessions.length === 0) {
    await offerOthers();
    return undefined;
  }
  const picks = library.sessions.map((ref) => ({
    label: iconlessText(sessionName(ref)),
    description: sessionDescription(ref, undefined),
    detail: iconlessText(ref.folder),
    ref,
  }));
  const chosen = await vscode.window.showQuickPick(picks, {
    placeHolder: t("Session to open"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.ref;
}

async function offerOthers(): Promise<void> {
  const { t } = vscode.l10n;
  const openFolder = t("Open Session Folder…");
  const openSample = t("Open Sample Session");
  const chosen = await vscode.window.showInformationMessage(
    t("No sessions are listed yet."),
    openFolder,
    openSample,
  );
  if (chosen === openFolder) await vscode.commands.executeCommand(commands.openFolder);
  if (chosen === openSample) await vscode.commands.executeCommand(commands.openSample);
  if (chosen === undefined) await vscode.commands.executeCommand(`${views.sessions}.focus`);
}
