import * as vscode from "vscode";
import { formatCount } from "../../core/format";
import type { OpenSession } from "../page/openSession";
import { UserError } from "../report";
import type { Documents, RecordPlace } from "./documents";

/** Shows one record in an editor, in the group in front unless told. */
export async function showRecord(
  place: RecordPlace,
  documents: Documents,
  viewColumn: vscode.ViewColumn = vscode.ViewColumn.Active,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(await documents.record(place));
  await vscode.window.showTextDocument(document, { preview: true, viewColumn });
}

/**
 * Shows the record on a line, from 1, of one of a session's segments, beside the page that it was asked for. Throws a
 * UserError where there is none.
 */
export async function showLineOf(
  session: OpenSession,
  segment: number,
  line: number,
  documents: Documents,
): Promise<void> {
  const { t } = vscode.l10n;
  const known = session.overview?.segments[segment];
  if (known === undefined) throw new UserError(t("The session has no segment {0}.", segment + 1));
  const place = await session.worker.call("placeOf", { segment, line });
  if (place === undefined)
    throw new UserError(
      t(
        "The log of segment {0} has no line {1}; its last is {2}.",
        segment + 1,
        formatCount(line),
        formatCount(known.lineCount),
      ),
    );
  await showRecord(place, documents, vscode.ViewColumn.Beside);
}
