import * as vscode from "vscode";
import type { Product, ProductName } from "../../core/export/products";
import {
  parseToHost,
  type ItemText,
  type PaintedFigures,
  type PriceSetting,
  type ToHost,
  type ToPage,
} from "../../core/protocol";
import { Mismatch } from "../../core/shape";
import { unreachable } from "../../core/unreachable";
import { compareRequest } from "../documents/compareRequest";
import type { Documents } from "../documents/documents";
import { showLineOf } from "../documents/showRecord";
import { DisposableStore } from "../disposables";
import { iconlessText } from "../foreignText";
import { contextKeys } from "../ids";
import { PendingProducts } from "../export/pendingProducts";
import { commands } from "../ids";
import { isCancellation, type Report } from "../report";
import { stepTaken } from "../stepTaken";
import type { Settings } from "../settings/settings";
import type { SessionOverview } from "../session/sessionService";
import type { OpenSession } from "./openSession";
import { showPageDocument } from "./pageDocument";
import { PageStart } from "./pageStart";
import { SessionFeed } from "./sessionFeed";
import { PageSearch } from "./pageSearch";
import { restoreText } from "./restore";

export interface PageContext {
  readonly extensionUri: vscode.Uri;
  readonly documents: Documents;
  readonly settings: Settings;
  readonly report: Report;
  /** Called with the reading of a session that a user waits for. */
  readonly onReading: (work: Promise<void>) => void;
}

/** What was painted last, and of which state of the session. */
export interface Painted {
  readonly generation: number;
  readonly figures: PaintedFigures;
}

/**
 * One session in one webview: answers the page's messages and sends it each state of the session. A page that is
 * hidden is gone; shown again, it begins anew with `ready` and gets everything again.
 */
export class SessionPage implements vscode.Disposable {
  readonly session: OpenSession;
  readonly panel: vscode.WebviewPanel;
  readonly #context: PageContext;
  readonly #store = new DisposableStore();
  readonly #paintedEvent = this.#store.add(new vscode.EventEmitter<Painted>());
  readonly #search: PageSearch;
  readonly #start = this.#store.add(new PageStart());
  readonly #products = new PendingProducts();
  #painted: Painted | undefined;
  readonly #feed: SessionFeed;
  #reveal: string | undefined;

  readonly onDidPaint = this.#paintedEvent.event;

  constructor(panel: vscode.WebviewPanel, session: OpenSession, context: PageContext) {
    this.panel = panel;
    this.session = session;
    this.#context = context;
    const { report, extensionUri } = context;
    this.#store.add(session);
    this.#feed = new SessionFeed(session, (message) => panel.webview.postMessage(message), report, {
      beforeSession: async () => this.#written(),
      afterSession: (overview) => this.#revealed(overview),
    });
    this.#search = this.#store.add(
      new PageSearch(session, report, async (message) => this.#feed.post(message)),
    );
    this.#store.add(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        report.run("answering the page", async () => this.#receive(message));
      }),
    );
    this.#store.add(
      session.onDidChange(() => {
        this.#feed.update();
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
        report.run("telling the page the settings", async () => this.#welcome());
      }),
    );
    panel.onDidDispose(() => {
      this.dispose();
    });
    showPageDocument(panel.webview, extensionUri, session.name);
    const reading = this.#start.afterwards(async () => {
      this.#becomeVisible(panel.visible);
      await session.load();
    });
    context.onReading(reading);
    report.run("reading a session", async () => reading);
  }

  get painted(): Painted | undefined {
    return this.#painted;
  }

  /** Selects the first request of a segment, now or as soon as the session is there. */
  reveal(segmentId: string): void {
    this.#reveal = segmentId;
    this.#feed.update();
  }

  /** The user's prices, as the page has them. */
  get prices(): PriceSetting | undefined {
    return this.#context.settings.values.prices;
  }

  /** Has the page make something of what it shows. Rejects with the signal's reason. */
  async produce(what: ProductName, signal: AbortSignal): Promise<Product> {
    return await this.#products.ask(async (id) => {
      await this.#feed.post({ type: "produce", id, what });
      if (!this.#feed.isListening)
        this.#products.fail(
          vscode.l10n.t("The session's page is hidden. Show it and export again."),
        );
    }, signal);
  }

  dispose(): void {
    this.#products.fail(vscode.l10n.t("The session's page was closed."));
    this.#store.dispose();
  }

  #becomeVisible(visible: boolean): void {
    // The page of a hidden panel does not exist: what is posted to it is lost.
    if (!visible) {
      this.#feed.end();
      this.#products.fail(
        vscode.l10n.t("The session's page was hidden. Show it and export again."),
      );
    }
    const follows = visible && this.#start.hasBegun && this.#context.settings.values.followLive;
    this.session.setFollowing(follows);
  }

  async #receive(raw: unknown): Promise<void> {
    const message = parseToHost(raw);
    if (message instanceof Mismatch)
      this.#context.report.warn(`message from the page: ${message.toString()}`);
    else await this.#answer(message);
  }

  async #answer(message: ToHost): Promise<void> {
    const { report, documents } = this.#context;
    const { t } = vscode.l10n;
    switch (message.type) {
      case "ready":
        this.#start.begin();
        // A page that was loaded anew knows nothing of what the one before it was asked for.
        this.#products.fail(vscode.l10n.t("The session's page was loaded anew. Export again."));
        this.#feed.begin();
        await this.#welcome();
        this.#feed.update();
        return;
      case "retry":
        this.#feed.beginAnew();
        await this.session.retry();
        return;
      case "itemTexts": {
        const { id, segment, items } = message;
        const texts = await this.#itemTexts(segment, items);
        await this.#feed.post({ type: "itemTexts", id, texts });
        return;
      }
      case "search":
        await this.#search.begin(message);
        return;
      case "cancelSearch":
        this.#search.cancel(message.id);
        return;
      case "showRecord":
        await report.attempt(t("The record cannot be shown"), async () =>
          showLineOf(this.session, message.segment, message.line, documents),
        );
        stepTaken(contextKeys.askedWhy, report);
        return;
      case "compare":
        await report.attempt(t("The request cannot be compared"), async () =>
          compareRequest(this.session, message.request, documents, report),
        );
        stepTaken(contextKeys.askedWhy, report);
        return;
      case "copy":
        await report.attempt(t("Nothing was copied"), async () =>
          vscode.env.clipboard.writeText(message.text),
        );
        vscode.window.setStatusBarMessage(t("Copied: {0}", iconlessText(message.what)), 3000);
        stepTaken(contextKeys.shared, report);
        return;
      case "export":
        await vscode.commands.executeCommand(commands.exportSession);
        return;
      case "produced":
        this.#products.settle(message.id, message.product);
        return;
      case "painted":
        stepTaken(contextKeys.sessionOpened, report);
        this.#painted = { generation: message.generation, figures: message.figures };
        this.#paintedEvent.fire(this.#painted);
        return;
      case "error":
        report.error("the page", message.message);
        return;
      default:
        unreachable(message);
    }
  }

  /** None where they cannot be read: a page that is given no answer waits for ever. */
  async #itemTexts(segment: number, items: readonly number[]): Promise<readonly ItemText[]> {
    try {
      return await this.session.worker.call("itemTexts", { segment, items });
    } catch (error) {
      if (!isCancellation(error)) this.#context.report.error("reading texts of items", error);
      return [];
    }
  }

  async #welcome(): Promise<void> {
    await this.#feed.post({
      type: "welcome",
      name: this.session.name,
      abilities: ["showRecord", "compare", "copy", "export", "itemTexts", "retry", "search"],
      restore: restoreText(this.session.ref),
      prices: this.prices,
    });
  }

  async #written(): Promise<readonly ToPage[]> {
    const written = await this.session.lastWritten();
    return written === undefined ? [] : [{ type: "written", agoMs: Date.now() - written }];
  }

  #revealed({ segments }: SessionOverview): readonly ToPage[] {
    const wanted = this.#reveal;
    this.#reveal = undefined;
    const request =
      wanted === undefined ? undefined : segments.find(({ id }) => id === wanted)?.firstRequest;
    return request === undefined ? [] : [{ type: "reveal", request }];
  }
}
