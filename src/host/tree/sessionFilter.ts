import * as s from "../../core/shape";
import { findingKinds, type FindingKind } from "../../core/whatif/findings/finding";
import type { SessionRef } from "../../platform/sessionRef";
import type { SessionCounts } from "../session/sessionCounts";
import { isLive } from "./liveness";
import { startOf, startOfDay } from "./periods";

/** Which sessions the view shows: those that meet every part. */
export interface SessionFilter {
  /** Words that stand in the agent's name, the session's id or its folder's path; in any order, case ignored. */
  readonly text: string;
  /** Kinds of findings, of which a session has at least one. Empty: whatever it has. */
  readonly findings: readonly FindingKind[];
  readonly isLive: boolean;
  /** Started on one of the last so many days, today being the first. Undefined: at any time. */
  readonly days: number | undefined;
}

export const noFilter: SessionFilter = { text: "", findings: [], isLive: false, days: undefined };

/** A filter as a command's argument gives it; parts that are left out filter nothing. */
export const filterArgument: s.Shape<SessionFilter> = s.mapped(
  s.object({
    text: s.maybe(s.text),
    findings: s.maybe(s.list(s.literal(...findingKinds))),
    isLive: s.maybe(s.flag),
    days: s.maybe(s.count),
  }),
  ({ text = "", findings = [], isLive: live = false, days }) => ({
    text: text.trim(),
    findings,
    isLive: live,
    days: days === 0 ? undefined : days,
  }),
);

/** True where a filter may hide anything. */
export function isFiltering(filter: SessionFilter): boolean {
  return (
    filter.text !== "" || filter.findings.length > 0 || filter.isLive || filter.days !== undefined
  );
}

/** `unknown`: it depends on what the session holds, and it was not read yet. */
export type FilterVerdict = "shown" | "hidden" | "unknown";

/** Whether a session meets a filter. `counts` is undefined for a session that was not read; `now` in epoch milliseconds. */
export function judgeSession(
  filter: SessionFilter,
  ref: SessionRef,
  counts: SessionCounts | undefined,
  now: number,
): FilterVerdict {
  if (!holdsWords(filter.text, ref)) return "hidden";
  if (filter.days !== undefined && startOf(ref) < startOfDay(now, 1 - filter.days)) return "hidden";
  const asksContent = filter.findings.length > 0 || filter.isLive;
  if (asksContent && counts === undefined) return "unknown";
  if (filter.isLive && !isLive(ref, counts, now)) return "hidden";
  const kinds = counts?.marks.map(({ kind }) => kind) ?? [];
  if (filter.findings.length > 0 && !filter.findings.some((kind) => kinds.includes(kind)))
    return "hidden";
  return "shown";
}

function holdsWords(text: string, ref: SessionRef): boolean {
  if (text === "") return true;
  const names = ref.agents.map(({ metadata }) => metadata.agentName ?? "");
  const searched = [...names, ref.id, ref.folder].join("\n").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
