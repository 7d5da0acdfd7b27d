import type * as vscode from "vscode";
import { parseToHost, type ToPage } from "../../core/protocol";
import { Mismatch } from "../../core/shape";
import type { Report } from "../report";
import { showPageDocument } from "./pageDocument";

/** What is said in place of a session. */
export interface Failure {
  readonly message: string;
  readonly detail: string;
  /** What the page had kept to be found again by: it is kept on, for another window. */
  readonly restore?: string | undefined;
}

/** What showing a failure needs. */
export interface FailureContext {
  readonly extensionUri: vscode.Uri;
  readonly report: Pick<Report, "run">;
}

/** Says in a panel why there is no session in it; with `retry`, which is to fill the panel, it can be tried again. */
export function showFailure(
  panel: vscode.WebviewPanel,
  { extensionUri, report }: FailureContext,
  { message: what, detail, restore }: Failure,
  retry?: () => Promise<void>,
): void {
  const { webview } = panel;
  const listener = webview.onDidReceiveMessage((raw: unknown) => {
    const message = parseToHost(raw);
    if (message instanceof Mismatch) return;
    if (message.type === "retry" && retry !== undefined) {
      listener.dispose();
      report.run("trying again what failed", retry);
    }
    if (message.type !== "ready") return;
    report.run("answering a page without a session", async () => {
      const answers: readonly ToPage[] = [
        {
          type: "welcome",
          name: panel.title,
          abilities: retry === undefined ? [] : ["retry"],
          restore,
        },
        { type: "failed", message: what, detail },
      ];
      for (const answer of answers) await webview.postMessage(answer);
    });
  });
  panel.onDidDispose(() => {
    listener.dispose();
  });
  showPageDocument(webview, extensionUri, panel.title === "" ? "Prunescope" : panel.title);
}
