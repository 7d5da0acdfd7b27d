import { itemFlags } from "../session/itemColumns";
import type { TimelineModel } from "./model";

/** What occurs anywhere in a session, as codes of the columns. */
export interface Occurring {
  readonly kinds: ReadonlySet<number>;
  readonly decisions: ReadonlySet<number>;
  /** Whether some result reports an error. */
  readonly errors: boolean;
}

const known = new WeakMap<TimelineModel, Occurring>();

/** Looked for once: a legend is drawn often, and a session has many items. */
export function occurringIn(model: TimelineModel): Occurring {
  const before = known.get(model);
  if (before !== undefined) return before;
  const kinds = new Set<number>();
  let errors = false;
  for (const { items } of model.segments) {
    addCodes(kinds, items.kind, items.length);
    for (let item = 0; item < items.length && !errors; item++)
      errors = ((items.flags[item] ?? 0) & itemFlags.error) !== 0;
  }
  const decisions = new Set<number>();
  addCodes(decisions, model.requests.decision, model.length);
  const found: Occurring = { kinds, decisions, errors };
  known.set(model, found);
  return found;
}

/** Adding every code of a long column to a set takes ten times as long. */
function addCodes(codes: Set<number>, column: Uint8Array, length: number): void {
  const seen = new Uint8Array(256);
  for (let at = 0; at < length; at++) seen[column[at] ?? 0] = 1;
  for (const [code, mark] of seen.entries()) if (mark === 1) codes.add(code);
}
