import { statSync, watch, type FSWatcher } from "node:fs";
import path from "node:path";
import { errorCode } from "./problem";

export interface FolderWatchEvents {
  /** Something befell the entry of this name, or, undefined, anything in the folder or the folder itself. */
  readonly onEvent: (name: string | undefined) => void;
  /** The system does not let folders be watched, or not as many: somebody else has to look. */
  readonly onUnable: (reason: string) => void;
}

/**
 * Watches what lies directly in a folder, within a millisecond of each change. The folder may go and come back: while it
 * is not there, the nearest folder above it that is there is watched for it. No file is opened.
 */
export class FolderWatch {
  readonly #folder: string;
  readonly #events: FolderWatchEvents;
  #watchers: readonly FSWatcher[] = [];
  /** What is watched: the folder's identity, or the path above it; so that the same is not watched again. */
  #watched = "";
  #isOver = false;

  constructor(folder: string, events: FolderWatchEvents) {
    this.#folder = folder;
    this.#events = events;
    this.#attach();
  }

  /** Watches what stands in the folder's place now; called now and then by whoever cannot rely on events. */
  renew(): void {
    if (!this.#isOver) this.#attach();
  }

  dispose(): void {
    this.#isOver = true;
    this.#close();
  }

  /** True where something else is watched now than before. */
  #attach(): boolean {
    const { existing, identity } = nearestExisting(this.#folder);
    const watched = `${existing}\n${identity}`;
    if (watched === this.#watched) return false;
    this.#close();
    try {
      this.#watchers = this.#watchersOf(existing);
      this.#watched = watched;
    } catch (error) {
      this.#close();
      // Gone between the look and the watching: the next look finds what is there then.
      if (errorCode(error) === "ENOENT") return true;
      this.#isOver = true;
      this.#events.onUnable(String(error));
    }
    return true;
  }

  #watchersOf(existing: string): readonly FSWatcher[] {
    if (existing !== this.#folder) {
      const next = path.relative(existing, this.#folder).split(path.sep)[0];
      return [this.#watch(existing, (name) => name === undefined || name === next, undefined)];
    }
    const own = this.#watch(
      existing,
      () => true,
      (name) => name,
    );
    const parent = path.dirname(existing);
    if (parent === existing) return [own];
    // A folder that is replaced by another says so only in the folder above it.
    const base = path.basename(existing);
    return [own, this.#watch(parent, (name) => name === undefined || name === base, undefined)];
  }

  #watch(
    folder: string,
    concerns: (name: string | undefined) => boolean,
    nameOf: ((name: string | undefined) => string | undefined) | undefined,
  ): FSWatcher {
    const watcher = watch(folder, { persistent: false }, (kind, name) => {
      const own = name ?? undefined;
      if (this.#isOver) return;
      // What is watched may have gone itself, whatever name the event has.
      const isOther = kind === "rename" && this.#attach();
      if (isOther) this.#events.onEvent(undefined);
      else if (concerns(own)) this.#events.onEvent(nameOf?.(own));
    });
    watcher.on("error", () => {
      // What is watched went away, on systems that call this an error.
      this.#watched = "";
      watcher.close();
      if (this.#isOver) return;
      this.#attach();
      this.#events.onEvent(undefined);
    });
    return watcher;
  }

  #close(): void {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers = [];
    this.#watched = "";
  }
}

/** The folder itself, or the nearest above it that is there; with what tells it from another of the same name. */
function nearestExisting(folder: string): { readonly existing: string; readonly identity: string } {
  for (let existing = folder; ; existing = path.dirname(existing)) {
    try {
      const stats = statSync(existing);
      if (stats.isDirectory()) return { existing, identity: `${stats.dev}:${stats.ino}` };
    } catch {
      // Not there, or not to be looked at: the one above it is.
    }
    if (path.dirname(existing) === existing) return { existing, identity: "" };
  }
}
