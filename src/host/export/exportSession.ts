import path from "node:path";
import * as vscode from "vscode";
import type { Product } from "../../core/export/products";
import { formatBytes } from "../../core/format";
import * as s from "../../core/shape";
import { cancellable, type TellShare } from "../cancellable";
import type { CommandContext } from "../commands/context";
import { notificationText } from "../notificationText";
import type { SessionPage } from "../page/sessionPage";
import { UserError } from "../report";
import { askForFormat, exportFormat, formatFacts, type ExportFormat } from "./formats";

/** What a script may call the command with: a format, and the URI of a file that is not there yet. */
const given = s.object({ format: exportFormat, to: s.text });

/** *Export Session…*: asks for format and file, writes the file, and says so. */
export async function exportSession(context: CommandContext, argument: unknown): Promise<void> {
  const { t } = vscode.l10n;
  const page = context.pages.active;
  if (page === undefined) throw new UserError(t("No session's page is open. Open one first."));
  await page.session.load();
  if (page.session.overview === undefined)
    throw new UserError(t("The session on the page in front could not be read."));
  const target = await targetOf(page, given(argument));
  if (target === undefined) return;
  const { format, to } = target;
  const bytes = await cancellable(
    t("Exporting {0}", page.session.name),
    context.report,
    async (signal, tellShare) => contentOf(context, page, format, { signal, tellShare }),
  );
  await vscode.workspace.fs.writeFile(to, bytes);
  context.report.run("saying what was exported", async () => sayWritten(to, format, bytes));
}

interface Target {
  readonly format: ExportFormat;
  readonly to: vscode.Uri;
}

/** Where to and as what; the dialog asks before a file is overwritten, a script may not overwrite. */
async function targetOf(
  page: SessionPage,
  named: s.Shaped<typeof given> | s.Mismatch,
): Promise<Target | undefined> {
  const { t } = vscode.l10n;
  if (!(named instanceof s.Mismatch)) {
    const to = vscode.Uri.parse(named.to, true);
    if (await exists(to)) throw new UserError(t("{0} exists already.", to.toString(true)));
    return { format: named.format, to };
  }
  const format = await askForFormat();
  if (format === undefined) return undefined;
  const { ending } = formatFacts[format];
  const to = await vscode.window.showSaveDialog({
    title: t("Export Session"),
    saveLabel: t("Export"),
    defaultUri: vscode.Uri.joinPath(baseFolder(page), fileName(page, format)),
    filters: { [ending.toUpperCase()]: [ending] },
  });
  return to === undefined ? undefined : { format, to };
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Never among the logs, which are only read. */
function baseFolder({ session }: SessionPage): vscode.Uri {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  return workspace?.uri ?? vscode.Uri.file(path.dirname(session.ref.root));
}

/** Made of the agent's name, as far as every file system takes it. */
function fileName({ session }: SessionPage, format: ExportFormat): string {
  const name = session.name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+|[.-]+$/g, "");
  const { ending, made } = formatFacts[format];
  const what = made.kind === "page" ? "" : `-${made.what}`;
  return `${name.slice(0, 60) || "session"}${what}.${ending}`;
}

async function contentOf(
  { extensionUri }: CommandContext,
  page: SessionPage,
  format: ExportFormat,
  { signal, tellShare }: { readonly signal: AbortSignal; readonly tellShare: TellShare },
): Promise<Uint8Array> {
  const { made } = formatFacts[format];
  if (made.kind === "product") return bytesOf(await page.produce(made.what, signal));
  const state = await page.produce("state", signal);
  const codeFolder = vscode.Uri.joinPath(extensionUri, "dist", "exportedPage").fsPath;
  return await page.session.worker.call(
    "exportPage",
    {
      codeFolder,
      name: page.session.name,
      state: state.kind === "text" ? state.text : undefined,
      prices: page.prices,
      withTexts: made.withTexts,
    },
    {
      signal,
      onProgress: ({ readBytes, totalBytes }) => {
        tellShare(readBytes / Math.max(1, totalBytes));
      },
    },
  );
}

function bytesOf(product: Product): Uint8Array {
  switch (product.kind) {
    case "text":
      return new TextEncoder().encode(product.text);
    case "bytes":
      return new Uint8Array(product.data);
    case "none":
      throw new UserError(product.problem);
  }
}

async function sayWritten(to: vscode.Uri, format: ExportFormat, bytes: Uint8Array): Promise<void> {
  const { t } = vscode.l10n;
  const open = t("Open");
  const reveal = t("Reveal");
  const isLocal =
    to.scheme === "file" &&
    vscode.env.remoteName === undefined &&
    vscode.env.uiKind === vscode.UIKind.Desktop;
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(to) !== undefined;
  const chosen = await vscode.window.showInformationMessage(
    notificationText(t("Exported {0} ({1}).", path.basename(to.path), formatBytes(bytes.length))),
    open,
    ...(isLocal || isInWorkspace ? [reveal] : []),
  );
  if (chosen === open) {
    // A page is for a browser, which sees local files only; everything else opens here.
    if (formatFacts[format].ending === "html" && isLocal) await vscode.env.openExternal(to);
    else await vscode.commands.executeCommand("vscode.open", to);
  } else if (chosen === reveal)
    await vscode.commands.executeCommand(isLocal ? "revealFileInOS" : "revealInExplorer", to);
}
