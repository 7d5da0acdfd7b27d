import type { HostAbility, ToPage } from "../../src/core/protocol";
import { visibleText } from "../../src/core/visibleText";
import { SessionReceiver } from "../../src/core/wire/sessionReceiver";
import { LoadedSession } from "../loadedSession";
import { visibleLines } from "../views/states";
import { page as words } from "../strings/compare";

/** How far the session of one side is. What was shown stays when a later state of it fails. */
export type SidePhase =
  | { readonly kind: "loading"; readonly detail: string; readonly done: number | undefined }
  | { readonly kind: "failed"; readonly message: string; readonly detail: string }
  | { readonly kind: "shown" };

export interface SideEvents {
  /** A session, or another state of the one before it. */
  readonly onSession: (loaded: LoadedSession) => void;
  readonly onUnusable: (message: string) => void;
  readonly onChange: () => void;
}

/** Takes what the host sends of one side, and puts the session together. */
export class SideIntake {
  readonly #receiver = new SessionReceiver();
  readonly #events: SideEvents;
  #name = "";
  #phase: SidePhase = { kind: "loading", detail: "", done: undefined };
  #loaded: LoadedSession | undefined;
  #abilities: readonly HostAbility[] = [];

  constructor(events: SideEvents) {
    this.#events = events;
  }

  get name(): string {
    return this.#loaded?.summary.name ?? this.#name;
  }

  get phase(): SidePhase {
    return this.#phase;
  }

  get loaded(): LoadedSession | undefined {
    return this.#loaded;
  }

  /** Whether the host can look through the session's texts. */
  get canSearch(): boolean {
    return this.#abilities.includes("search");
  }

  /** What belongs to the page of one session alone is passed over. */
  receive(message: ToPage): void {
    const { type } = message;
    if (type === "welcome") {
      this.#name = message.name;
      this.#abilities = message.abilities;
      this.#events.onChange();
    } else if (type === "failed") {
      // Names of files and what systems say of them stand in it.
      const [text, detail] = [visibleText(message.message), visibleLines(message.detail)];
      this.#enter({ kind: "failed", message: text, detail });
    } else if (type === "loading") {
      if (this.#loaded === undefined)
        this.#enter({
          kind: "loading",
          detail: visibleText(message.detail),
          done: message.done,
        });
    } else if (type === "outline" || type === "columns" || type === "loaded") {
      this.#take(message);
    }
  }

  #take(message: Extract<ToPage, { type: "outline" | "columns" | "loaded" }>): void {
    const receipt = this.#receiver.take(message);
    switch (receipt.kind) {
      case "receiving": {
        if (this.#loaded !== undefined) return;
        const { receivedElements, elements } = receipt;
        const done = elements === 0 ? undefined : receivedElements / elements;
        this.#enter({ kind: "loading", detail: words.receiving, done });
        return;
      }
      case "received":
        this.#loaded = new LoadedSession(receipt.generation, receipt.session, receipt.replay);
        this.#phase = { kind: "shown" };
        this.#events.onSession(this.#loaded);
        return;
      case "unusable": {
        const text = words.unusable(receipt.problem);
        this.#events.onUnusable(text);
        this.#enter({ kind: "failed", message: text, detail: "" });
        return;
      }
      case "stale":
        return;
    }
  }

  #enter(phase: SidePhase): void {
    this.#phase = phase;
    this.#events.onChange();
  }
}
