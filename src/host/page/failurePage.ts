import type * as vscode from "vscode";
import { parseToHost, type ToPage } from "../../core/protocol";
import { Mismatch } from "../../core/shape";
import type { PageContext } from "./sessionPage";
import { showPageDocument } from "./pageDocument";

/** Says in a panel why there is no session in it. */
export function showFailure(
  panel: vscode.WebviewPanel,
  { extensionUri, report }: PageContext,
  failure: { readonly message: string; readonly detail: string },
): void {
  const { webview } = panel;
  const listener = webview.onDidReceiveMessage((raw: unknown) => {
    const message = parseToHost(raw);
    if (message instanceof Mismatch || message.type !== "ready") return;
    report.run("answering a page without a session", async () => {
      const answers: readonly ToPage[] = [
        { type: "welcome", name: panel.title, abilities: [] },
        { type: "failed", ...failure },
      ];
      for (const answer of answers) await webview.postMessage(answer);
    });
  });
  panel.onDidDispose(() => {
    listener.dispose();
  });
  showPageDocument(webview, extensionUri, panel.title === "" ? "Prunescope" : panel.title);
}
