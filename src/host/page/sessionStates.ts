import * as vscode from "vscode";
import { formatBytes } from "../../core/format";
import type { SessionOverview } from "../session/sessionService";
import { isOutOfMemory } from "../session/sessionWorker";
import { problemWords } from "../tree/words";

/** How far a session has come. What was read stays when a later look fails. */
export type SessionState =
  | { readonly kind: "reading"; readonly detail: string; readonly done: number | undefined }
  | { readonly kind: "read"; readonly overview: SessionOverview }
  | { readonly kind: "failed"; readonly message: string; readonly detail: string };

/** A session of which so much was read. */
export function reading(readBytes: number, totalBytes: number): SessionState {
  const { t } = vscode.l10n;
  const isWhole = readBytes >= totalBytes;
  return {
    kind: "reading",
    detail: isWhole
      ? t("{0} read; deciding every request again", formatBytes(readBytes))
      : t("{0} of {1}", formatBytes(readBytes), formatBytes(totalBytes)),
    done: isWhole ? undefined : readBytes / totalBytes,
  };
}

/** A session whose reading the user ended. */
export function cancelled(): SessionState {
  const { t } = vscode.l10n;
  return {
    kind: "failed",
    message: t("Reading the session was cancelled."),
    detail: t("Try again to read it."),
  };
}

/** What a failure of reading means to a user, and what to do about it. */
export function unreadable(error: unknown): SessionState {
  const { t } = vscode.l10n;
  if (isOutOfMemory(error))
    return {
      kind: "failed",
      message: t("There was not enough memory to read the session."),
      detail: t(
        "Close what else needs memory, or open one of its logs alone from a copy in another folder, and try again.",
      ),
    };
  return {
    kind: "failed",
    message: t("The session could not be read."),
    detail: t("{0}\nTry again; the output channel Prunescope has the details.", String(error)),
  };
}

/** A session of which nothing could be read, with the reasons. */
export function nothingToShow({ problems }: SessionOverview): SessionState {
  return {
    kind: "failed",
    message: vscode.l10n.t("There is no session to show."),
    detail: problems.map((problem) => problemWords(problem, problem.path)).join("\n"),
  };
}
