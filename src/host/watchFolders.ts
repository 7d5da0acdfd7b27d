import * as vscode from "vscode";

/**
 * Watches folders and all below them, workspace or not. A watcher may miss a file that was created together with its
 * folder, and report another's events twice: `onEvent` gets paths as hints to look again, nothing more.
 */
export function watchFolders(
  folders: readonly string[],
  onEvent: (path: string) => void,
): vscode.Disposable {
  const watchers = folders.map((folder) => {
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), "**"),
    );
    const tell = (uri: vscode.Uri) => {
      onEvent(uri.fsPath);
    };
    watcher.onDidCreate(tell);
    watcher.onDidChange(tell);
    watcher.onDidDelete(tell);
    return watcher;
  });
  return vscode.Disposable.from(...watchers);
}
