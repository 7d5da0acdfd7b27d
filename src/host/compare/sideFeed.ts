import type { ToPage } from "../../core/protocol";
import { unreachable } from "../../core/unreachable";
import { DisposableStore } from "../disposables";
import type { Report } from "../report";
import type { OpenSession } from "../page/openSession";

/** Sends one session's states to a page that shows it beside another: the newest, where several came during one sending. */
export class SideFeed {
  readonly session: OpenSession;
  readonly #post: (message: ToPage) => Promise<boolean>;
  readonly #report: Report;
  readonly #store = new DisposableStore();
  #isListening = false;
  #isStale = false;
  #isSending = false;
  #holdsNothing = true;
  /** Counted up with each page: what was begun for an earlier one is not finished. */
  #load = 0;

  /** `post` resolves to false where there is no page to deliver to. */
  constructor(session: OpenSession, post: (message: ToPage) => Promise<boolean>, report: Report) {
    this.session = this.#store.add(session);
    this.#post = post;
    this.#report = report;
    this.#store.add(
      session.onDidChange(() => {
        this.#update();
      }),
    );
  }

  /** A page was loaded, and holds nothing. */
  begin(): void {
    this.#load += 1;
    this.#holdsNothing = true;
    this.#isListening = true;
    this.#update();
  }

  /** The page is gone. */
  end(): void {
    this.#isListening = false;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #update(): void {
    this.#isStale = true;
    if (!this.#isSending)
      this.#report.run("sending a session to its page", async () => this.#sendNewest());
  }

  async #sendNewest(): Promise<void> {
    this.#isSending = true;
    try {
      while (this.#isStale && this.#isListening) {
        this.#isStale = false;
        await this.#sendState();
      }
    } finally {
      this.#isSending = false;
    }
  }

  async #sendState(): Promise<void> {
    const { state, name } = this.session;
    await this.#send({ type: "welcome", name, abilities: [] });
    switch (state.kind) {
      case "reading":
        await this.#send({ type: "loading", detail: state.detail, done: state.done });
        return;
      case "failed":
        await this.#send({ type: "failed", message: state.message, detail: state.detail });
        return;
      case "read":
        await this.#sendSession();
        return;
      default:
        unreachable(state);
    }
  }

  async #sendSession(): Promise<void> {
    const load = this.#load;
    const anew = this.#holdsNothing;
    for (const message of await this.session.worker.call("messages", { anew, after: 0 })) {
      // A page that was loaded meanwhile has none of what came before.
      if (load !== this.#load) return;
      await this.#send(message);
    }
    this.#holdsNothing = false;
  }

  async #send(message: ToPage): Promise<void> {
    if (this.#isListening && !(await this.#post(message))) this.#isListening = false;
  }
}
