import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";
import type { PaintedFigures } from "../../../src/core/protocol";
import type { ListedSession, PrunescopeApi } from "../../../src/host/api";
import { commands, extensionId, viewTypes } from "../../../src/host/ids";
import { fixture } from "../../support/fixtures";

/** The extension's own interface, once it is active. */
export async function prunescope(): Promise<PrunescopeApi> {
  const extension = vscode.extensions.getExtension<PrunescopeApi>(extensionId);
  if (extension === undefined) throw new Error(`${extensionId} is not there`);
  return await extension.activate();
}

/** Lists a recorded session's folder as the command does, and gives the session of that folder. */
export async function openFixture(name: string): Promise<ListedSession> {
  return await openFolder(await fixture(name));
}

/** Lists a folder with one session as the command does, and gives that session. */
export async function openFolder(folder: string): Promise<ListedSession> {
  await vscode.commands.executeCommand(commands.openFolder, vscode.Uri.file(folder));
  const listed = await sessionsBelow(folder);
  const [session, ...others] = listed;
  if (session === undefined || others.length > 0)
    throw new Error(`${listed.length} sessions are listed below ${folder}`);
  return session;
}

/** The listed sessions whose logs lie below a folder. */
export async function sessionsBelow(folder: string): Promise<readonly ListedSession[]> {
  const sessions = await (await prunescope()).sessions();
  return sessions.filter((session) => session.folder.startsWith(`${folder}${path.sep}`));
}

/** The figures that a session's page has painted. Throws where it has no page. */
export async function paintedFigures(session: ListedSession): Promise<PaintedFigures> {
  const figures = await (await prunescope()).figuresPainted(session.key);
  if (figures === undefined) throw new Error(`${session.name} has no page`);
  return figures;
}

/** Tabs with a session's panel. */
export function panelTabs(): readonly vscode.Tab[] {
  return allTabs().filter(
    ({ input }) =>
      input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewTypes.panel),
  );
}

export function allTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

/** Closes all editors and takes every folder that was opened off the view. */
export async function closeEverything(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  const sessions = await (await prunescope()).sessions();
  // What was opened is a session's folder, the sessions directory or the data directory.
  const folders = sessions.flatMap(({ folder }) => [
    folder,
    path.dirname(folder),
    path.dirname(path.dirname(folder)),
  ]);
  for (const folder of new Set(folders))
    await vscode.commands.executeCommand(commands.forgetFolder, {
      searched: { folder: { path: folder } },
    });
}

/** Waits until something holds. Throws after the patience of a test, unless told how long to wait. */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  patienceMilliseconds = 60_000,
): Promise<void> {
  const deadline = Date.now() + patienceMilliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline)
      throw new Error(`not within ${patienceMilliseconds / 1000} s: ${what}`);
    await pause(50);
  }
}

/** What is shown as an error while `act` runs: VS Code lets nobody read its notifications. */
export async function errorsShown(act: () => PromiseLike<unknown>): Promise<readonly string[]> {
  const shown: string[] = [];
  const { window } = vscode;
  const before = window.showErrorMessage;
  window.showErrorMessage = async (message: string) => {
    shown.push(message);
    await Promise.resolve(undefined);
  };
  try {
    await act();
    await pause(50);
  } finally {
    window.showErrorMessage = before;
  }
  return shown;
}
