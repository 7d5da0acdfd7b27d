import * as vscode from "vscode";
import type { SessionRef } from "../../platform/sessionRef";
import { DisposableStore } from "../disposables";
import { isCancellation, type Report } from "../report";
import { sessionKey, sessionSignature } from "../sessionKey";
import type { SessionCounts } from "../session/sessionCounts";
import { SessionWorker } from "../session/sessionWorker";
import { mostBackgroundBytes } from "./backgroundReading";

/** How long a session that is being written is left alone after it was counted. */
interface Rest {
  /** Times the last count's duration. */
  readonly factor: number;
  readonly leastMilliseconds: number;
}

const usualRest: Rest = { factor: 20, leastMilliseconds: 4000 };

interface Counted {
  readonly signature: string;
  /** Undefined where counting failed, which the log tells: it is tried again once the files have changed. */
  readonly counts: SessionCounts | undefined;
  /** Not before this moment is the session counted again. */
  readonly restsUntil: number;
}

/**
 * Counts sessions one after another, in the background and without keeping them: what the user looks at first, then
 * what else is in sight. Thousands of sessions delay nothing; what is not counted yet is simply not known yet.
 */
export class SessionCounter implements vscode.Disposable {
  readonly #program: string;
  readonly #report: Pick<Report, "run" | "error">;
  readonly #rest: Rest;
  readonly #store = new DisposableStore();
  readonly #counted = this.#store.add(new vscode.EventEmitter<SessionRef>());
  readonly #known = new Map<string, Counted>();
  readonly #stop = new AbortController();
  #worker: SessionWorker | undefined;
  #wanted: readonly SessionRef[] = [];
  #listed: readonly SessionRef[] = [];
  /** What of them was not looked at yet, the first to be counted last. */
  #queue: SessionRef[] = [];
  #working = false;
  #paused = true;
  #yieldingTo = 0;
  #wake: { readonly moment: number; readonly timer: NodeJS.Timeout } | undefined;

  readonly onDidCount = this.#counted.event;

  /** `program` is the path of the worker's program. */
  constructor(program: string, report: Pick<Report, "run" | "error">, rest: Rest = usualRest) {
    this.#rest = rest;
    this.#program = program;
    this.#report = report;
  }

  /** The newest counts; of an earlier state of the files where it was not counted again yet. */
  counts(ref: SessionRef): SessionCounts | undefined {
    return this.#known.get(sessionKey(ref))?.counts;
  }

  /** Sessions to count, in this order; counts of sessions that are not `listed` any more are forgotten. */
  want(sessions: readonly SessionRef[], listed: readonly SessionRef[] = sessions): void {
    this.#wanted = sessions;
    this.#queue = sessions.toReversed();
    if (listed !== this.#listed) {
      const keys = new Set(listed.map(sessionKey));
      for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key);
    }
    this.#listed = listed;
    this.#work();
  }

  /** Counts a session before all others and whatever its size; resolves with its counts. */
  async countNow(ref: SessionRef, signal: AbortSignal): Promise<SessionCounts | undefined> {
    const known = this.#known.get(sessionKey(ref));
    if (known?.signature === sessionSignature(ref)) return known.counts;
    return await this.#count(ref, signal);
  }

  /** Begins no other count until this work has ended: the user waits for it. */
  yieldTo(work: Promise<unknown>): void {
    this.#yieldingTo += 1;
    void Promise.allSettled([work]).then(() => {
      this.#yieldingTo -= 1;
      this.#work();
    });
  }

  /** Nothing is counted while nobody can see it. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#work();
  }

  dispose(): void {
    this.#stop.abort();
    clearTimeout(this.#wake?.timer);
    this.#store.dispose();
  }

  #work(): void {
    const mayWork = !this.#paused && this.#yieldingTo === 0 && !this.#store.isDisposed;
    if (this.#working || !mayWork) return;
    this.#working = true;
    this.#report.run("counting sessions", async () => {
      try {
        await this.#countAll();
      } finally {
        this.#working = false;
      }
      // What came while the last count ended.
      if (this.#queue.length > 0) this.#work();
    });
  }

  async #countAll(): Promise<void> {
    for (let ref = this.#next(); ref !== undefined; ref = this.#next()) {
      try {
        await this.#count(ref, this.#stop.signal);
      } catch (error) {
        if (isCancellation(error)) throw error;
        this.#report.error(`counting ${ref.folder}`, error);
        this.#keep(ref, undefined, 0);
      }
    }
  }

  #next(): SessionRef | undefined {
    if (this.#paused || this.#yieldingTo > 0) return undefined;
    const now = Date.now();
    for (let ref = this.#queue.pop(); ref !== undefined; ref = this.#queue.pop()) {
      if (this.#isCurrent(ref) || ref.byteLength > mostBackgroundBytes) continue;
      const known = this.#known.get(sessionKey(ref));
      if (known === undefined || known.restsUntil <= now) return ref;
      this.#wakeAt(known.restsUntil);
    }
    return undefined;
  }

  /** Looks through the sessions again at a moment, the soonest of those that were asked for. */
  #wakeAt(moment: number): void {
    if (this.#wake !== undefined && this.#wake.moment <= moment) return;
    clearTimeout(this.#wake?.timer);
    const timer = setTimeout(() => {
      this.#wake = undefined;
      this.want(this.#wanted, this.#listed);
    }, moment - Date.now());
    this.#wake = { moment, timer };
  }

  #isCurrent(ref: SessionRef): boolean {
    return this.#known.get(sessionKey(ref))?.signature === sessionSignature(ref);
  }

  async #count(ref: SessionRef, signal: AbortSignal): Promise<SessionCounts> {
    const start = Date.now();
    if (this.#worker === undefined || this.#worker.hasEnded)
      this.#worker = this.#store.add(new SessionWorker(this.#program));
    const counts = await this.#worker.call("count", { ref }, { signal });
    this.#keep(ref, counts, Date.now() - start);
    return counts;
  }

  #keep(ref: SessionRef, counts: SessionCounts | undefined, tookMilliseconds: number): void {
    const rest = Math.max(this.#rest.leastMilliseconds, tookMilliseconds * this.#rest.factor);
    const signature = sessionSignature(ref);
    this.#known.set(sessionKey(ref), { signature, counts, restsUntil: Date.now() + rest });
    if (!this.#store.isDisposed) this.#counted.fire(ref);
  }
}
