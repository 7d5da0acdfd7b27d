import * as vscode from "vscode";
import { discover } from "../../platform/discover";
import type { SessionRef } from "../../platform/sessionRef";
import { UserError } from "../report";
import { problemWords } from "../tree/words";

/** The session that a log on disk belongs to, with all its segments. Throws a UserError where it is none. */
export async function sessionOfFile(file: string): Promise<SessionRef> {
  const { sessions, problems } = await discover(file);
  const [ref] = sessions;
  if (ref !== undefined) return { ...ref, opened: undefined };
  throw new UserError(
    problems.length > 0
      ? problems.map((problem) => problemWords(problem, problem.path)).join("\n")
      : vscode.l10n.t("{0} holds no session", file),
  );
}
