import path from "node:path";
import * as vscode from "vscode";
import { defaultDataDirectory } from "../../platform/dataDirectory";
import { DisposableStore } from "../disposables";
import type { Settings } from "../settings/settings";

/** Why a folder is listed. Only what was opened by hand can be taken off the list. */
export type FolderOrigin = "opened" | "sample" | "workspace" | "settings" | "data directory";

export interface ListedFolder {
  /** Absolute; of a folder, or of a file that was opened alone. */
  readonly path: string;
  readonly origin: FolderOrigin;
}

const storageKey = "openedFolders";
const mostRemembered = 10;

/** The folders whose sessions are listed: what was opened, the workspace, what settings name, the data directory. */
export class ListedFolders implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #settings: Settings;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly #samples: string[] = [];
  #opened: readonly string[];

  readonly onDidChange = this.#changed.event;

  constructor(context: vscode.ExtensionContext, settings: Settings) {
    this.#context = context;
    this.#settings = settings;
    this.#opened = this.#remembered();
    this.#store.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#changed.fire();
      }),
    );
    this.#store.add(
      settings.onDidChange(() => {
        this.#changed.fire();
      }),
    );
  }

  /** The agent's data directory: the one that is set, else the one the agent itself would take. */
  get dataDirectory(): string {
    return this.#settings.values.dataDirectory ?? defaultDataDirectory();
  }

  /** In the order in which they are listed, each path once. */
  get all(): readonly ListedFolder[] {
    const workspace = (vscode.workspace.workspaceFolders ?? [])
      .filter((folder) => folder.uri.scheme === "file")
      .map((folder) => folder.uri.fsPath);
    const listed: readonly (readonly [FolderOrigin, readonly string[]])[] = [
      ["opened", this.#opened],
      ["sample", this.#samples],
      ["workspace", workspace],
      ["settings", this.#settings.values.sessionFolders],
      ["data directory", [this.dataDirectory]],
    ];
    const byPath = new Map<string, ListedFolder>();
    for (const [origin, paths] of listed)
      for (const each of paths) if (!byPath.has(each)) byPath.set(each, { path: each, origin });
    return Array.from(byPath.values());
  }

  /** Lists a folder and remembers it: for this workspace, and for windows without one. */
  async open(folder: string): Promise<void> {
    if (this.#opened[0] === folder) return;
    await this.#remember([folder, ...this.#opened.filter((each) => each !== folder)]);
  }

  /** Lists a sample until the window is closed. */
  openSample(folder: string): void {
    if (this.#samples.includes(folder)) return;
    this.#samples.unshift(folder);
    this.#changed.fire();
  }

  async forget(folder: string): Promise<void> {
    const sample = this.#samples.indexOf(folder);
    if (sample !== -1) this.#samples.splice(sample, 1);
    await this.#remember(this.#opened.filter((each) => each !== folder));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #remembered(): readonly string[] {
    const { workspaceState, globalState } = this.#context;
    const inWorkspace = workspaceState.get<unknown>(storageKey);
    if (inWorkspace !== undefined) return storedPaths(inWorkspace);
    const hasWorkspace = (vscode.workspace.workspaceFolders ?? []).length > 0;
    return hasWorkspace ? [] : storedPaths(globalState.get<unknown>(storageKey));
  }

  async #remember(opened: readonly string[]): Promise<void> {
    this.#opened = opened.slice(0, mostRemembered);
    this.#changed.fire();
    await this.#context.workspaceState.update(storageKey, this.#opened);
    await this.#context.globalState.update(storageKey, this.#opened);
  }
}

/** What an earlier window stored, which another version may have written. */
function storedPaths(stored: unknown): readonly string[] {
  if (!Array.isArray(stored)) return [];
  return stored.filter(
    (each: unknown): each is string => typeof each === "string" && path.isAbsolute(each),
  );
}
