import type { ToPage } from "../../../src/core/protocol";
import type { SessionReplay } from "../../../src/core/replay/model";
import type { FileProblem } from "../../../src/core/session/fileProblem";
import type { Session } from "../../../src/core/session/session";
import { SessionReceiver } from "../../../src/core/wire/sessionReceiver";
import { discover } from "../../../src/platform/discover";
import type { SessionRef } from "../../../src/platform/sessionRef";
import { fixture } from "../../support/fixtures";

/** The one session of a recorded data directory. */
export async function fixtureSession(name: string): Promise<SessionRef> {
  return await onlySession(await fixture(name));
}

export async function onlySession(folder: string): Promise<SessionRef> {
  const { sessions } = await discover(folder);
  const [ref, ...others] = sessions;
  if (ref === undefined || others.length > 0)
    throw new Error(`${folder} has ${sessions.length} sessions`);
  return ref;
}

export interface Held {
  readonly session: Session;
  readonly replay: SessionReplay;
  readonly problems: readonly FileProblem[];
}

/** A page that holds what it was sent. */
export class ReceivingPage {
  readonly #receiver = new SessionReceiver();
  #held: Held | undefined;

  /** Takes all messages of one state and gives that state. Throws where they do not make one. */
  take(messages: readonly ToPage[]): Held {
    for (const message of messages) {
      if (message.type !== "outline" && message.type !== "columns" && message.type !== "loaded")
        throw new Error(`a message of type ${message.type}`);
      const receipt = this.#receiver.take(message);
      if (receipt.kind === "unusable") throw new Error(receipt.problem);
      if (receipt.kind === "received") this.#held = receipt;
    }
    if (this.#held === undefined) throw new Error("no session came");
    return this.#held;
  }
}

/** Bytes of numbers in the parts of messages. */
export function sentBytes(messages: readonly ToPage[]): number {
  return messages
    .flatMap((message) => (message.type === "columns" ? message.parts : []))
    .reduce((sum, { data }) => sum + data.byteLength, 0);
}
