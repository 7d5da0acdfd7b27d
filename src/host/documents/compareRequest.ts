import * as vscode from "vscode";
import { formatCount } from "../../core/format";
import { cancellable } from "../cancellable";
import type { OpenSession } from "../page/openSession";
import { UserError, type Report } from "../report";
import { sessionKey } from "../sessionKey";
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
    async (signal) => session.worker.call("requestTexts", { request }, { signal }),
  );
  if (texts === undefined)
    throw new UserError(
      t(
        "There is no request {0}; the session has {1}.",
        formatCount(request + 1),
        formatCount(session.overview?.requests ?? 0),
      ),
    );
  const number = formatCount(request + 1);
  const query = (side: string) =>
    JSON.stringify({ session: sessionKey(session.ref), request, side });
  await vscode.commands.executeCommand(
    "vscode.diff",
    documents.hold(`/request ${number}, whole history.txt`, query("whole"), texts.whole),
    documents.hold(`/request ${number}, as sent.txt`, query("sent"), texts.sent),
    t("{0}, request {1}: whole history ↔ as sent", session.name, number),
  );
}
