import { Worker, type ResourceLimits } from "node:worker_threads";
import { currentTranslation } from "../../core/l10n/translation";
import { Mismatch } from "../../core/shape";
import type { LoadOptions } from "../../platform/loadSession";
import {
  calls,
  parseFromWorker,
  type CallName,
  type FromWorker,
  type Params,
  type Result,
  type ToWorker,
} from "./calls";

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: LoadOptions["onProgress"];
}

/** Work that failed in a worker; its stack there stands in `stack`. */
class WorkerError extends Error {}

export interface WorkerOptions {
  /** Called once where the thread ends by itself: it crashed, or ran out of memory. */
  readonly onEnd?: (reason: Error) => void;
  readonly resourceLimits?: ResourceLimits;
}

/** True for the end of a worker that had not enough memory. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

/** A worker thread and the calls that wait for it. When it ends, by itself or by `dispose`, every call is rejected. */
export class SessionWorker {
  readonly #worker: Worker;
  readonly #onEnd: WorkerOptions["onEnd"];
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #ended: Error | undefined;

  /** `program` is the path of the bundled workerMain. */
  constructor(program: string, { onEnd, resourceLimits }: WorkerOptions = {}) {
    this.#onEnd = onEnd;
    this.#worker = new Worker(program, {
      workerData: currentTranslation(),
      ...(resourceLimits === undefined ? {} : { resourceLimits }),
    });
    this.#worker.on("message", (raw: unknown) => {
      const message = parseFromWorker(raw);
      if (message instanceof Mismatch)
        this.#endByItself(new WorkerError(`message from the worker: ${message.toString()}`));
      else this.#receive(message);
    });
    this.#worker.on("error", (error) => {
      this.#endByItself(error);
    });
    this.#worker.on("exit", (code) => {
      this.#endByItself(new WorkerError(`the worker ended with status ${code}`));
    });
    // A worker that has nothing to do keeps no program alive.
    this.#worker.unref();
  }

  /** True once it does nothing any more. */
  get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  /** Calls the worker. Rejects with the signal's reason at once when it is aborted; the worker stops where it can. */
  async call<Name extends CallName>(
    name: Name,
    params: Params<Name>,
    { signal, onProgress }: LoadOptions = {},
  ): Promise<Result<Name>> {
    signal?.throwIfAborted();
    if (this.#ended !== undefined) throw this.#ended;
    const id = this.#nextId++;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onProgress });
    });
    const cancel = () => {
      this.#post({ type: "cancel", id });
      this.#pending.get(id)?.reject(abortReason(signal));
      this.#pending.delete(id);
    };
    signal?.addEventListener("abort", cancel, { once: true });
    this.#post({ type: "call", id, name, params });
    try {
      const result = calls[name].result(await answer);
      if (result instanceof Mismatch)
        throw new WorkerError(`result of ${name}: ${result.toString()}`);
      return result as Result<Name>;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Ends the worker at once, whatever it is doing. */
  dispose(): void {
    this.#end(new DOMException("the session was closed", "AbortError"));
    // Rejects for no reason that anyone could answer to.
    this.#worker.terminate().catch(() => undefined);
  }

  #post(message: ToWorker): void {
    if (this.#ended === undefined) this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    switch (message.type) {
      case "progress":
        pending.onProgress?.(message);
        return;
      case "done":
        pending.resolve(message.result);
        break;
      case "failed":
        pending.reject(failureOf(message));
        break;
    }
    this.#pending.delete(message.id);
  }

  #endByItself(reason: Error): void {
    const isNews = this.#ended === undefined;
    this.#end(reason);
    if (isNews) this.#onEnd?.(reason);
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }
}

function failureOf(message: Extract<FromWorker, { type: "failed" }>): Error {
  if (message.isCancelled) return new DOMException(message.message, "AbortError");
  const error = new WorkerError(message.message);
  error.stack = message.details;
  return error;
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException("cancelled", "AbortError");
}
