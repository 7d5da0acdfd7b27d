import * as vscode from "vscode";
import { otherSide, type Side } from "../../core/compare/comparedSession";
import { visibleText } from "../../core/visibleText";
import type { SessionRef } from "../../platform/sessionRef";
import { DisposableStore } from "../disposables";
import { viewTypes } from "../ids";
import { showFailure } from "../page/failurePage";
import { OpenSession } from "../page/openSession";
import { pageRoot } from "../page/pageDocument";
import { keptRestoreText } from "../page/restore";
import type { PageContext } from "../page/sessionPage";
import type { SessionPages } from "../page/sessionPages";
import { sessionKey, sessionName } from "../sessionKey";
import { workerProgram } from "../workerProgram";
import { ComparePanel } from "./comparePanel";
import { restorePair, type ComparedRefs } from "./restorePair";

/** All panels that put two sessions side by side, one for each pair in its order. */
export class ComparePanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #context: PageContext;
  readonly #pages: SessionPages;
  readonly #store = new DisposableStore();
  readonly #panels = new Map<string, ComparePanel>();
  /** The session that *Select for Compare* chose. */
  remembered: SessionRef | undefined;

  constructor(context: PageContext, pages: SessionPages) {
    this.#context = context;
    this.#pages = pages;
    this.#store.add(vscode.window.registerWebviewPanelSerializer(viewTypes.comparison, this));
  }

  /** Opens the panel of two sessions, or shows the one that is open. */
  open(refs: ComparedRefs): ComparePanel {
    const known = this.panelOf(sessionKey(refs.a), sessionKey(refs.b));
    if (known?.hasEnded === true) known.panel.dispose();
    else if (known !== undefined) {
      known.panel.reveal();
      return known;
    }
    const panel = vscode.window.createWebviewPanel(
      viewTypes.comparison,
      titleOf(refs),
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [pageRoot(this.#context.extensionUri)] },
    );
    return this.#adopt(panel, refs);
  }

  /** The panel of two sessions by their keys, in this order. */
  panelOf(keyA: string, keyB: string): ComparePanel | undefined {
    return this.#panels.get(`${keyA}\n${keyB}`);
  }

  /** VS Code shows a panel again that stood in an earlier window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const refs = await restorePair(state);
    if (typeof refs === "string") {
      this.#context.report.warn(`a comparison could not be restored: ${refs}`);
      showFailure(
        panel,
        this.#context,
        {
          message: vscode.l10n.t("The sessions that stood here cannot both be found."),
          detail: vscode.l10n.t(
            "{0}\nClose this page and compare the sessions from the Prunescope view.",
            visibleText(refs),
          ),
          restore: keptRestoreText(state),
        },
        async () => this.deserializeWebviewPanel(panel, state),
      );
    } else if (this.panelOf(sessionKey(refs.a), sessionKey(refs.b)) !== undefined) {
      panel.dispose();
    } else {
      this.#adopt(panel, refs);
    }
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
    this.#store.dispose();
  }

  #adopt(panel: vscode.WebviewPanel, refs: ComparedRefs): ComparePanel {
    const adopted = panel;
    const { extensionUri, report } = this.#context;
    adopted.iconPath = vscode.Uri.joinPath(extensionUri, "media", "icon.svg");
    adopted.title = titleOf(refs);
    const session = (side: Side) =>
      new OpenSession({ kind: "disk", ref: refs[side] }, workerProgram(extensionUri), report);
    const shown = new ComparePanel(panel, { a: session("a"), b: session("b") }, this.#context, {
      onOpen: (side) => {
        this.#pages.open(refs[side]);
      },
      onSwap: () => {
        this.open({ a: refs[otherSide("a")], b: refs[otherSide("b")] });
      },
    });
    const key = `${sessionKey(refs.a)}\n${sessionKey(refs.b)}`;
    this.#panels.set(key, shown);
    panel.onDidDispose(() => {
      // Another panel may stand in its place already.
      if (this.#panels.get(key) === shown) this.#panels.delete(key);
    });
    return shown;
  }
}

function titleOf({ a, b }: ComparedRefs): string {
  return visibleText(`${sessionName(a)} ↔ ${sessionName(b)}`);
}
