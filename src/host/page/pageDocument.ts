import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { currentTranslation } from "../../core/l10n/translation";
import { pageHtml } from "../../core/pageHtml";

/** Where the page's script and style lie, the only folder a page may load from. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, "dist", "webview");
}

/** The pages that there are: of one session, and of two side by side. */
export type PageName = "main" | "compare";

/** Gives a webview the page's document. The page says `ready` once it runs. */
export function showPageDocument(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  title: string,
  page: PageName = "main",
): void {
  const root = pageRoot(extensionUri);
  const uriOf = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [root] };
  webview.html = pageHtml({
    nonce: randomBytes(16).toString("base64"),
    cspSource: webview.cspSource,
    scriptUris: [uriOf(`${page}.js`)],
    styleUri: uriOf(`${page}.css`),
    title,
    translation: currentTranslation(),
  });
}
