import * as vscode from "vscode";
import type { Product, ProductName } from "../../core/export/products";
import {
  parseToHost,
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
import type { Report } from "../report";
import { stepTaken } from "../stepTaken";
import type { Settings } from "../settings/settings";
import type { SessionOverview } from "../session/sessionService";
import type { OpenSession } from "./openSession";
import { showPageDocument } from "./pageDocument";
import { PageStart } from "./pageStart";
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
  #isListening = false;
  #isStale = false;
  #isSending = false;
  #reveal: string | undefined;
  /** Counted up with each page: what was begun for an earlier one is not finished. */
  #load = 0;
  #holdsNothing = true;
  /** The newest that a page was sent, whichever worker made it. */
  #generation = 0;

  readonly onDidPaint = this.#paintedEvent.event;

  constructor(panel: vscode.WebviewPanel, session: OpenSession, context: PageContext) {
    this.panel = panel;
    this.session = session;
    this.#context = context;
    const { report, extensionUri } = context;
    this.#store.add(session);
    this.#search = this.#store.add(
      new PageSearch(session, report, async (message) => this.#post(message)),
    );
    this.#store.add(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        report.run("answering the page", async () => this.#receive(message));
      }),
    );
    this.#store.add(
      session.onDidChange(() => {
        this.#update();
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
    const reading = this.#start.begun.then(async () => {
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
    this.#update();
  }

  /** The user's prices, as the page has them. */
  get prices(): PriceSetting | undefined {
    return this.#context.settings.values.prices;
  }

  /** Has the page make something of what it shows. Rejects with the signal's reason. */
  async produce(what: ProductName, signal: AbortSignal): Promise<Product> {
    const problem = vscode.l10n.t("The session's page is hidden. Show it and export again.");
    if (!this.#isListening) return { kind: "none", problem };
    return await this.#products.ask(
      async (id) => this.#post({ type: "produce", id, what }),
      signal,
    );
  }

  dispose(): void {
    this.#store.dispose();
  }

  #becomeVisible(visible: boolean): void {
    // The page of a hidden panel does not exist: what is posted to it is lost.
    if (!visible) {
      this.#isListening = false;
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
        this.#load += 1;
        this.#holdsNothing = true;
        this.#isListening = true;
        await this.#welcome();
        this.#update();
        return;
      case "retry":
        this.#load += 1;
        this.#holdsNothing = true;
        await this.session.retry();
        return;
      case "itemTexts": {
        const { id, segment, items } = message;
        const texts = await this.session.worker.call("itemTexts", { segment, items });
        await this.#post({ type: "itemTexts", id, texts });
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

  async #welcome(): Promise<void> {
    await this.#post({
      type: "welcome",
      name: this.session.name,
      abilities: ["showRecord", "compare", "copy", "export", "itemTexts", "retry", "search"],
      restore: restoreText(this.session.ref),
      prices: this.prices,
    });
  }

  /** Sends the session's state, the newest where several came during one sending. */
  #update(): void {
    this.#isStale = true;
    if (!this.#isSending)
      this.#context.report.run("sending a session to its page", async () => this.#sendNewest());
  }

  async #sendNewest(): Promise<void> {
    this.#isSending = true;
    try {
      while (this.#isStale && this.#isListening) {
        this.#isStale = false;
        await this.#sendState();
      }
    } finally {
      this.#isSending = false;
    }
  }

  async #sendState(): Promise<void> {
    const { state } = this.session;
    switch (state.kind) {
      case "reading":
        await this.#post({ type: "loading", detail: state.detail, done: state.done });
        return;
      case "failed":
        await this.#post({ type: "failed", message: state.message, detail: state.detail });
        return;
      case "read":
        await this.#sendSession(state.overview);
        return;
      default:
        unreachable(state);
    }
  }

  async #sendSession({ segments }: SessionOverview): Promise<void> {
    const load = this.#load;
    const anew = this.#holdsNothing;
    const params = { anew, after: this.#generation };
    const written = await this.session.lastWritten();
    if (load !== this.#load) return;
    if (written !== undefined) await this.#post({ type: "written", agoMs: Date.now() - written });
    for (const message of await this.session.worker.call("messages", params)) {
      // A page that was loaded meanwhile has none of what came before.
      if (load !== this.#load) return;
      if (message.type === "outline") this.#generation = message.generation;
      await this.#post(message);
    }
    this.#holdsNothing = false;
    if (this.#reveal === undefined) return;
    const request = segments.find(({ id }) => id === this.#reveal)?.firstRequest;
    this.#reveal = undefined;
    if (request !== undefined) await this.#post({ type: "reveal", request });
  }

  async #post(message: ToPage): Promise<void> {
    if (!this.#isListening) return;
    const delivered = await this.panel.webview.postMessage(message);
    if (!delivered) this.#isListening = false;
  }
}
