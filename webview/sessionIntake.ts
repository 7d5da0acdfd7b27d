import type { ProductName } from "../src/core/export/products";
import type { HostAbility, ItemText, ToPage } from "../src/core/protocol";
import { unreachable } from "../src/core/unreachable";
import { SessionReceiver, type Receipt } from "../src/core/wire/sessionReceiver";
import { LoadedSession } from "./loadedSession";
import { states } from "./strings";

/** What the page shows while it has no session, or beside one. */
export type Phase =
  | { readonly kind: "loading"; readonly detail: string; readonly done: number | undefined }
  | { readonly kind: "failed"; readonly message: string; readonly detail: string }
  | { readonly kind: "shown" };

export type Welcome = Extract<ToPage, { type: "welcome" }>;

export interface IntakeEvents {
  readonly onWelcome: (welcome: Welcome) => void;
  /** A session, or another state of the one before it. */
  readonly onSession: (loaded: LoadedSession) => void;
  readonly onTexts: (id: number, texts: readonly ItemText[]) => void;
  readonly onReveal: (request: number) => void;
  readonly onSearch: (message: Extract<ToPage, { type: "searching" | "matches" }>) => void;
  /** The newest log was written so many milliseconds ago. */
  readonly onWritten: (agoMs: number) => void;
  readonly onProduce: (id: number, what: ProductName) => void;
  /** What arrived makes no session; `again` where everything should be asked for anew. */
  readonly onUnusable: (message: string, again: boolean) => void;
  /** The phase became another. */
  readonly onPhase: () => void;
}

/** Takes the host's messages, and holds what has arrived: the host's words, the session, and how far it is. */
export class SessionIntake {
  readonly #receiver = new SessionReceiver();
  readonly #events: IntakeEvents;
  #name = "";
  #abilities: ReadonlySet<HostAbility> = new Set();
  #phase: Phase = { kind: "loading", detail: "", done: undefined };
  #loaded: LoadedSession | undefined;
  /** Asked for everything anew since a session was received: a second time would end nowhere. */
  #askedAgain = false;

  constructor(events: IntakeEvents) {
    this.#events = events;
  }

  /** What is being opened, as the host calls it. */
  get name(): string {
    return this.#name;
  }

  get abilities(): ReadonlySet<HostAbility> {
    return this.#abilities;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get loaded(): LoadedSession | undefined {
    return this.#loaded;
  }

  receive(message: ToPage): void {
    switch (message.type) {
      case "welcome":
        this.#name = message.name;
        this.#abilities = new Set(message.abilities);
        this.#events.onWelcome(message);
        return;
      case "loading":
        if (this.#loaded === undefined)
          this.#enter({ kind: "loading", detail: message.detail, done: message.done });
        return;
      case "outline":
      case "columns":
      case "loaded":
        this.#take(this.#receiver.take(message));
        return;
      case "written":
        this.#events.onWritten(message.agoMs);
        return;
      case "failed":
        this.#enter({ kind: "failed", message: message.message, detail: message.detail });
        return;
      case "itemTexts":
        this.#events.onTexts(message.id, message.texts);
        return;
      case "searching":
      case "matches":
        this.#events.onSearch(message);
        return;
      case "produce":
        this.#events.onProduce(message.id, message.what);
        return;
      case "reveal":
        this.#events.onReveal(message.request);
        return;
      default:
        unreachable(message);
    }
  }

  #take(receipt: Receipt): void {
    switch (receipt.kind) {
      case "receiving":
        if (this.#loaded === undefined) {
          const { receivedElements, elements } = receipt;
          const done = elements === 0 ? undefined : receivedElements / elements;
          this.#enter({ kind: "loading", detail: states.receiving, done });
        }
        return;
      case "received":
        this.#loaded = new LoadedSession(
          receipt.generation,
          receipt.session,
          receipt.replay,
          receipt.problems,
          this.#loaded,
        );
        this.#phase = { kind: "shown" };
        this.#askedAgain = false;
        this.#events.onSession(this.#loaded);
        return;
      case "unusable":
        this.#events.onUnusable(states.unusable(receipt.problem), !this.#askedAgain);
        if (this.#askedAgain)
          this.#enter({ kind: "failed", message: states.unusable(receipt.problem), detail: "" });
        this.#askedAgain = true;
        return;
      case "stale":
        return;
      default:
        unreachable(receipt);
    }
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#events.onPhase();
  }
}
