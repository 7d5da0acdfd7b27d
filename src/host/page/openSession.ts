import path from "node:path";
import * as vscode from "vscode";
import { formatBytes } from "../../core/format";
import { visibleText } from "../../core/visibleText";
import type { SessionRef } from "../../platform/sessionRef";
import { cancellable } from "../cancellable";
import { DisposableStore } from "../disposables";
import { RepeatedLook, type Pace } from "../repeatedLook";
import { isCancellation, type Report } from "../report";
import { memoryRef, type MemoryLog } from "../session/memorySource";
import type { SessionOverview } from "../session/sessionService";
import { SessionWorker } from "../session/sessionWorker";
import { sessionName } from "../sessionKey";
import { problemWords } from "../tree/words";
import { watchFolders } from "../watchFolders";

/** What is opened: the logs of a session on disk, or one log of a virtual workspace. */
export type SessionOrigin =
  | { readonly kind: "disk"; readonly ref: SessionRef }
  | { readonly kind: "memory"; readonly log: MemoryLog };

/** How far a session has come. What was read stays when a later look fails. */
export type SessionState =
  | { readonly kind: "reading"; readonly detail: string; readonly done: number | undefined }
  | { readonly kind: "read"; readonly overview: SessionOverview }
  | { readonly kind: "failed"; readonly message: string; readonly detail: string };

/** Reading and replaying take at most a third of the time, however fast a large session grows. */
const pace: Pace = { calm: 20, slow: 3000, restFactor: 2 };

/** One session in a worker of its own: read with progress, replayed, and followed while it grows. */
export class OpenSession implements vscode.Disposable {
  readonly ref: SessionRef;
  readonly worker: SessionWorker;
  readonly #origin: SessionOrigin;
  readonly #report: Report;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<SessionState>());
  readonly #stop = new AbortController();
  #state: SessionState = { kind: "reading", detail: "", done: undefined };
  #overview: SessionOverview | undefined;
  #loading: Promise<void> | undefined;
  #following: vscode.Disposable | undefined;
  #isCancelled = false;

  readonly onDidChange = this.#changed.event;

  /** `program` is the path of the worker's program. */
  constructor(origin: SessionOrigin, program: string, report: Report) {
    this.ref = origin.kind === "disk" ? origin.ref : memoryRef(origin.log);
    this.#origin = origin;
    this.#report = report;
    this.worker = this.#store.add(new SessionWorker(program));
  }

  /** For people; logged text, made harmless. */
  get name(): string {
    return visibleText(this.#overview?.agentName ?? sessionName(this.ref));
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The newest state that was read, whatever came after it. */
  get overview(): SessionOverview | undefined {
    return this.#overview;
  }

  /** True where nothing was read and, without being opened again, nothing will be. */
  get hasEnded(): boolean {
    return this.#overview === undefined && this.worker.hasEnded;
  }

  /** True for one of the session's logs. */
  hasFile(file: string): boolean {
    return (
      this.#overview?.files.includes(file) ??
      this.ref.segmentFiles.some((each) => each.path === file)
    );
  }

  /** Reads the session for the first time; resolves when that has succeeded, failed or was cancelled. */
  async load(): Promise<void> {
    this.#loading ??= this.#load();
    await this.#loading;
  }

  /** Looks for changes as long as `follow` is true: by watching, and slowly by timer. */
  setFollowing(follow: boolean): void {
    if (follow === (this.#following !== undefined) || this.#origin.kind === "memory") return;
    this.#following?.dispose();
    this.#following = follow && !this.#store.isDisposed ? this.#follow() : undefined;
  }

  /** Looks once for what has changed, for a session that is not followed. */
  lookAgain(): void {
    this.#report.run("looking at a session again", async () => {
      await this.load();
      if (!this.#isCancelled) await this.#look(this.#stop.signal, false);
    });
  }

  dispose(): void {
    this.#stop.abort();
    this.setFollowing(false);
    this.#store.dispose();
  }

  async #load(): Promise<void> {
    const { t } = vscode.l10n;
    const title = t("Reading {0}", this.name);
    try {
      await cancellable(
        title,
        this.#report,
        async (signal) => {
          if (this.#origin.kind === "disk")
            await this.worker.call("openDisk", { ref: this.#origin.ref }, { signal });
          else await this.worker.call("openMemory", { log: this.#origin.log }, { signal });
          await this.#look(signal, true);
        },
        this.#stop.signal,
      );
    } catch (error) {
      if (this.#store.isDisposed) return;
      this.#isCancelled = isCancellation(error);
      // It may be in the middle of something that takes long.
      if (this.#isCancelled) this.worker.dispose();
      if (!this.#isCancelled) this.#report.error("reading a session", error);
      this.#become(this.#isCancelled ? cancelled() : unreadable(error));
    }
  }

  /** Reads what is new; the page learns of it where anything is. */
  async #look(signal: AbortSignal, isFirst: boolean): Promise<void> {
    const overview = await this.worker.call(
      "look",
      { files: undefined },
      {
        signal,
        ...(isFirst
          ? {
              onProgress: ({ readBytes, totalBytes }) => {
                this.#become(reading(readBytes, totalBytes));
              },
            }
          : {}),
      },
    );
    if (overview === undefined) return;
    for (const problem of overview.problems) this.#report.warn(problemWords(problem, problem.path));
    if (overview.segments.length === 0 && this.#overview === undefined) {
      this.#become(nothingToShow(overview));
      return;
    }
    this.#overview = overview;
    this.#become({ kind: "read", overview });
  }

  #become(state: SessionState): void {
    if (this.#store.isDisposed) return;
    this.#state = state;
    this.#changed.fire(state);
  }

  #follow(): vscode.Disposable {
    const look = new RepeatedLook(
      "following a session",
      async () => {
        await this.load();
        if (!this.#isCancelled) await this.#look(this.#stop.signal, false);
      },
      pace,
      this.#report,
    );
    const watcher = watchFolders([this.ref.folder], (changed) => {
      // Another session's log in a folder of loose logs is none of its business.
      if (path.dirname(changed) !== this.ref.folder || this.#mayBeOurs(changed)) look.hint();
    });
    // What changed while nobody followed.
    look.hint();
    return vscode.Disposable.from(watcher, look);
  }

  #mayBeOurs(file: string): boolean {
    const inOwnFolder = path.basename(this.ref.folder) === this.ref.id;
    return inOwnFolder || this.hasFile(file);
  }
}

function reading(readBytes: number, totalBytes: number): SessionState {
  const { t } = vscode.l10n;
  const isWhole = readBytes >= totalBytes;
  return {
    kind: "reading",
    detail: isWhole
      ? t("{0} read; deciding every request again", formatBytes(readBytes))
      : t("{0} of {1}", formatBytes(readBytes), formatBytes(totalBytes)),
    done: isWhole ? undefined : readBytes / totalBytes,
  };
}

function cancelled(): SessionState {
  const { t } = vscode.l10n;
  return {
    kind: "failed",
    message: t("Reading the session was cancelled."),
    detail: t("Open the session again to read it."),
  };
}

function unreadable(error: unknown): SessionState {
  return {
    kind: "failed",
    message: vscode.l10n.t("The session could not be read."),
    detail: error instanceof Error ? error.message : String(error),
  };
}

function nothingToShow({ problems }: SessionOverview): SessionState {
  return {
    kind: "failed",
    message: vscode.l10n.t("There is no session to show."),
    detail: problems.map((problem) => problemWords(problem, problem.path)).join("\n"),
  };
}
