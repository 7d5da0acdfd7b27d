import type { ToPage } from "../../core/protocol";
import { unreachable } from "../../core/unreachable";
import type { Report } from "../report";
import type { SessionOverview } from "../session/sessionService";
import type { SessionState } from "./sessionStates";

/** What a feed needs of a session; `messages` bring a page to its newest state (SessionService). */
export interface FedSession {
  readonly state: SessionState;
  messages(anew: boolean, after: number): Promise<readonly ToPage[]>;
}

/** What a page is told around a session's states. */
export interface AroundStates {
  readonly beforeState?: () => readonly ToPage[];
  /** Before a session that was read. */
  readonly beforeSession?: () => Promise<readonly ToPage[]>;
  /** Behind a session that was read. */
  readonly afterSession?: (overview: SessionOverview) => readonly ToPage[];
}

/**
 * Sends a session's states to one place of one page: the newest where several came during one sending, and of a session
 * that was read only what the page does not hold yet.
 */
export class SessionFeed {
  readonly #session: FedSession;
  readonly #deliver: (message: ToPage) => PromiseLike<boolean>;
  readonly #report: Pick<Report, "run">;
  readonly #around: AroundStates;
  #isListening = false;
  #isStale = false;
  #isSending = false;
  #holdsNothing = true;
  /** Counted up with each page: what was begun for an earlier one is not finished. */
  #load = 0;
  /** The newest that a page was sent, whichever worker made it. */
  #generation = 0;

  /** `deliver` resolves to false where there is no page to deliver to. */
  constructor(
    session: FedSession,
    deliver: (message: ToPage) => PromiseLike<boolean>,
    report: Pick<Report, "run">,
    around: AroundStates = {},
  ) {
    this.#session = session;
    this.#deliver = deliver;
    this.#report = report;
    this.#around = around;
  }

  /** True while there is a page that hears what is posted. */
  get isListening(): boolean {
    return this.#isListening;
  }

  /** A page was loaded, and holds nothing. */
  begin(): void {
    this.beginAnew();
    this.#isListening = true;
  }

  /** The page takes everything again. */
  beginAnew(): void {
    this.#load += 1;
    this.#holdsNothing = true;
  }

  /** The page is gone. */
  end(): void {
    this.#isListening = false;
  }

  /** Sends the session's state, now or as soon as what is being sent has arrived. */
  update(): void {
    this.#isStale = true;
    if (!this.#isSending)
      this.#report.run("sending a session to its page", async () => this.#sendNewest());
  }

  async post(message: ToPage): Promise<void> {
    if (this.#isListening && !(await this.#deliver(message))) this.#isListening = false;
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
    for (const message of this.#around.beforeState?.() ?? []) await this.post(message);
    const { state } = this.#session;
    switch (state.kind) {
      case "reading":
        await this.post({ type: "loading", detail: state.detail, done: state.done });
        return;
      case "failed":
        await this.post({ type: "failed", message: state.message, detail: state.detail });
        return;
      case "read":
        await this.#sendSession(state.overview);
        return;
      default:
        unreachable(state);
    }
  }

  async #sendSession(overview: SessionOverview): Promise<void> {
    const load = this.#load;
    const anew = this.#holdsNothing;
    const before = (await this.#around.beforeSession?.()) ?? [];
    // A page that was loaded meanwhile has none of what came before.
    if (load !== this.#load) return;
    for (const message of before) await this.post(message);
    const messages = await this.#session.messages(anew, this.#generation);
    for (const message of messages) {
      if (load !== this.#load) return;
      if (message.type === "outline") this.#generation = message.generation;
      await this.post(message);
    }
    if (load !== this.#load) return;
    // A session that is being opened anew has none yet, and its state of before was told a moment late.
    if (messages.length > 0) this.#holdsNothing = false;
    for (const message of this.#around.afterSession?.(overview) ?? []) await this.post(message);
  }
}
