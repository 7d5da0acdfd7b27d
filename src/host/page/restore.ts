import path from "node:path";
import { parseJson } from "../../core/log/json";
import * as s from "../../core/shape";
import { discover } from "../../platform/discover";
import type { SessionRef } from "../../platform/sessionRef";

const restorable = s.object({ file: s.text, id: s.text });
const keptState = s.object({ restore: s.text });

/** What finds a session again after a reload: the page keeps it and gives it no meaning. */
export function restoreText(ref: SessionRef): string {
  return JSON.stringify({ file: ref.segmentFiles[0]?.path ?? ref.folder, id: ref.id });
}

/** What a page kept, whatever it names: one that stands for it for now keeps the same. */
export function keptRestoreText(state: unknown): string | undefined {
  const kept = keptState(state);
  return kept instanceof s.Mismatch ? undefined : kept.restore;
}

/**
 * The session that a page's kept state names, or a sentence saying why there is none. The state comes from an earlier
 * window, perhaps of another version: nothing in it is taken for granted.
 */
export async function restoreSession(state: unknown): Promise<SessionRef | string> {
  const kept = keptState(state);
  if (kept instanceof s.Mismatch) return `the page kept no session: ${kept.toString()}`;
  const named = restorable(parseJson(kept.restore));
  if (named instanceof s.Mismatch) return `the page kept no session: ${named.toString()}`;
  if (!path.isAbsolute(named.file)) return `${named.file} is not an absolute path`;
  const { sessions, problems } = await discover(named.file);
  const found = sessions.find((ref) => ref.id === named.id);
  if (found !== undefined) return { ...found, opened: undefined };
  return problems.length > 0
    ? problems.map((problem) => `${problem.path}: ${problem.what}`).join("\n")
    : `${named.file} holds no session ${named.id}`;
}
