import { t } from "../../l10n/translation";
import type { SessionReplay } from "../../replay/model";
import { fateOfRequest, type RequestFate } from "../../replay/requestFates";
import type { Session } from "../../session/session";
import { unreachable } from "../../unreachable";
import { visibleText } from "../../visibleText";
import type { Finding } from "./finding";

/** Characters of an agent's error that are shown; the whole stands in the log. */
const longestMessage = 160;

/** Requests that failed, were cancelled or were cut: what the log alone says. */
export function unfinished(session: Session, replay: SessionReplay): readonly Finding[] {
  return replay.requests.flatMap((_, request) => unfinishedAt(session, replay, request) ?? []);
}

/** The same of one request; undefined where it ended well. */
export function unfinishedAt(
  session: Session,
  replay: SessionReplay,
  request: number,
): Finding | undefined {
  const fate = fateOfRequest(session, replay, request);
  if (fate === undefined) return undefined;
  const { segment = -1, run = -1 } = replay.requests[request] ?? {};
  const logged = session.segments[segment]?.runs[run]?.end?.message;
  const error = fate === "failed" ? shownError(logged) : undefined;
  return {
    kind: "unfinished",
    place: { kind: "request", request },
    figures: { [fate]: 1 },
    sentence: sentenceOf(fate, error),
    remedy: undefined,
    ...(error === undefined ? {} : { error }),
  };
}

function sentenceOf(fate: RequestFate, error: string | undefined): string {
  switch (fate) {
    case "failed":
      return error === undefined
        ? t("The request failed, and its run ended.")
        : t("The request failed, and its run ended: {0}.", error);
    case "cancelled":
      return t("The user cancelled the request.");
    case "cut":
      return t("The answer was cut off, and the run asked again from there.");
    default:
      return unreachable(fate);
  }
}

/** Undefined where the log says nothing. */
function shownError(logged: string | undefined): string | undefined {
  const text = (logged ?? "").trim();
  if (text === "") return undefined;
  const short = text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
  return visibleText(short);
}
