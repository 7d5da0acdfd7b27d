import path from "node:path";
import * as vscode from "vscode";
import { formatBytes } from "../../core/format";
import { visibleText } from "../../core/visibleText";
import type { SessionRef } from "../../platform/sessionRef";
import { DisposableStore } from "../disposables";
import { viewTypes } from "../ids";
import { UserError } from "../report";
import { workerProgram } from "../workerProgram";
import { sessionKey, sessionName } from "../sessionKey";
import { showFailure } from "./failurePage";
import { OpenSession, type SessionOrigin } from "./openSession";
import { pageRoot } from "./pageDocument";
import { keptRestoreText, restoreSession } from "./restore";
import { SessionPage, type PageContext } from "./sessionPage";
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
      Array.from(this.#pages).find((page) => sessionKey(page.session.ref) === key)
    );
  }

  /** The open session that a log belongs to. */
  sessionWith(file: string): OpenSession | undefined {
    return Array.from(this.#pages, (page) => page.session).find((session) => session.hasFile(file));
  }

  /** Opens a session's panel, or shows the one that is open. */
  open(ref: SessionRef): SessionPage {
    const known = this.#panels.get(sessionKey(ref));
    if (known?.session.hasEnded === true) known.panel.dispose();
    else if (known !== undefined) {
      known.panel.reveal();
      if (!this.#context.settings.values.followLive) known.session.lookAgain();
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
      showFailure(
        panel,
        this.#context,
        {
          message: vscode.l10n.t("The session that stood here cannot be found."),
          detail: vscode.l10n.t(
            "{0}\nClose this page and open the session from the Prunescope view.",
            visibleText(ref),
          ),
          restore: keptRestoreText(state),
        },
        async () => this.deserializeWebviewPanel(panel, state),
      );
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
      this.#adopt(panel, await originOf(uri));
    } catch (error) {
      this.#context.report.error(`opening ${uri.toString(true)}`, error);
      showFailure(
        panel,
        this.#context,
        {
          message: vscode.l10n.t("This file is not shown as a session."),
          detail: error instanceof Error ? error.message : String(error),
        },
        async () => this.resolveCustomEditor(document, panel),
      );
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
    const page = this.#adopt(panel, { kind: "disk", ref });
    const key = sessionKey(ref);
    this.#panels.set(key, page);
    panel.onDidDispose(() => {
      // Another panel may stand in its place already.
      if (this.#panels.get(key) === page) this.#panels.delete(key);
    });
    return page;
  }

  #adopt(panel: vscode.WebviewPanel, origin: SessionOrigin): SessionPage {
    const { extensionUri, report } = this.#context;
    const session = new OpenSession(origin, workerProgram(extensionUri), report);
    const page = new SessionPage(panel, session, this.#context);
    this.#pages.add(page);
    panel.onDidDispose(() => {
      this.#pages.delete(page);
    });
    return page;
  }
}

/** Files of other schemes can only be had whole; this is what is read of them. */
const largestMemoryBytes = 64 * 1024 * 1024;

/** What an editor is to show of a file. Throws a UserError where that is nothing. */
async function originOf(uri: vscode.Uri): Promise<SessionOrigin> {
  if (uri.scheme === "file")
    return { kind: "disk", ref: await sessionOfFile(path.resolve(uri.fsPath)) };
  const { size, mtime } = await vscode.workspace.fs.stat(uri);
  if (size > largestMemoryBytes)
    throw new UserError(
      vscode.l10n.t(
        "{0} has {1}; a file that is not on disk is read up to {2}. Copy it to a folder on disk and open that.",
        uri.toString(true),
        formatBytes(size),
        formatBytes(largestMemoryBytes),
      ),
    );
  const bytes = await vscode.workspace.fs.readFile(uri);
  return { kind: "memory", log: { name: uri.toString(true), bytes, modifiedTs: mtime } };
}
