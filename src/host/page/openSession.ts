import path from "node:path";
import * as vscode from "vscode";
import type { ToPage } from "../../core/protocol";
import type { EpochMs } from "../../core/units";
import { visibleText } from "../../core/visibleText";
import { lastWritten } from "../../platform/lastWritten";
import type { SessionRef } from "../../platform/sessionRef";
import { cancellable } from "../cancellable";
import { DisposableStore } from "../disposables";
import { RepeatedLook } from "../repeatedLook";
import { isCancellation, type Report } from "../report";
import { memoryRef, type MemoryLog } from "../session/memorySource";
import type { SessionOverview } from "../session/sessionService";
import { SessionWorker } from "../session/sessionWorker";
import { sessionName } from "../sessionKey";
import { problemWords } from "../tree/words";
import { ChangedLogs, followPace } from "./changedLogs";
import { LogFollowing } from "./followLogs";
import { cancelled, nothingToShow, reading, unreadable, type SessionState } from "./sessionStates";

/** What is opened: the logs of a session on disk, or one log of a virtual workspace. */
export type SessionOrigin =
  | { readonly kind: "disk"; readonly ref: SessionRef }
  | { readonly kind: "memory"; readonly log: MemoryLog };

export type { SessionState };

/** One session in a worker of its own: read with progress, replayed, and followed while it grows. */
export class OpenSession implements vscode.Disposable {
  readonly ref: SessionRef;
  readonly #program: string;
  readonly #origin: SessionOrigin;
  readonly #report: Report;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<SessionState>());
  readonly #stop = new AbortController();
  #state: SessionState = { kind: "reading", detail: "", done: undefined };
  #overview: SessionOverview | undefined;
  #loading: Promise<void> | undefined;
  #retrying: Promise<void> | undefined;
  #following: vscode.Disposable | undefined;
  #worker: SessionWorker | undefined;
  /** Problems that the log of the extension has already. */
  #told = new Set<string>();

  readonly onDidChange = this.#changed.event;

  /** `program` is the path of the worker's program. */
  constructor(origin: SessionOrigin, program: string, report: Report) {
    this.ref = origin.kind === "disk" ? origin.ref : memoryRef(origin.log);
    this.#origin = origin;
    this.#report = report;
    this.#program = program;
  }

  /** Where the session's work is done, started when it is first asked for; another one after a failure that was its end. */
  get worker(): SessionWorker {
    return (this.#worker ??= this.#startWorker());
  }

  /** The messages that bring a page to the newest state (SessionService). */
  async messages(anew: boolean, after: number): Promise<readonly ToPage[]> {
    return await this.worker.call("messages", { anew, after });
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
    return this.#overview === undefined && this.#worker?.hasEnded === true;
  }

  /** When the newest of its logs was written; undefined where none is there any more. */
  async lastWritten(): Promise<EpochMs | undefined> {
    if (this.#origin.kind === "memory") return this.ref.modifiedTs;
    return await lastWritten(this.#overview?.files ?? []);
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

  /**
   * Begins again after a failure. A worker that ended is followed by another, and everything is read again; what a page
   * shows stays until then.
   */
  async retry(): Promise<void> {
    // Whoever asks again meanwhile, as by a double click, waits for the same.
    this.#retrying ??= this.#retry().finally(() => {
      this.#retrying = undefined;
    });
    await this.#retrying;
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
      if (!this.worker.hasEnded) await this.#look(this.#stop.signal, false);
    });
  }

  dispose(): void {
    this.#stop.abort();
    this.setFollowing(false);
    this.#store.dispose();
  }

  async #retry(): Promise<void> {
    await this.#loading;
    if (this.#store.isDisposed) return;
    if (this.#worker?.hasEnded === true) this.#worker = undefined;
    this.#become({ kind: "reading", detail: "", done: undefined });
    this.#loading = this.#load();
    await this.#loading;
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
      const isCancelled = isCancellation(error);
      // It may be in the middle of something that takes long.
      if (isCancelled) this.#worker?.dispose();
      else this.#report.error("reading a session", error);
      this.#become(isCancelled ? cancelled() : unreadable(error));
    }
  }

  #startWorker(): SessionWorker {
    const onEnd = (reason: Error) => {
      if (this.#store.isDisposed) return;
      this.#report.error("the worker of a session", reason);
      this.#become(unreadable(reason));
    };
    return this.#store.add(new SessionWorker(this.#program, { onEnd }));
  }

  /** Reads what is new, in the given logs only where some are given; the page learns of it where anything is. */
  async #look(signal: AbortSignal, isFirst: boolean, files?: readonly string[]): Promise<void> {
    const overview = await this.worker.call(
      "look",
      { files },
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
    this.#tell(overview);
    if (overview.segments.length === 0 && this.#overview === undefined) {
      this.#become(nothingToShow(overview));
      return;
    }
    this.#overview = overview;
    this.#become({ kind: "read", overview });
  }

  /** Each problem once: a session that is followed is looked at again and again. */
  #tell({ problems }: SessionOverview): void {
    const words = problems.map((problem) => problemWords(problem, problem.path));
    for (const each of words) if (!this.#told.has(each)) this.#report.warn(each);
    this.#told = new Set(words);
  }

  #become(state: SessionState): void {
    if (this.#store.isDisposed) return;
    this.#state = state;
    this.#changed.fire(state);
  }

  #follow(): vscode.Disposable {
    const changed = new ChangedLogs();
    const look = new RepeatedLook(
      "following a session",
      async () => {
        await this.load();
        following.renew();
        if (!this.worker.hasEnded) await this.#look(this.#stop.signal, false, changed.take());
      },
      followPace,
      this.#report,
    );
    const following = new LogFollowing(
      this.ref.folder,
      (log) => {
        // Another session's log in a folder of loose logs is none of its business.
        if (log !== undefined && !this.#mayBeOurs(log)) return;
        changed.add(log);
        look.hint();
      },
      this.#report,
    );
    // What changed while nobody followed.
    look.hint();
    return vscode.Disposable.from(following, look);
  }

  #mayBeOurs(file: string): boolean {
    const inOwnFolder = path.basename(this.ref.folder) === this.ref.id;
    return inOwnFolder || this.hasFile(file);
  }
}
