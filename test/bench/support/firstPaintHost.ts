import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import * as vscode from "vscode";
import type { PrunescopeApi } from "../../../src/host/api";
import { commands, extensionId } from "../../../src/host/ids";
import { emptyWebview, files } from "./firstPaintTalk";

/** Runs in the extension host: opens one webview after the other, and waits each time until it was seen painted. */
export async function run(): Promise<void> {
  const folder = process.env["PRUNESCOPE_FIRST_PAINT"] ?? "";
  const extension = vscode.extensions.getExtension<PrunescopeApi>(extensionId);
  if (extension === undefined) throw new Error(`${extensionId} is not there`);
  const api = await extension.activate();
  const planned: unknown = JSON.parse(await readFile(path.join(folder, files.plan), "utf8"));
  for (const [opening, name] of v.parse(v.array(v.string()), planned).entries()) {
    const open = name === emptyWebview ? openEmpty : await openerOf(api, path.join(folder, name));
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await pause(500);
    await writeFile(path.join(folder, files.opened(opening)), String(Date.now()));
    const { drawn } = await open();
    await exists(path.join(folder, files.painted(opening)));
    await writeFile(path.join(folder, files.drawn(opening)), String(await drawn));
  }
}

/** Opens something; what it gives is pending until its picture has been painted, and then the time. */
type Open = () => Promise<{ readonly drawn: Promise<number> }>;

async function openEmpty(): ReturnType<Open> {
  const { Active } = vscode.ViewColumn;
  const panel = vscode.window.createWebviewPanel("empty", "empty", Active, { enableScripts: true });
  panel.webview.html = `<!doctype html><html><body><div id="page">empty</div></body></html>`;
  return Promise.resolve({ drawn: Promise.resolve(NaN) });
}

async function openerOf(api: PrunescopeApi, folder: string): Promise<Open> {
  await vscode.commands.executeCommand(commands.openFolder, vscode.Uri.file(folder));
  const session = (await api.sessions()).find((each) => each.folder.startsWith(folder));
  if (session === undefined) throw new Error(`no session is listed below ${folder}`);
  return async () => {
    await api.openSession(session.key);
    return { drawn: api.figuresPainted(session.key).then(() => Date.now()) };
  };
}

async function exists(file: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!existsSync(file)) {
    if (Date.now() > deadline) throw new Error("nothing was painted within a minute");
    await pause(20);
  }
}
