import { html, render } from "lit";
import type { ToPage } from "../src/core/protocol";
import { SessionReceiver } from "../src/core/wire/sessionReceiver";
import type { HostLink } from "./hostLink";

/** The page of one session: takes the host's messages, draws, and sends what the user does. */
export class SessionPage {
  readonly #root: HTMLElement;
  readonly #host: HostLink;
  readonly #receiver = new SessionReceiver();

  constructor(root: HTMLElement, host: HostLink) {
    this.#root = root;
    this.#host = host;
  }

  receive(message: ToPage): void {
    switch (message.type) {
      case "outline":
      case "columns":
      case "loaded": {
        const receipt = this.#receiver.take(message);
        if (receipt.kind === "unusable")
          this.#host.send({ type: "error", message: receipt.problem });
        if (receipt.kind === "received")
          render(html`<main>${receipt.replay.requests.length}</main>`, this.#root);
        return;
      }
      case "welcome":
      case "loading":
      case "failed":
      case "itemTexts":
      case "reveal":
        return;
    }
  }
}
