import * as vscode from "vscode";
import { formatCount } from "../../core/format";
import type { FindingKind } from "../../core/whatif/findings/finding";
import type { SessionMark } from "../session/sessionMarks";

/** A kind of finding in one or two words, in a list of filters. */
export function kindWord(kind: FindingKind): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case "sent-again":
      return t("flaps");
    case "unfinished":
      return t("failed, cancelled or cut");
    case "read-again":
      return t("read again");
    case "never-paid":
      return t("never paid");
    case "estimate-bias":
      return t("estimates off");
    case "settings-changed":
      return t("settings changed");
    case "unreadable":
      return t("unreadable lines");
    case "disagrees":
      return t("disagrees");
    case "creeping":
      return t("creeps");
  }
}

/**
 * The marks of a row, what makes figures doubtful before what cost tokens: `flaps 46×, never paid 16×`. Undefined where
 * there is none; other kinds stand in the tooltip only.
 */
export function rowMarks(marks: readonly SessionMark[]): string | undefined {
  const { t } = vscode.l10n;
  const counts = new Map(marks.map(({ kind, findings }) => [kind, findings]));
  const mark = (kind: FindingKind, words: (count: string) => string) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [words(formatCount(count))];
  };
  const words = [
    ...mark("disagrees", (count) => t("disagrees {0}×", count)),
    ...mark("unreadable", (count) => t("{0} unreadable", count)),
    ...mark("sent-again", (count) => t("flaps {0}×", count)),
    ...mark("unfinished", (count) => t("{0} unfinished", count)),
    ...mark("never-paid", (count) => t("never paid {0}×", count)),
  ];
  return words.length === 0 ? undefined : words.join(", ");
}

/** What a mark says, in a line of its own. */
export function markSentence({ kind, findings }: SessionMark): string {
  const { t } = vscode.l10n;
  const count = formatCount(findings);
  switch (kind) {
    case "sent-again":
      return t("Flaps: requests that sent content again that had been left out: {0}", count);
    case "unfinished":
      return t("Unfinished: requests that failed, were cancelled or cut: {0}", count);
    case "read-again":
      return t("Read again: calls repeated while their result was left out: {0}", count);
    case "never-paid":
      return t("Never paid: fires that cost more than they saved: {0}", count);
    case "estimate-bias":
      return t("Estimates off: estimated and realised savings differ");
    case "settings-changed":
      return t("Settings changed, times: {0}", count);
    case "unreadable":
      return t("Unreadable lines or metrics: {0}", count);
    case "disagrees":
      return t("Disagrees: places where replay gives something else than the log: {0}", count);
    case "creeping":
      return t("Creeps: stretches in which every request left out a little more: {0}", count);
  }
}
