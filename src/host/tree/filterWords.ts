import * as vscode from "vscode";
import { formatCount } from "../../core/format";
import { visibleText } from "../../core/visibleText";
import { kindWord } from "./markWords";
import type { SessionFilter } from "./sessionFilter";
import type { OutlineTally } from "./sessionOutline";

/** A filter in a few words: `“loop”, flaps or never paid, last 7 days`. */
export function filterWords({ text, findings, isLive, days }: SessionFilter): string {
  const { t } = vscode.l10n;
  return [
    text === "" ? undefined : t("“{0}”", visibleText(text)),
    findings.length === 0 ? undefined : findings.map(kindWord).join(t(" or ")),
    isLive ? t("live") : undefined,
    days === undefined ? undefined : daysWords(days),
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}

/** A span of days up to today. */
export function daysWords(days: number): string {
  const { t } = vscode.l10n;
  return days === 1 ? t("today") : t("last {0} days", formatCount(days));
}

/** What a filtered view says above its rows. */
export function tallyWords(
  filter: SessionFilter,
  { all, matching, unknown, tooLarge }: OutlineTally,
): string {
  const { t } = vscode.l10n;
  const waiting = unknown - tooLarge;
  return [
    t(
      "Filter: {0}. {1} of {2} sessions.",
      filterWords(filter),
      formatCount(matching),
      formatCount(all),
    ),
    waiting > 0 ? t("Not looked at yet: {0}.", formatCount(waiting)) : undefined,
    tooLarge > 0 ? t("Too large to be read for a filter: {0}.", formatCount(tooLarge)) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}
