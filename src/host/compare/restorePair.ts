import { sides, type Side } from "../../core/compare/comparedSession";
import { parseJson } from "../../core/log/json";
import * as s from "../../core/shape";
import type { SessionRef } from "../../platform/sessionRef";
import { restoreSession, restoreText } from "../page/restore";

export type ComparedRefs = Readonly<Record<Side, SessionRef>>;

const keptState = s.object({ restore: s.text });
const restorable = s.object({ a: s.text, b: s.text });

/** What finds two sessions again after a reload: the page keeps it and gives it no meaning. */
export function restorePairText(refs: ComparedRefs): string {
  return JSON.stringify({ a: restoreText(refs.a), b: restoreText(refs.b) });
}

/** The two sessions that a page's kept state names, or a sentence saying why they are not both there. */
export async function restorePair(state: unknown): Promise<ComparedRefs | string> {
  const kept = keptState(state);
  if (kept instanceof s.Mismatch) return `the page kept no sessions: ${kept.toString()}`;
  const named = restorable(parseJson(kept.restore));
  if (named instanceof s.Mismatch) return `the page kept no sessions: ${named.toString()}`;
  const [a, b] = await Promise.all(
    sides.map(async (side) => restoreSession({ restore: named[side] })),
  );
  if (a === undefined || b === undefined) return "the page kept no sessions";
  if (typeof a === "string") return a;
  return typeof b === "string" ? b : { a, b };
}
