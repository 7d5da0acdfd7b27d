import * as vscode from "vscode";
import { formatCount } from "../../core/format";
import * as s from "../../core/shape";
import { compareRequest } from "../documents/compareRequest";
import { recordPlace } from "../documents/documents";
import { showLineOf, showRecord } from "../documents/showRecord";
import type { OpenSession } from "../page/openSession";
import { iconlessText } from "../foreignText";
import { UserError } from "../report";
import type { SessionOverview } from "../session/sessionService";
import type { CommandContext } from "./context";

/** *Show Logged Record*: of a place that the tree knows, else of a line that the user names. */
export async function showChosenRecord(
  { pages, documents }: CommandContext,
  argument: unknown,
): Promise<void> {
  const place = recordPlace(argument);
  if (!(place instanceof s.Mismatch)) {
    await showRecord(place, documents);
    return;
  }
  const { session, overview } = await pageInFront(pages.active?.session);
  const { segments } = overview;
  const chosen = await askForSegment(segments.map((segment) => segment.id));
  const segment = chosen === undefined ? undefined : segments[chosen];
  if (chosen === undefined || segment === undefined) return;
  const line = await askForNumber(vscode.l10n.t("Line of the log"), segment.lineCount, undefined);
  if (line !== undefined) await showLineOf(session, chosen, line, documents);
}

/** *Compare Request With and Without Pruning*: of a request that the user names by its number. */
export async function compareChosenRequest(
  { pages, documents, report }: CommandContext,
  argument: unknown,
): Promise<void> {
  const { session, overview } = await pageInFront(pages.active?.session);
  const named = s.count(argument);
  const number =
    named instanceof s.Mismatch
      ? await askForNumber(
          vscode.l10n.t("Number of the request"),
          overview.requests,
          overview.lastPruned === undefined ? undefined : overview.lastPruned + 1,
        )
      : named;
  if (number !== undefined) await compareRequest(session, number - 1, documents, report);
}

async function pageInFront(
  session: OpenSession | undefined,
): Promise<{ readonly session: OpenSession; readonly overview: SessionOverview }> {
  const { t } = vscode.l10n;
  if (session === undefined) throw new UserError(t("No session's page is open. Open one first."));
  await session.load();
  if (session.overview === undefined)
    throw new UserError(t("The session on the page in front could not be read."));
  return { session, overview: session.overview };
}

async function askForSegment(ids: readonly string[]): Promise<number | undefined> {
  if (ids.length <= 1) return ids.length - 1;
  const picks = ids.map((id, position) => ({
    label: vscode.l10n.t("Segment {0}", position + 1),
    description: iconlessText(id),
    position,
  }));
  const chosen = await vscode.window.showQuickPick(picks, {
    placeHolder: vscode.l10n.t("Segment whose log holds the record"),
  });
  return chosen?.position;
}

async function askForNumber(
  prompt: string,
  most: number,
  value: number | undefined,
): Promise<number | undefined> {
  const { t } = vscode.l10n;
  const isNumber = (text: string) =>
    /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most;
  const text = await vscode.window.showInputBox({
    prompt: t("{0}, 1 to {1}", prompt, formatCount(most)),
    ...(value === undefined ? {} : { value: String(value) }),
    validateInput: (typed) =>
      isNumber(typed) ? undefined : t("A whole number from 1 to {0}", formatCount(most)),
  });
  return text === undefined ? undefined : Number(text);
}
