import * as vscode from "vscode";
import { formatBytes } from "../../core/format";
import type { SessionReplay } from "../../core/replay/model";
import { replaySession } from "../../core/replay/replaySession";
import { visibleText } from "../../core/visibleText";
import type { LoadedSession } from "../../platform/loadSession";
import { cancellable } from "../cancellable";
import { DisposableStore } from "../disposables";
import { isCancellation, type Report } from "../report";
import { RepeatedLook, type Pace } from "../repeatedLook";
import { sessionName } from "../sessionKey";
import { problemWords } from "../tree/words";
import { watchFolders } from "../watchFolders";
import type { SessionSource } from "./sessionSource";

export interface ReadSession {
  readonly loaded: LoadedSession;
  readonly replay: SessionReplay;
}

/** How far a session has come. What was read stays when a later look fails. */
export type SessionState =
  | { readonly kind: "reading"; readonly detail: string; readonly done: number | undefined }
  | ({ readonly kind: "read" } & ReadSession)
  | { readonly kind: "failed"; readonly message: string; readonly detail: string };

/** Reading and replaying take at most a third of the time, however fast a large session grows. */
const pace: Pace = { calm: 50, slow: 3000, restFactor: 2 };

/** One session: read with progress, replayed, and followed while it grows. */
export class OpenSession implements vscode.Disposable {
  readonly source: SessionSource;
  readonly #report: Report;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<SessionState>());
  readonly #stop = new AbortController();
  #state: SessionState = { kind: "reading", detail: "", done: undefined };
  #read: ReadSession | undefined;
  #reading: Promise<void> | undefined;
  #following: vscode.Disposable | undefined;
  #isCancelled = false;

  readonly onDidChange = this.#changed.event;

  constructor(source: SessionSource, report: Report) {
    this.source = source;
    this.#report = report;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The newest state that was read, whatever came after it. */
  get read(): ReadSession | undefined {
    return this.#read;
  }

  /** Reads the session for the first time; resolves when that has succeeded, failed or was cancelled. */
  async load(): Promise<void> {
    this.#reading ??= this.#load();
    await this.#reading;
  }

  /** Looks for changes as long as `follow` is true: by watching, and slowly by timer. */
  setFollowing(follow: boolean): void {
    if (follow === (this.#following !== undefined) || this.source.watched.length === 0) return;
    this.#following?.dispose();
    this.#following = follow && !this.#store.isDisposed ? this.#follow() : undefined;
  }

  dispose(): void {
    this.#stop.abort();
    this.setFollowing(false);
    this.#store.dispose();
  }

  async #load(): Promise<void> {
    const { t } = vscode.l10n;
    try {
      await cancellable(
        t("Reading {0}", visibleText(sessionName(this.source.ref))),
        this.#report,
        async (signal) => this.#look(signal, true),
        this.#stop.signal,
      );
    } catch (error) {
      if (this.#store.isDisposed) return;
      this.#isCancelled = isCancellation(error);
      if (!this.#isCancelled) this.#report.error("reading a session", error);
      this.#become(
        this.#isCancelled
          ? {
              kind: "failed",
              message: t("Reading the session was cancelled."),
              detail: t("Close this page and open the session again to read it."),
            }
          : {
              kind: "failed",
              message: t("The session could not be read."),
              detail: error instanceof Error ? error.message : String(error),
            },
      );
    }
  }

  /** Reads what is new and replays where anything is. */
  async #look(signal: AbortSignal, isFirst: boolean): Promise<void> {
    const { t } = vscode.l10n;
    const changed = await this.source.read({
      signal,
      ...(isFirst
        ? {
            onProgress: ({ readBytes, totalBytes }) => {
              const detail = t("{0} of {1}", formatBytes(readBytes), formatBytes(totalBytes));
              this.#become({ kind: "reading", detail, done: readBytes / totalBytes });
            },
          }
        : {}),
    });
    if (!changed && !isFirst) return;
    const loaded = this.source.loaded();
    for (const problem of loaded.problems) this.#report.warn(problemWords(problem, problem.path));
    if (loaded.session.segments.length === 0) {
      this.#become({
        kind: "failed",
        message: t("There is no session to show."),
        detail: loaded.problems.map((problem) => problemWords(problem, problem.path)).join("\n"),
      });
      return;
    }
    this.#read = { loaded, replay: replaySession(loaded.session) };
    this.#become({ kind: "read", ...this.#read });
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
    const watcher = watchFolders(this.source.watched, () => {
      look.hint();
    });
    // What changed while nobody followed.
    look.hint();
    return vscode.Disposable.from(watcher, look);
  }
}
