import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { itemBrief } from "../../../src/core/itemBrief";
import { itemsOfRecord } from "../../../src/core/log/recordItems";
import { parseLine } from "../../../src/core/log/parseLine";
import { LineSplitter } from "../../../src/core/log/lines";
import type { LoggedItem } from "../../../src/core/log/item";
import {
  hostAbilities,
  parseToHost,
  type HostAbility,
  type ItemText,
  type ToHost,
  type ToPage,
} from "../../../src/core/protocol";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { SessionReplay } from "../../../src/core/replay/model";
import type { Session } from "../../../src/core/session/session";
import { Mismatch } from "../../../src/core/shape";
import { SessionSender } from "../../../src/core/wire/sessionSender";
import { discover } from "../../../src/platform/discover";
import { loadSession } from "../../../src/platform/loadSession";
import type { EditorStandIn } from "../../../webview/page";
import { fixture } from "../../support/fixtures";

/** A recorded session as the host would have it, with the items of its logs. */
export interface OpenedSession {
  readonly name: string;
  readonly session: Session;
  readonly replay: SessionReplay;
  /** Items of each segment, as logged. */
  readonly items: readonly (readonly LoggedItem[])[];
}

/** What the page sees of it. */
interface PlayedWindow {
  playedHost(message: unknown): Promise<void>;
}

const patienceMilliseconds = 8000;
const opened = new Map<string, Promise<OpenedSession>>();

/** Reads and replays a recorded session, once for all tests. */
export async function openFixture(name: string): Promise<OpenedSession> {
  const known = opened.get(name) ?? readFixture(name);
  opened.set(name, known);
  return await known;
}

async function readFixture(name: string): Promise<OpenedSession> {
  const { sessions } = await discover(await fixture(name));
  const [ref] = sessions;
  assert.ok(ref !== undefined && sessions.length === 1, `${name} holds one session`);
  const { session } = await loadSession(ref);
  const items = await Promise.all(
    session.segments.map(async ({ id }) => {
      const file = ref.segmentFiles.find((candidate) => candidate.id === id);
      return file === undefined ? [] : itemsIn(await readFile(file.path));
    }),
  );
  return { name, session, replay: replaySession(session), items };
}

function itemsIn(bytes: Uint8Array): readonly LoggedItem[] {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const items: LoggedItem[] = [];
  const lines = new LineSplitter((line) => {
    items.push(...itemsOfRecord(parseLine(line, (chunk) => decoder.decode(chunk))));
  });
  lines.push(bytes);
  return items;
}

/** Plays the host of a page outside VS Code: sends what it would send, answers, and keeps what the page posted. */
export class PlayedHost {
  readonly posted: ToHost[] = [];
  readonly #page: Page;
  readonly #sender = new SessionSender();
  readonly #abilities: readonly HostAbility[];
  #shown: OpenedSession | undefined;

  constructor(page: Page, abilities: readonly HostAbility[] = hostAbilities) {
    this.#page = page;
    this.#abilities = abilities;
  }

  /** Before the page is loaded: from now on every message of the page is parsed as the host parses it. */
  async listen(): Promise<void> {
    await this.#page.exposeFunction("playedHost", async (message: unknown) => {
      const parsed = parseToHost(message);
      assert.ok(!(parsed instanceof Mismatch), `the page posted nonsense: ${String(parsed)}`);
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
  async show(shown: OpenedSession): Promise<void> {
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
