// First: what is loaded after it makes tables of words.
import "./translation";
import * as vscode from "vscode";
import { readRecord } from "../platform/readRecord";
import { makeApi, type PrunescopeApi } from "./api";
import { registerCommands } from "./commands/registerCommands";
import { ComparePanels } from "./compare/comparePanels";
import { Documents, type ReadKnownRecord } from "./documents/documents";
import type { PageContext } from "./page/sessionPage";
import { SessionPages } from "./page/sessionPages";
import { Report } from "./report";
import { Settings } from "./settings/settings";
import { ListedFolders } from "./tree/listedFolders";
import { SessionCounter } from "./tree/sessionCounter";
import { SessionLibrary } from "./tree/sessionLibrary";
import { SessionTree } from "./tree/sessionTree";
import { workerProgram } from "./workerProgram";

/** Called by VS Code once, when the extension is first needed. */
export function activate(context: vscode.ExtensionContext): PrunescopeApi {
  const { extensionUri, subscriptions } = context;
  const keep = <T extends vscode.Disposable>(part: T): T => {
    subscriptions.push(part);
    return part;
  };
  const report = keep(new Report());
  const settings = keep(new Settings(report));
  const folders = keep(new ListedFolders(context, settings));
  const library = keep(new SessionLibrary(folders, report));
  const counter = keep(new SessionCounter(workerProgram(extensionUri), report));
  const tree = keep(new SessionTree(library, counter, settings, report));
  const readKnown: ReadKnownRecord = async ({ file, offset, byteLength }) => {
    const session = pages.sessionWith(file);
    if (session !== undefined) {
      await session.load();
      return await session.worker.call("record", { file, offset, byteLength });
    }
    await library.ready();
    if (library.hasFile(file)) return await readRecord(file, offset, byteLength);
    return {
      kind: "failed",
      what: vscode.l10n.t("its session is neither listed nor open: open its folder first"),
    };
  };
  const documents = keep(new Documents(readKnown));
  const pageContext: PageContext = {
    extensionUri,
    documents,
    settings,
    report,
    onReading: (work) => {
      counter.yieldTo(work);
    },
  };
  const pages = keep(new SessionPages(pageContext));
  const comparisons = keep(new ComparePanels(pageContext, pages));
  keep(
    registerCommands({
      extensionUri,
      folders,
      library,
      tree,
      pages,
      comparisons,
      documents,
      report,
    }),
  );
  return makeApi(library, pages, comparisons);
}
