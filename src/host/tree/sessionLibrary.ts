import { existsSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import type { AgentMemory } from "../../platform/agentFiles";
import { discover } from "../../platform/discover";
import type { FileProblem } from "../../platform/problem";
import type { Discovery, SessionRef } from "../../platform/sessionRef";
import { isUuid } from "../../platform/uuid";
import { DisposableStore } from "../disposables";
import { views } from "../ids";
import { RepeatedLook, type Pace } from "../repeatedLook";
import type { Report } from "../report";
import { sessionKey } from "../sessionKey";
import { watchFolders } from "../watchFolders";
import { withFreshSizes } from "./freshSizes";
import { sameSearch } from "./sameSearch";
import type { ListedFolder, ListedFolders } from "./listedFolders";

/** A listed folder and what was found in it. */
export interface SearchedFolder {
  readonly folder: ListedFolder;
  readonly discovery: Discovery;
}

/** Events of a session that is being written come many a second, and a search may touch thousands of folders. */
const pace: Pace = { calm: 1000, slow: 30_000, restFactor: 10 };

interface Watching {
  readonly folders: readonly string[];
  readonly watcher: vscode.Disposable;
  readonly look: RepeatedLook;
}

/**
 * The sessions of all listed folders. Looked for when first asked, again when something changes on disk while the
 * view is visible, and again when it becomes visible. No log is read for it.
 */
export class SessionLibrary implements vscode.Disposable {
  readonly #folders: ListedFolders;
  readonly #report: Report;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly #stop = new AbortController();
  #searched: readonly SearchedFolder[] = [];
  #sessions: { readonly of: unknown; readonly all: readonly SessionRef[] } = { of: [], all: [] };
  #search: Promise<void> | undefined;
  #searchAgain = false;
  #found = false;
  #hasDataDirectory = false;
  readonly #told = new Set<string>();
  readonly #agents: AgentMemory = new Map();
  #watching: Watching | undefined;
  #visible = false;

  readonly onDidChange = this.#changed.event;

  constructor(folders: ListedFolders, report: Report) {
    this.#folders = folders;
    this.#report = report;
    this.#store.add(
      folders.onDidChange(() => {
        if (this.#found) report.run("looking for sessions", async () => this.refresh());
      }),
    );
  }

  /** As of the last search; a session that lies in two listed folders is in the first. */
  get searched(): readonly SearchedFolder[] {
    return this.#searched;
  }

  /** The same list as long as nothing changed. */
  get sessions(): readonly SessionRef[] {
    if (this.#sessions.of !== this.#searched) {
      const all = this.#searched.flatMap((each) => each.discovery.sessions);
      this.#sessions = { of: this.#searched, all };
    }
    return this.#sessions.all;
  }

  /** True where the agent's data directory is there, with sessions or without. */
  get hasDataDirectory(): boolean {
    return this.#hasDataDirectory;
  }

  /** Resolves once the first search has ended. */
  async ready(): Promise<void> {
    if (!this.#found) await (this.#search ?? this.refresh());
  }

  /** Looks through all listed folders; a call during a search lets another one follow it. */
  async refresh(): Promise<void> {
    if (this.#search !== undefined) {
      this.#searchAgain = true;
      return this.#search;
    }
    this.#search = this.#searchUntilDone();
    await this.#search;
  }

  /** A session by its key, or by its id where no key fits. */
  find(keyOrId: string): SessionRef | undefined {
    const { sessions } = this;
    return (
      sessions.find((ref) => sessionKey(ref) === keyOrId) ??
      sessions.find((ref) => ref.id === keyOrId)
    );
  }

  /** True for a segment log of a listed session. */
  hasFile(file: string): boolean {
    return this.sessions.some((ref) => ref.segmentFiles.some((each) => each.path === file));
  }

  /** While the view cannot be seen nothing is watched; seen again, it is looked through anew. */
  setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    if (!visible) this.#unwatch();
    else this.#report.run("looking for sessions", async () => this.refresh());
  }

  dispose(): void {
    this.#stop.abort();
    this.#unwatch();
    this.#store.dispose();
  }

  /** It is over only when nobody can ask for another any more, or what was asked at its very end would be forgotten. */
  async #searchUntilDone(): Promise<void> {
    try {
      for (let isAsked = true; isAsked && !this.#store.isDisposed; isAsked = this.#searchAgain)
        await vscode.window.withProgress({ location: { viewId: views.sessions } }, async () =>
          this.#searchOnce(),
        );
    } finally {
      this.#search = undefined;
    }
  }

  async #searchOnce(): Promise<void> {
    this.#searchAgain = false;
    const { signal } = this.#stop;
    const seen = new Set<string>();
    const searched: SearchedFolder[] = [];
    for (const folder of this.#folders.all) {
      const discovery = await discover(folder.path, { signal, agents: this.#agents });
      const sessions = discovery.sessions.filter((ref) => !seen.has(sessionKey(ref)));
      for (const ref of sessions) seen.add(sessionKey(ref));
      // A workspace or a home without sessions is the common case and no news.
      if (
        folder.origin !== "opened" &&
        folder.origin !== "settings" &&
        discovery.sessions.length === 0
      ) {
        this.#tellOnce(discovery.problems);
      } else if (sessions.length > 0 || discovery.sessions.length === 0) {
        searched.push({ folder, discovery: { ...discovery, sessions } });
      }
    }
    const hasDataDirectory = existsSync(this.#folders.dataDirectory);
    const isNews =
      !this.#found ||
      hasDataDirectory !== this.#hasDataDirectory ||
      !sameSearch(this.#searched, searched);
    this.#found = true;
    this.#hasDataDirectory = hasDataDirectory;
    if (isNews) this.#searched = searched;
    if (this.#visible) this.#watch();
    // A view that is drawn again without need forgets where the pointer is.
    if (isNews) this.#changed.fire();
  }

  #tellOnce(problems: readonly FileProblem[]): void {
    for (const { path: where, what } of problems) {
      const words = `${where}: ${what}`;
      if (!this.#told.has(words)) this.#report.info(words);
      this.#told.add(words);
    }
  }

  /** Watches what was found; the watchers stay where that has not changed. */
  #watch(): void {
    const folders = this.#watchedFolders();
    if (this.#watching?.folders.join("\n") === folders.join("\n")) return;
    this.#unwatch();
    const paths = new Set<string>();
    const look = new RepeatedLook(
      "looking for changed sessions",
      async () => {
        const changed = Array.from(paths);
        paths.clear();
        await this.#lookAt(changed);
      },
      pace,
      this.#report,
    );
    const watcher = watchFolders(folders, (changed) => {
      paths.add(changed);
      look.hint();
    });
    this.#watching = { folders, watcher, look };
  }

  #unwatch(): void {
    this.#watching?.watcher.dispose();
    this.#watching?.look.dispose();
    this.#watching = undefined;
  }

  /** Logs that grew need no search; anything else may be a new session, or the end of one. */
  async #lookAt(paths: readonly string[]): Promise<void> {
    const areKnown = paths.length > 0 && paths.every((each) => this.hasFile(each));
    if (!areKnown) return this.refresh();
    const changed = new Set(paths);
    let before: readonly SearchedFolder[];
    let fresh: readonly SearchedFolder[] | undefined;
    do {
      // Again where a search ended meanwhile: it knows of other sessions.
      before = this.#searched;
      fresh = await withFreshSizes(before, changed);
      if (fresh === undefined) return this.refresh();
    } while (before !== this.#searched);
    this.#searched = fresh;
    this.#changed.fire();
  }

  /** The folders that hold sessions' folders, and the data directory, where sessions may begin to be written. */
  #watchedFolders(): readonly string[] {
    const holders = this.sessions.map(({ folder }) =>
      isUuid(path.basename(folder)) ? path.dirname(folder) : folder,
    );
    const data = this.#folders.all.filter(
      ({ origin }) => origin === "data directory" || origin === "settings",
    );
    return Array.from(new Set([...holders, ...data.map((folder) => folder.path)]));
  }
}
