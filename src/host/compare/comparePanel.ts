import * as vscode from "vscode";
import { sides, type Side } from "../../core/compare/comparedSession";
import {
  parseToCompareHost,
  type PaintedComparison,
  type ToCompareHost,
  type ToComparePage,
} from "../../core/compare/messages";
import { Mismatch } from "../../core/shape";
import { unreachable } from "../../core/unreachable";
import { DisposableStore } from "../disposables";
import type { OpenSession } from "../page/openSession";
import { showPageDocument } from "../page/pageDocument";
import { PageSearch } from "../page/pageSearch";
import { PageStart } from "../page/pageStart";
import type { PageContext } from "../page/sessionPage";
import { SessionFeed } from "../page/sessionFeed";
import { restorePairText, type ComparedRefs } from "./restorePair";

export interface CompareEvents {
  readonly onOpen: (side: Side) => void;
  readonly onSwap: () => void;
}

/** Two sessions in one webview: answers the page's messages and sends it each state of either session. */
export class ComparePanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly refs: ComparedRefs;
  readonly #context: PageContext;
  readonly #events: CompareEvents;
  readonly #sessions: Readonly<Record<Side, OpenSession>>;
  readonly #feeds: Readonly<Record<Side, SessionFeed>>;
  readonly #searches: Readonly<Record<Side, PageSearch>>;
  readonly #store = new DisposableStore();
  readonly #paintedEvent = this.#store.add(new vscode.EventEmitter<PaintedComparison>());
  readonly #start = this.#store.add(new PageStart());
  #painted: PaintedComparison | undefined;

  readonly onDidPaint = this.#paintedEvent.event;

  constructor(
    panel: vscode.WebviewPanel,
    sessions: Readonly<Record<Side, OpenSession>>,
    context: PageContext,
    events: CompareEvents,
  ) {
    this.panel = panel;
    this.refs = { a: sessions.a.ref, b: sessions.b.ref };
    this.#context = context;
    this.#events = events;
    this.#sessions = sessions;
    const feed = (side: Side) => this.#feed(this.#store.add(sessions[side]), side);
    this.#feeds = { a: feed("a"), b: feed("b") };
    const search = (side: Side) =>
      this.#store.add(
        new PageSearch(sessions[side], context.report, async (message) => {
          await this.#post({ type: "side", side, message });
        }),
      );
    this.#searches = { a: search("a"), b: search("b") };
    this.#store.add(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        context.report.run("answering the page", async () => this.#receive(message));
      }),
    );
    this.#store.add(
      panel.onDidChangeViewState(() => {
        this.#becomeVisible(panel.visible);
      }),
    );
    this.#store.add(
      context.settings.onDidChange(() => {
        this.#becomeVisible(panel.visible);
        context.report.run("telling the page the settings", async () => this.#welcome());
      }),
    );
    panel.onDidDispose(() => {
      this.dispose();
    });
    showPageDocument(panel.webview, context.extensionUri, panel.title, "compare");
    for (const side of sides) {
      const reading = this.#start.afterwards(async () => {
        this.#becomeVisible(panel.visible);
        await sessions[side].load();
      });
      context.onReading(reading);
      context.report.run("reading a session", async () => reading);
    }
  }

  get painted(): PaintedComparison | undefined {
    return this.#painted;
  }

  /** True where a side was not read and, without being opened again, will not be. */
  get hasEnded(): boolean {
    return sides.some((side) => this.#sessions[side].hasEnded);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #feed(session: OpenSession, side: Side): SessionFeed {
    const feed = new SessionFeed(
      session,
      async (message) => this.#post({ type: "side", side, message }),
      this.#context.report,
      { beforeState: () => [{ type: "welcome", name: session.name, abilities: ["search"] }] },
    );
    this.#store.add(
      session.onDidChange(() => {
        feed.update();
      }),
    );
    return feed;
  }

  #becomeVisible(visible: boolean): void {
    const { followLive } = this.#context.settings.values;
    for (const side of sides) {
      // The page of a hidden panel does not exist: what is posted to it is lost.
      if (!visible) {
        this.#feeds[side].end();
        this.#searches[side].dispose();
      }
      this.#sessions[side].setFollowing(visible && this.#start.hasBegun && followLive);
    }
  }

  async #receive(raw: unknown): Promise<void> {
    const message = parseToCompareHost(raw);
    if (message instanceof Mismatch)
      this.#context.report.warn(`message from the page: ${message.toString()}`);
    else await this.#answer(message);
  }

  async #answer(message: ToCompareHost): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#start.begin();
        await this.#welcome();
        for (const side of sides) {
          this.#feeds[side].begin();
          this.#feeds[side].update();
        }
        return;
      case "open":
        this.#events.onOpen(message.side);
        return;
      case "swap":
        this.#events.onSwap();
        return;
      case "search":
        await this.#searches[message.side].begin(message);
        return;
      case "cancelSearch":
        this.#searches[message.side].cancel(message.id);
        return;
      case "painted":
        this.#painted = message.painted;
        this.#paintedEvent.fire(message.painted);
        return;
      case "error":
        this.#context.report.error("the page", message.message);
        return;
      default:
        unreachable(message);
    }
  }

  async #welcome(): Promise<void> {
    await this.#post({
      type: "welcome",
      restore: restorePairText(this.refs),
      prices: this.#context.settings.values.prices,
    });
  }

  async #post(message: ToComparePage): Promise<boolean> {
    return await this.panel.webview.postMessage(message);
  }
}
