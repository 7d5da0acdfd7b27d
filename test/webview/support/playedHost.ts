import type { Page } from "playwright-core";
import { itemBrief } from "../../../src/core/itemBrief";
import {
  hostAbilities,
  parseToHost,
  type HostAbility,
  type ItemText,
  type ToHost,
  type ToPage,
} from "../../../src/core/protocol";
import { Mismatch } from "../../../src/core/shape";
import { SessionSender } from "../../../src/core/wire/sessionSender";
import type { EditorStandIn } from "../../../webview/page";
import type { OpenedFixture } from "../../support/openFixture";

/** What the page sees of it. */
interface PlayedWindow {
  readonly playedHost: (message: unknown) => Promise<void>;
}

const patienceMilliseconds = 8000;
/** Plays the host of a page outside VS Code: sends what it would send, answers, and keeps what the page posted. */
export class PlayedHost {
  readonly posted: ToHost[] = [];
  readonly #page: Page;
  readonly #sender = new SessionSender();
  readonly #abilities: readonly HostAbility[];
  #shown: OpenedFixture | undefined;

  constructor(page: Page, abilities: readonly HostAbility[] = hostAbilities) {
    this.#page = page;
    this.#abilities = abilities;
  }

  /** Before the page is loaded: from now on every message of the page is parsed as the host parses it. */
  async listen(): Promise<void> {
    await this.#page.exposeFunction("playedHost", async (message: unknown) => {
      const parsed = parseToHost(message);
      if (parsed instanceof Mismatch)
        throw new Error(`the page posted nonsense: ${parsed.toString()}`);
      this.posted.push(parsed);
      if (parsed.type === "itemTexts") await this.#answerTexts(parsed);
    });
    await this.#page.addInitScript(() => {
      // The stand-in appears with the first script, and the page posts in the next.
      Object.defineProperty(window, "editorStandIn", {
        configurable: true,
        set(standIn: EditorStandIn) {
          Object.defineProperty(window, "editorStandIn", { value: standIn });
          const { playedHost } = window as unknown as PlayedWindow;
          standIn.onPost = (message) => void playedHost(message);
        },
      });
    });
  }

  async send(...messages: readonly ToPage[]): Promise<void> {
    // Buffers do not travel to the browser as such.
    const encoded = messages.map((message) =>
      message.type === "columns"
        ? {
            ...message,
            parts: message.parts.map((part) => ({
              ...part,
              data: Buffer.from(part.data).toString("base64"),
            })),
          }
        : message,
    );
    await this.#page.evaluate((given) => {
      for (const message of given) {
        if (message.type === "columns")
          for (const part of message.parts as { data: unknown }[]) {
            const text = atob(String(part.data));
            part.data = Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer;
          }
        window.postMessage(message);
      }
    }, encoded);
  }

  async welcome(name: string): Promise<void> {
    await this.send({ type: "welcome", name, abilities: this.#abilities });
  }

  /** Shows a session and waits until the page says that it has painted it. */
  async show(shown: OpenedFixture): Promise<void> {
    this.#shown = shown;
    await this.welcome(shown.name);
    await this.send(...this.#sender.messages(shown.session, shown.replay));
    await this.until("painted");
  }

  /** The first message of a type that the page posted from now on or before. */
  async until<Type extends ToHost["type"]>(type: Type): Promise<Extract<ToHost, { type: Type }>> {
    for (let waited = 0; waited < patienceMilliseconds; waited += 10) {
      const found = this.posted.find(
        (message): message is Extract<ToHost, { type: Type }> => message.type === type,
      );
      if (found !== undefined) return found;
      await this.#page.waitForTimeout(10);
    }
    throw new Error(`the page never posted ${type}; it posted ${JSON.stringify(this.posted)}`);
  }

  async #answerTexts({
    id,
    segment,
    items,
  }: Extract<ToHost, { type: "itemTexts" }>): Promise<void> {
    const texts = items.flatMap((item): ItemText[] => {
      const logged = this.#shown?.items[segment]?.[item];
      return logged === undefined ? [] : [{ segment, item, brief: itemBrief(logged) }];
    });
    await this.send({ type: "itemTexts", id, texts });
  }
}
