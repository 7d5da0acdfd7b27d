import type { Page } from "playwright-core";
import type { Side } from "../../../src/core/compare/comparedSession";
import {
  parseToCompareHost,
  type ToCompareHost,
  type ToComparePage,
} from "../../../src/core/compare/messages";
import type { ToPage } from "../../../src/core/protocol";
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

const patienceMilliseconds = 30_000;

/** Plays the host of the page that compares two sessions. */
export class PlayedCompare {
  readonly posted: ToCompareHost[] = [];
  readonly #page: Page;
  readonly #keptState: unknown;
  /** Answers that are held back, in the order of the questions; undefined while every question is answered at once. */
  #held: (() => Promise<void>)[] | undefined;
  readonly #shown = new Map<Side, OpenedFixture>();
  readonly #senders: Readonly<Record<Side, SessionSender>> = {
    a: new SessionSender(),
    b: new SessionSender(),
  };

  constructor(page: Page, keptState: unknown) {
    this.#page = page;
    this.#keptState = keptState;
  }

  /** Before the page is loaded: from now on every message of the page is parsed as the host parses it. */
  async listen(): Promise<void> {
    await this.#page.exposeFunction("playedHost", async (message: unknown) => {
      const parsed = parseToCompareHost(message);
      if (parsed instanceof Mismatch)
        throw new Error(`the page posted nonsense: ${parsed.toString()}`);
      this.posted.push(parsed);
      if (parsed.type !== "search") return;
      const answer = async () => this.#answerSearch(parsed);
      if (this.#held === undefined) await answer();
      else this.#held.push(answer);
    });
    await this.#page.addInitScript((keptState: unknown) => {
      Object.defineProperty(window, "editorStandIn", {
        configurable: true,
        set(standIn: EditorStandIn) {
          Object.defineProperty(window, "editorStandIn", { value: standIn });
          const { playedHost } = window as unknown as PlayedWindow;
          standIn.onPost = (message) => void playedHost(message);
          standIn.state = keptState;
        },
      });
    }, this.#keptState);
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

  /** Sends messages and waits until the page has taken all of them and drawn what they change at once. */
  async send(...messages: readonly ToComparePage[]): Promise<void> {
    await postToPage(this.#page, messages);
  }

  async side(side: Side, ...messages: readonly ToPage[]): Promise<void> {
    await this.send(...messages.map((message) => ({ type: "side" as const, side, message })));
  }

  /** Sends one side a session, or another state of it. */
  async give(side: Side, opened: OpenedFixture): Promise<void> {
    this.#shown.set(side, opened);
    await this.side(side, { type: "welcome", name: opened.name, abilities: ["search"] });
    await this.side(side, ...this.#senders[side].messages(opened.session, opened.replay));
  }

  /** Looks through one side's items, at once; a search for `mute` is never answered. */
  async #answerSearch({
    side,
    id,
    text,
    scope,
  }: Extract<ToCompareHost, { type: "search" }>): Promise<void> {
    await this.side(side, { type: "searching", id, done: 0.5 });
    if (text === "mute") return;
    const found = foundByHost(this.#shown.get(side), text, scope);
    await this.side(side, { type: "matches", id, ...found });
  }

  /** Shows two sessions, and waits until the page says that it has painted them, with their fitted tokens. */
  async show(a: OpenedFixture, b: OpenedFixture): Promise<Painted> {
    await this.send({ type: "welcome", restore: "kept for the host" });
    await this.give("a", a);
    await this.give("b", b);
    return await this.until((painted) =>
      painted.figures.some(
        (figure) =>
          figure.name === "tokensLeftOut" && figure.a !== undefined && figure.b !== undefined,
      ),
    );
  }

  of<Type extends ToCompareHost["type"]>(
    type: Type,
  ): readonly Extract<ToCompareHost, { type: Type }>[] {
    return this.posted.filter(
      (message): message is Extract<ToCompareHost, { type: Type }> => message.type === type,
    );
  }

  /** The last painted figures, once they are as wanted. */
  async until(wanted: (painted: Painted) => boolean): Promise<Painted> {
    for (let waited = 0; waited < patienceMilliseconds; waited += 20) {
      const last = this.of("painted").at(-1);
      if (last !== undefined && wanted(last.painted)) return last.painted;
      await this.#page.waitForTimeout(20);
    }
    throw new Error(`not painted as wanted; it posted ${JSON.stringify(this.posted)}`);
  }
}

export type Painted = Extract<ToCompareHost, { type: "painted" }>["painted"];

export interface ComparePageOptions extends PageOptions {
  readonly keptState?: unknown;
}

/** A test in the comparing page whose host is played. Fails, as `withPage` does, on any error in the page. */
export function withCompare(
  options: ComparePageOptions,
  body: (shown: { readonly page: Page; readonly host: PlayedCompare }) => Promise<void>,
): () => Promise<void> {
  let host: PlayedCompare | undefined;
  return withPage(
    {
      reducedMotion: true,
      ...options,
      path: "page/compare.html",
      before: async (page) => {
        host = new PlayedCompare(page, options.keptState);
        await host.listen();
        await options.before?.(page);
      },
    },
    async (page) => {
      if (host === undefined) throw new Error("the page was not prepared");
      await page.waitForFunction(() => "editorStandIn" in window);
      await body({ page, host });
    },
  );
}
