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
import { withPage, type PageOptions } from "./browser";
import { foundByHost } from "./foundByHost";
import { postToPage } from "./post";

/** What the page sees of it. */
interface PlayedWindow {
  readonly playedHost: (message: unknown) => Promise<void>;
}

export interface PlayedHostOptions {
  readonly abilities?: readonly HostAbility[];
  /** What the page finds as the state it kept, whatever it is. */
  readonly keptState?: unknown;
}

const patienceMilliseconds = 30_000;

/** Plays the host of a page outside VS Code: sends what it would send, answers, and keeps what the page posted. */
export class PlayedHost {
  readonly posted: ToHost[] = [];
  readonly #page: Page;
  readonly #sender = new SessionSender();
  readonly #options: PlayedHostOptions;
  /** Answers that are held back, in the order of the questions; undefined while every question is answered at once. */
  #held: (() => Promise<void>)[] | undefined;
  #shown: OpenedFixture | undefined;

  constructor(page: Page, options: PlayedHostOptions = {}) {
    this.#page = page;
    this.#options = options;
  }

  /** Before the page is loaded: from now on every message of the page is parsed as the host parses it. */
  async listen(): Promise<void> {
    await this.#page.exposeFunction("playedHost", async (message: unknown) => {
      const parsed = parseToHost(message);
      if (parsed instanceof Mismatch)
        throw new Error(`the page posted nonsense: ${parsed.toString()}`);
      this.posted.push(parsed);
      if (parsed.type !== "itemTexts" && parsed.type !== "search") return;
      const answer = async () => {
        if (parsed.type === "itemTexts") await this.#answerTexts(parsed);
        else await this.#answerSearch(parsed);
      };
      if (this.#held === undefined) await answer();
      else this.#held.push(answer);
    });
    await this.#page.addInitScript((keptState: unknown) => {
      // The stand-in appears with the first script, and the page posts in the next.
      Object.defineProperty(window, "editorStandIn", {
        configurable: true,
        set(standIn: EditorStandIn) {
          Object.defineProperty(window, "editorStandIn", { value: standIn });
          const { playedHost } = window as unknown as PlayedWindow;
          standIn.onPost = (message) => void playedHost(message);
          standIn.state = keptState;
        },
      });
    }, this.#options.keptState);
  }

  /** Holds back every answer from now on. */
  holdAnswers(): void {
    this.#held ??= [];
  }

  /** Gives the answers that were held back, in the order that is wanted, and every other at once again. */
  async releaseAnswers(
    order: (held: readonly (() => Promise<void>)[]) => readonly (() => Promise<void>)[] = (held) =>
      held,
  ): Promise<void> {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const answer of order(held)) await answer();
  }

  /** Sends messages and waits until the page has taken all of them and drawn what they change. */
  async send(...messages: readonly ToPage[]): Promise<void> {
    await postToPage(this.#page, messages);
  }

  async welcome(name: string): Promise<void> {
    const abilities = this.#options.abilities ?? hostAbilities;
    await this.send({ type: "welcome", name, abilities, restore: "kept for the host" });
  }

  /** Shows a session, or another state of it, whose log was written so long ago, and waits until the page says that it has painted it. */
  async show(
    shown: OpenedFixture,
    writtenMsAgo?: number,
  ): Promise<Extract<ToHost, { type: "painted" }>> {
    this.#shown = shown;
    const painted = this.of("painted").length;
    await this.welcome(shown.name);
    if (writtenMsAgo !== undefined) await this.send({ type: "written", agoMs: writtenMsAgo });
    await this.send(...this.#sender.messages(shown.session, shown.replay));
    return await this.until("painted", painted);
  }

  /** What the page posted of one type, in order. */
  of<Type extends ToHost["type"]>(type: Type): readonly Extract<ToHost, { type: Type }>[] {
    return this.posted.filter(
      (message): message is Extract<ToHost, { type: Type }> => message.type === type,
    );
  }

  /** The n-th message of a type, from 0, once the page has posted it. */
  async until<Type extends ToHost["type"]>(
    type: Type,
    n = 0,
  ): Promise<Extract<ToHost, { type: Type }>> {
    for (let waited = 0; waited < patienceMilliseconds; waited += 10) {
      const found = this.of(type)[n];
      if (found !== undefined) return found;
      await this.#page.waitForTimeout(10);
    }
    throw new Error(`the page never posted ${type}; it posted ${JSON.stringify(this.posted)}`);
  }

  /** Looks through the items, at once; a search for `mute` is never answered. */
  async #answerSearch({ id, text, scope }: Extract<ToHost, { type: "search" }>): Promise<void> {
    if (text === "mute") return;
    await this.send({ type: "searching", id, done: 0.5 });
    await this.send({ type: "matches", id, ...foundByHost(this.#shown, text, scope) });
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

export interface HostedPage {
  readonly page: Page;
  readonly host: PlayedHost;
}

/** A test in a page of its own whose host is played. Fails, as `withPage` does, on any error in the page. */
export function withHost(
  options: PageOptions & PlayedHostOptions,
  body: (hosted: HostedPage) => Promise<void>,
): () => Promise<void> {
  let host: PlayedHost | undefined;
  return withPage(
    {
      ...options,
      before: async (page) => {
        host = new PlayedHost(page, options);
        await host.listen();
        await options.before?.(page);
      },
    },
    async (page) => {
      if (host === undefined) throw new Error("the page was not prepared");
      await host.until("ready");
      await body({ page, host });
    },
  );
}

/** Waits until what was asked for is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    async () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(resolve);
        });
      }),
  );
}
