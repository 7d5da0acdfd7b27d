import * as vscode from "vscode";
import { formatCount } from "../../core/format";
import type { LoggedItem } from "../../core/log/item";
import { RequestTextWriter, type RequestTexts } from "../../core/requestText";
import { visibleText } from "../../core/visibleText";
import { cancellable } from "../cancellable";
import type { OpenSession, ReadSession } from "../page/openSession";
import { recordItems } from "../page/recordItems";
import { UserError, type Report } from "../report";
import { sessionKey, sessionName } from "../sessionKey";
import type { Documents } from "./documents";

/**
 * Opens VS Code's diff editor on a request, by its position in the replay's requests: the whole history on the left,
 * on the right what was sent. Throws a UserError where there is no such request.
 */
export async function compareRequest(
  session: OpenSession,
  request: number,
  documents: Documents,
  report: Report,
): Promise<void> {
  const { t } = vscode.l10n;
  const texts = await cancellable(
    t("Reading the history of request {0}", formatCount(request + 1)),
    report,
    async (signal) => requestTexts(session, request, signal),
  );
  const number = formatCount(request + 1);
  const name = visibleText(sessionName(session.source.ref));
  const query = (side: string) =>
    JSON.stringify({ session: sessionKey(session.source.ref), request, side });
  await vscode.commands.executeCommand(
    "vscode.diff",
    documents.hold(`/request ${number}, whole history.txt`, query("whole"), texts.whole),
    documents.hold(`/request ${number}, as sent.txt`, query("sent"), texts.sent),
    t("{0}, request {1}: whole history ↔ as sent", name, number),
  );
}

/** Both texts of a request, its records read one after the other. */
export async function requestTexts(
  session: OpenSession,
  request: number,
  signal: AbortSignal,
): Promise<RequestTexts> {
  const { read } = session;
  const wanted = read?.replay.requests[request];
  const segment = wanted && read.loaded.session.segments[wanted.segment];
  if (wanted === undefined || segment === undefined)
    throw new UserError(
      vscode.l10n.t(
        "There is no request {0}; the session has {1}.",
        formatCount(request + 1),
        formatCount(requestCount(read)),
      ),
    );
  const { items, toolNames } = segment;
  const leftOut = new Set<number>(wanted.pruned);
  const writer = new RequestTextWriter(
    `request ${formatCount(request + 1)} of ${sessionName(session.source.ref)}`,
  );
  let offset = -1;
  let records: readonly LoggedItem[] | string = [];
  const end = Math.min(wanted.historyLength, items.length);
  for (let index = 0; index < end; index++) {
    signal.throwIfAborted();
    const itemOffset = items.lineOffset[index] ?? 0;
    if (itemOffset !== offset && !writer.isFull) {
      offset = itemOffset;
      const byteLength = items.lineBytes[index] ?? 0;
      records = await recordItems(session, wanted.segment, { offset, byteLength });
    }
    writer.add({
      index,
      item: writer.isFull ? undefined : itemAt(records, items.ordinal[index] ?? 0),
      toolName: toolNames[items.tool[index] ?? -1],
      leftOut: leftOut.has(index),
    });
  }
  return writer.texts();
}

function itemAt(records: readonly LoggedItem[] | string, ordinal: number): LoggedItem | string {
  if (typeof records === "string") return records;
  return records[ordinal] ?? "the file has changed since it was read";
}

function requestCount(read: ReadSession | undefined): number {
  return read?.replay.requests.length ?? 0;
}
