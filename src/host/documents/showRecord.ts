import * as vscode from "vscode";
import { placeOfLine } from "../../core/session/placeOfLine";
import { findLine } from "../../platform/findLine";
import type { OpenSession } from "../page/openSession";
import { segmentFile } from "../page/recordItems";
import { UserError } from "../report";
import type { Documents, RecordPlace } from "./documents";

/** Shows one record in an editor beside, or in front where there is no page to stand beside. */
export async function showRecord(place: RecordPlace, documents: Documents): Promise<void> {
  const document = await vscode.workspace.openTextDocument(await documents.record(place));
  await vscode.window.showTextDocument(document, { preview: true });
}

/** Shows the record on a line, from 1, of one of a session's segments. Throws a UserError where there is none. */
export async function showLineOf(
  session: OpenSession,
  segmentPosition: number,
  line: number,
  documents: Documents,
): Promise<void> {
  const { t } = vscode.l10n;
  const segment = session.read?.loaded.session.segments[segmentPosition];
  const file = segmentFile(session, segmentPosition);
  if (segment === undefined || file === undefined)
    throw new UserError(t("The session has no segment {0}.", segmentPosition + 1));
  const place = placeOfLine(segment, line) ?? (await findLine(file, line));
  if (place === undefined)
    throw new UserError(
      t("{0} has no line {1}; its last is {2}.", file, line, segment.file.lineCount),
    );
  await showRecord({ file, ...place }, documents);
}
