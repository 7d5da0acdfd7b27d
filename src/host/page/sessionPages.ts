import path from "node:path";
import * as vscode from "vscode";
import { visibleText } from "../../core/visibleText";
import type { SessionRef } from "../../platform/sessionRef";
import { DisposableStore } from "../disposables";
import { viewTypes } from "../ids";
import { sessionKey, sessionName } from "../sessionKey";
import { showFailure } from "./failurePage";
import { MemorySource } from "./memorySource";
import { OpenSession } from "./openSession";
import { pageRoot } from "./pageDocument";
import { restoreSession } from "./restore";
import { SessionPage, type PageContext } from "./sessionPage";
import { DiskSource, type SessionSource } from "./sessionSource";
import { sessionOfFile } from "./sessionOfFile";

/** All pages that are open: one panel for each session, and the editors of *Reopen With…*. */
export class SessionPages
  implements vscode.WebviewPanelSerializer, vscode.CustomReadonlyEditorProvider, vscode.Disposable
{
  readonly #context: PageContext;
  readonly #store = new DisposableStore();
  readonly #pages = new Set<SessionPage>();
  readonly #panels = new Map<string, SessionPage>();

  constructor(context: PageContext) {
    this.#context = context;
    this.#store.add(vscode.window.registerWebviewPanelSerializer(viewTypes.panel, this));
    this.#store.add(vscode.window.registerCustomEditorProvider(viewTypes.editor, this));
  }

  /** The page that the user is in, or saw last of those that can be seen. */
  get active(): SessionPage | undefined {
    const pages = Array.from(this.#pages);
    return pages.find(({ panel }) => panel.active) ?? pages.find(({ panel }) => panel.visible);
  }

  /** The page of a session, by its key, panel or editor. */
  pageOf(key: string): SessionPage | undefined {
    return (
      this.#panels.get(key) ??
      Array.from(this.#pages).find((page) => sessionKey(page.session.source.ref) === key)
    );
  }

  /** The source of an open session that a log belongs to. */
  sourceOf(file: string): SessionSource | undefined {
    return Array.from(this.#pages, (page) => page.session.source).find((source) =>
      source.ref.segmentFiles.some((each) => each.path === file),
    );
  }

  /** Opens a session's panel, or shows the one that is open. */
  open(ref: SessionRef): SessionPage {
    const known = this.#panels.get(sessionKey(ref));
    if (known !== undefined) {
      known.panel.reveal();
      return known;
    }
    const panel = vscode.window.createWebviewPanel(
      viewTypes.panel,
      visibleText(sessionName(ref)),
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [pageRoot(this.#context.extensionUri)] },
    );
    return this.#adoptPanel(panel, ref);
  }

  /** VS Code shows a panel again that stood in an earlier window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const ref = await restoreSession(state);
    if (typeof ref === "string") {
      this.#context.report.warn(`a page could not be restored: ${ref}`);
      showFailure(panel, this.#context, {
        message: vscode.l10n.t("The session that stood here cannot be found."),
        detail: vscode.l10n.t(
          "{0}\nClose this page and open the session from the Prunescope view.",
          visibleText(ref),
        ),
      });
    } else if (this.#panels.has(sessionKey(ref))) {
      panel.dispose();
    } else {
      this.#adoptPanel(panel, ref);
    }
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  /** *Reopen With…* on a log: the session that it belongs to. */
  async resolveCustomEditor(
    document: vscode.CustomDocument,
    panel: vscode.WebviewPanel,
  ): Promise<void> {
    const { uri } = document;
    try {
      const source = await sourceOf(uri);
      this.#adopt(panel, source);
    } catch (error) {
      this.#context.report.error(`opening ${uri.toString(true)}`, error);
      showFailure(panel, this.#context, {
        message: vscode.l10n.t("This file is not shown as a session."),
        detail: error instanceof Error ? error.message : String(error),
      });
    }
  }

  dispose(): void {
    for (const page of this.#pages) page.dispose();
    this.#store.dispose();
  }

  #adoptPanel(panel: vscode.WebviewPanel, ref: SessionRef): SessionPage {
    const adopted = panel;
    adopted.iconPath = vscode.Uri.joinPath(this.#context.extensionUri, "media", "icon.svg");
    adopted.title = visibleText(sessionName(ref));
    const page = this.#adopt(panel, new DiskSource(ref));
    const key = sessionKey(ref);
    this.#panels.set(key, page);
    panel.onDidDispose(() => {
      this.#panels.delete(key);
    });
    return page;
  }

  #adopt(panel: vscode.WebviewPanel, source: SessionSource): SessionPage {
    const session = new OpenSession(source, this.#context.report);
    const page = new SessionPage(panel, session, this.#context);
    this.#pages.add(page);
    panel.onDidDispose(() => {
      this.#pages.delete(page);
    });
    return page;
  }
}

async function sourceOf(uri: vscode.Uri): Promise<SessionSource> {
  if (uri.scheme === "file") return new DiskSource(await sessionOfFile(path.resolve(uri.fsPath)));
  return await MemorySource.of(uri);
}
