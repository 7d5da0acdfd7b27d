import type { ToHost, ToPage } from "../../core/protocol";
import type { Report } from "../report";
import type { OpenSession } from "./openSession";

/** The searches of one page: one at a time, the newest. */
export class PageSearch {
  readonly #session: OpenSession;
  readonly #report: Report;
  readonly #post: (message: ToPage) => Promise<void>;
  #running: { readonly id: number; readonly cancel: AbortController } | undefined;

  constructor(session: OpenSession, report: Report, post: (message: ToPage) => Promise<void>) {
    this.#session = session;
    this.#report = report;
    this.#post = post;
  }

  /** Searches, and answers the page unless the search is ended before. */
  async begin({
    id,
    text,
    scope,
  }: Omit<Extract<ToHost, { type: "search" }>, "type">): Promise<void> {
    this.dispose();
    const cancel = new AbortController();
    const running = { id, cancel };
    this.#running = running;
    const { signal } = cancel;
    try {
      const found = await this.#session.worker.call(
        "search",
        { text, scope },
        {
          signal,
          onProgress: ({ readBytes, totalBytes }) => {
            if (signal.aborted || totalBytes === 0) return;
            const done = Math.min(1, readBytes / totalBytes);
            this.#report.run("telling progress", async () =>
              this.#post({ type: "searching", id, done }),
            );
          },
        },
      );
      if (!signal.aborted) await this.#post({ type: "matches", id, ...found });
    } catch (error) {
      if (signal.aborted) return;
      this.#report.error("searching a session", error);
      const problem = error instanceof Error ? error.message : String(error);
      const none = { segments: new ArrayBuffer(0), items: new ArrayBuffer(0) };
      await this.#post({ type: "matches", id, ...none, cut: true, unread: 0, problem });
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  cancel(id: number): void {
    if (this.#running?.id === id) this.dispose();
  }

  dispose(): void {
    this.#running?.cancel.abort();
    this.#running = undefined;
  }
}
