import * as vscode from "vscode";
import * as s from "../../core/shape";
import { findingKinds } from "../../core/whatif/findings/finding";
import { daysWords } from "../tree/filterWords";
import { kindWord } from "../tree/markWords";
import { filterArgument, noFilter, type SessionFilter } from "../tree/sessionFilter";
import type { CommandContext } from "./context";

/** *Filter Sessions…*: by what the argument says, else by what the user types and picks. */
export async function filterSessions({ tree }: CommandContext, argument: unknown): Promise<void> {
  const given = filterArgument(argument);
  const filter = given instanceof s.Mismatch ? await askForFilter(tree.filter) : given;
  if (filter !== undefined) tree.setFilter(filter);
}

/** *Clear Filter* */
export function clearFilter({ tree }: CommandContext): void {
  tree.setFilter(noFilter);
}

const showMoreArgument = s.object({ id: s.text });

/** The row of a group that stands for further sessions was chosen. */
export function showMore({ tree }: CommandContext, argument: unknown): void {
  const named = showMoreArgument(argument);
  if (!(named instanceof s.Mismatch)) tree.showMore(named.id);
}

type Choice = vscode.QuickPickItem & { readonly part?: Partial<SessionFilter> };

/** One list for everything: what is typed are words to look for, what is ticked are findings and days. */
async function askForFilter(current: SessionFilter): Promise<SessionFilter | undefined> {
  const { t } = vscode.l10n;
  const input = vscode.window.createQuickPick<Choice>();
  const items = choices();
  input.title = t("Filter Sessions");
  input.placeholder = t("Words of the agent’s name, the session’s id or its folder");
  input.canSelectMany = true;
  input.value = current.text;
  input.items = items;
  input.selectedItems = items.filter(({ part }) => part !== undefined && isPartOf(part, current));
  try {
    return await new Promise<SessionFilter | undefined>((resolve) => {
      input.onDidAccept(() => {
        resolve(chosenFilter(input.value, input.selectedItems));
      });
      input.onDidHide(() => {
        resolve(undefined);
      });
      input.show();
    });
  } finally {
    input.dispose();
  }
}

function choices(): Choice[] {
  const { t } = vscode.l10n;
  const separator = (label: string): Choice => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
  });
  // What is typed names sessions, not these rows: none of them goes away.
  const choice = (label: string, part: Partial<SessionFilter>): Choice => ({
    label,
    part,
    alwaysShow: true,
  });
  return [
    separator(t("with any of these findings")),
    ...findingKinds.map((kind) => choice(kindWord(kind), { findings: [kind] })),
    separator(t("written now")),
    choice(t("live"), { isLive: true }),
    separator(t("started, the longest of these")),
    ...[1, 7, 30].map((days) => choice(daysWords(days), { days })),
  ];
}

function isPartOf(part: Partial<SessionFilter>, filter: SessionFilter): boolean {
  return (
    (part.findings?.some((kind) => filter.findings.includes(kind)) ?? false) ||
    (part.isLive === true && filter.isLive) ||
    (part.days !== undefined && part.days === filter.days)
  );
}

function chosenFilter(text: string, chosen: readonly Choice[]): SessionFilter {
  const parts = chosen.flatMap(({ part }) => part ?? []);
  const days = parts.flatMap((part) => part.days ?? []);
  return {
    text: text.trim(),
    findings: parts.flatMap((part) => part.findings ?? []),
    isLive: parts.some((part) => part.isLive === true),
    days: days.length === 0 ? undefined : Math.max(...days),
  };
}
