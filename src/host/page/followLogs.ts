import path from "node:path";
import type * as vscode from "vscode";
import { FolderWatch } from "../../platform/folderWatch";
import { isLogName } from "../../platform/sessionFolders";
import { watchFolders } from "../watchFolders";

/**
 * Tells of changes of the logs in a folder: the log, or undefined where anything may have changed. The system's own watcher
 * tells within a millisecond, the editor's within a tenth of a second; that one is used where the system's is not to be had,
 * and on Windows, where a watched folder is kept open.
 */
export class LogFollowing implements vscode.Disposable {
  readonly #folder: string;
  readonly #onChange: (log: string | undefined) => void;
  readonly #watch: FolderWatch | undefined;
  #fallback: vscode.Disposable | undefined;

  constructor(
    folder: string,
    onChange: (log: string | undefined) => void,
    report: { info(message: string): void },
  ) {
    this.#folder = folder;
    this.#onChange = onChange;
    if (process.platform === "win32") this.#fallBack();
    else
      this.#watch = new FolderWatch(folder, {
        onEvent: (name) => {
          this.#tell(name);
        },
        onUnable: (reason) => {
          report.info(`${folder} is watched by the editor: ${reason}`);
          this.#fallBack();
        },
      });
  }

  /** Watches what stands in the folder's place by now. */
  renew(): void {
    this.#watch?.renew();
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#fallback?.dispose();
  }

  #tell(name: string | undefined): void {
    if (name === undefined) this.#onChange(undefined);
    else if (isLogName(name)) this.#onChange(path.join(this.#folder, name));
  }

  #fallBack(): void {
    this.#fallback = watchFolders([this.#folder], (changed) => {
      this.#tell(path.dirname(changed) === this.#folder ? path.basename(changed) : undefined);
    });
  }
}
