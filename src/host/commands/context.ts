import type * as vscode from "vscode";
import type { ComparePanels } from "../compare/comparePanels";
import type { Documents } from "../documents/documents";
import type { SessionPages } from "../page/sessionPages";
import type { Report } from "../report";
import type { ListedFolders } from "../tree/listedFolders";
import type { SessionLibrary } from "../tree/sessionLibrary";
import type { SessionTree } from "../tree/sessionTree";

/** What commands work with. */
export interface CommandContext {
  readonly extensionUri: vscode.Uri;
  readonly folders: ListedFolders;
  readonly library: SessionLibrary;
  readonly tree: SessionTree;
  readonly pages: SessionPages;
  readonly comparisons: ComparePanels;
  readonly documents: Documents;
  readonly report: Report;
}
