import * as vscode from "vscode";
import * as s from "../../core/shape";
import { visibleText } from "../../core/visibleText";
import type { SessionRef } from "../../platform/sessionRef";
import type { CommandContext } from "../commands/context";
import { iconlessText } from "../foreignText";
import { contextKeys } from "../ids";
import { UserError } from "../report";
import { sessionKey, sessionName } from "../sessionKey";
import { sessionDescription } from "../tree/words";

const node = s.object({ ref: s.object({ folder: s.text, id: s.text }) });

/**
 * *Compare Two Sessions…*: those selected in the view, the older one first, as A; else the user chooses both. `selection`
 * is what VS Code gives beside the row that was clicked.
 */
export async function compareSessions(
  context: CommandContext,
  argument: unknown,
  selection: unknown,
): Promise<void> {
  const { t } = vscode.l10n;
  await context.library.ready();
  const chosen = Array.isArray(selection) ? refsIn(context, selection) : [];
  if (chosen.length > 2)
    throw new UserError(t("{0} sessions are selected; select two to compare.", chosen.length));
  const [newer, older] = chosen;
  if (newer !== undefined && older !== undefined) {
    const [a, b] = inOrder(context, newer, older);
    context.comparisons.open({ a, b });
    return;
  }
  const [given] = refsIn(context, [argument]);
  const first = given ?? (await askForSession(context, t("First session, A"), undefined));
  if (first === undefined) return;
  const second = await askForSession(context, t("Second session, B"), first);
  if (second !== undefined) context.comparisons.open({ a: first, b: second });
}

/** *Select for Compare*: remembers a session until another one is compared with it. */
export async function selectForCompare(context: CommandContext, argument: unknown): Promise<void> {
  const [ref] = refsIn(context, [argument]);
  if (ref === undefined)
    throw new UserError(vscode.l10n.t("Choose a session in the Prunescope view."));
  context.comparisons.remembered = ref;
  await vscode.commands.executeCommand("setContext", contextKeys.selectedForCompare, true);
}

/** *Compare with Selected*: the remembered session is A. */
export async function compareWithSelected(
  context: CommandContext,
  argument: unknown,
): Promise<void> {
  const { t } = vscode.l10n;
  await context.library.ready();
  const { remembered } = context.comparisons;
  if (remembered === undefined) throw new UserError(t("No session was selected for comparing."));
  const a = context.library.find(sessionKey(remembered));
  if (a === undefined)
    throw new UserError(
      t("Session {0} is no longer listed; refresh the view.", visibleText(remembered.id)),
    );
  const [b] = refsIn(context, [argument]);
  if (b === undefined) throw new UserError(t("Choose a session in the Prunescope view."));
  if (sessionKey(a) === sessionKey(b))
    throw new UserError(t("This session is the one selected; choose another one."));
  context.comparisons.open({ a, b });
}

/** The listed sessions among rows of the tree, each once. */
function refsIn({ library }: CommandContext, rows: readonly unknown[]): readonly SessionRef[] {
  const found = new Map<string, SessionRef>();
  for (const row of rows) {
    const named = node(row);
    if (named instanceof s.Mismatch) continue;
    const ref = library.find(sessionKey(named.ref));
    if (ref !== undefined) found.set(sessionKey(ref), ref);
  }
  return Array.from(found.values());
}

/** The library lists the newest session first: of two the later in its list is the older. */
function inOrder(
  { library }: CommandContext,
  one: SessionRef,
  other: SessionRef,
): readonly [SessionRef, SessionRef] {
  const keys = library.sessions.map(sessionKey);
  return keys.indexOf(sessionKey(one)) > keys.indexOf(sessionKey(other))
    ? [one, other]
    : [other, one];
}

/** A session from the list, the one in front chosen already; `without` is not offered. */
async function askForSession(
  { library, pages }: CommandContext,
  title: string,
  without: SessionRef | undefined,
): Promise<SessionRef | undefined> {
  const { t } = vscode.l10n;
  const offered = library.sessions.filter(
    (ref) => without === undefined || sessionKey(ref) !== sessionKey(without),
  );
  if (offered.length === 0)
    throw new UserError(
      without === undefined
        ? t("No sessions are listed yet. Open a session folder first.")
        : t("No other session is listed. Open its folder first."),
    );
  const items = offered.map((ref) => ({
    label: iconlessText(sessionName(ref)),
    description: sessionDescription(ref, undefined),
    detail: iconlessText(ref.folder),
    ref,
  }));
  const active = pages.active?.session.ref;
  const isActive = ({ ref }: { readonly ref: SessionRef }) =>
    active !== undefined && sessionKey(ref) === sessionKey(active);
  const picker = vscode.window.createQuickPick<(typeof items)[number]>();
  try {
    picker.title = t("Compare Two Sessions");
    picker.placeholder = title;
    picker.step = without === undefined ? 1 : 2;
    picker.totalSteps = 2;
    picker.matchOnDescription = true;
    picker.matchOnDetail = true;
    picker.items = items;
    picker.activeItems = items.filter(isActive);
    return await new Promise<SessionRef | undefined>((resolve) => {
      picker.onDidAccept(() => {
        resolve(picker.activeItems[0]?.ref);
      });
      picker.onDidHide(() => {
        resolve(undefined);
      });
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}
