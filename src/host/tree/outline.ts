import type { SessionRef } from "../../platform/sessionRef";
import type { FolderNode, GroupNode, RestNode } from "./node";
import { periodKey, periodOf, startOf } from "./periods";

/** So many sessions of a folder stand in it plainly, newest first; more of them are grouped by date. */
export const mostUngrouped = 40;
/** Sessions that a group shows at once; the rest on demand. VS Code asks for each row of an open group. */
export const pageSize = 100;
/** Groups are open until so many sessions are in sight. */
const mostOpen = 30;

export interface OutlineOptions {
  readonly now: number;
  /** Rows of a group that were asked for, by its id; `pageSize` where none were. */
  readonly shown: ReadonlyMap<string, number>;
  /** Part of the ids of groups: groups of another scope are open or closed anew. */
  readonly scope: string;
}

/** What stands directly below a folder: its sessions, or groups of them by date. They are given newest first. */
export function folderRows(
  { searched }: FolderNode,
  sessions: readonly SessionRef[],
  { now, scope, shown }: OutlineOptions,
): readonly (GroupNode | SessionRef | RestNode)[] {
  const { folder } = searched;
  if (sessions.length <= mostUngrouped) return pageOf(folder.path, sessions, shown);
  const groups = new Map<string, { period: GroupNode["period"]; sessions: SessionRef[] }>();
  for (const ref of sessions) {
    const period = periodOf(startOf(ref), now);
    const key = periodKey(period);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { period, sessions: [ref] });
    else group.sessions.push(ref);
  }
  let before = 0;
  return Array.from(groups, ([key, group]) => {
    const isOpen = before < mostOpen;
    before += group.sessions.length;
    return { kind: "group", id: `${folder.path}\n${key}\n${scope}`, folder, isOpen, ...group };
  });
}

/** The first sessions of a container, and what stands for the others. */
export function pageOf(
  id: string,
  sessions: readonly SessionRef[],
  shown: ReadonlyMap<string, number>,
): readonly (SessionRef | RestNode)[] {
  const most = shown.get(id) ?? pageSize;
  const rest = sessions.length - most;
  // A row that stands for one session could as well be that session.
  if (rest <= 1) return sessions;
  return [...sessions.slice(0, most), { kind: "rest", id, count: rest }];
}
