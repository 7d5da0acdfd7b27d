import * as vscode from "vscode";

/** Path of the bundled program of worker threads. */
export function workerProgram(extensionUri: vscode.Uri): string {
  return vscode.Uri.joinPath(extensionUri, "dist", "worker.js").fsPath;
}
