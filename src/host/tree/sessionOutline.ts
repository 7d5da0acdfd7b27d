import path from "node:path";
import type { SessionRef } from "../../platform/sessionRef";
import { sessionKey } from "../sessionKey";
import type { SessionCounts } from "../session/sessionCounts";
import { mostBackgroundBytes } from "./backgroundReading";
import type { FolderNode, GroupNode, Node } from "./node";
import { folderRows, pageOf, pageSize, type OutlineOptions } from "./outline";
import { isFiltering, judgeSession, noFilter, type SessionFilter } from "./sessionFilter";
import type { SearchedFolder } from "./sessionLibrary";

/** How many sessions there are, how many meet the filter, and of how many that is not known. */
export interface OutlineTally {
  readonly all: number;
  readonly matching: number;
  readonly unknown: number;
  /** Those of the unknown that are too large to be read without being asked for. */
  readonly tooLarge: number;
}

/**
 * The rows of the view, from what was found: folders where there are several, groups by date where there are many
 * sessions, a page of each at a time. It knows which sessions are in sight, since only they are worth reading.
 */
export class SessionOutline {
  readonly #counts: (ref: SessionRef) => SessionCounts | undefined;
  readonly #shown = new Map<string, number>();
  readonly #open = new Map<string, readonly SessionRef[]>();
  #nodes = new Map<string, Node>();
  #searched: readonly SearchedFolder[] = [];
  #filter = noFilter;
  #matching = new Map<string, readonly SessionRef[]>();
  #undecided: readonly SessionRef[] = [];
  #now = 0;

  constructor(counts: (ref: SessionRef) => SessionCounts | undefined) {
    this.#counts = counts;
  }

  get filter(): SessionFilter {
    return this.#filter;
  }

  set filter(filter: SessionFilter) {
    this.#filter = filter;
    this.#shown.clear();
    this.#open.clear();
  }

  /** Takes what was found, or looks again at what it has. */
  update(searched: readonly SearchedFolder[], now: number): void {
    this.#searched = searched;
    this.#now = now;
    const undecided: SessionRef[] = [];
    this.#matching = new Map();
    const nodes = new Map<string, Node>();
    for (const { folder, discovery } of searched) {
      const matching: SessionRef[] = [];
      for (const ref of discovery.sessions) {
        const verdict = judgeSession(this.#filter, ref, this.#counts(ref), now);
        if (verdict === "unknown") undecided.push(ref);
        if (verdict !== "shown") continue;
        matching.push(ref);
        const known = this.#nodes.get(sessionKey(ref));
        if (known?.kind === "session" && known.ref === ref) nodes.set(sessionKey(ref), known);
      }
      this.#matching.set(folder.path, matching);
    }
    this.#nodes = nodes;
    this.#undecided = undecided;
  }

  get tally(): OutlineTally {
    let all = 0;
    for (const { discovery } of this.#searched) all += discovery.sessions.length;
    let matching = 0;
    for (const sessions of this.#matching.values()) matching += sessions.length;
    const tooLarge = this.#undecided.filter((ref) => ref.byteLength > mostBackgroundBytes).length;
    return { all, matching, unknown: this.#undecided.length, tooLarge };
  }

  /** What is worth reading, in this order: the sessions in sight, then those that the filter cannot judge yet. */
  get wanted(): readonly SessionRef[] {
    const seen = new Set<SessionRef>();
    for (const sessions of this.#open.values()) for (const ref of sessions) seen.add(ref);
    for (const ref of this.#undecided) seen.add(ref);
    return Array.from(seen);
  }

  roots(): Node[] {
    const [only, ...others] = this.#searched;
    if (only === undefined) return [];
    const isAlone = others.length === 0 && only.discovery.sessions.length > 0;
    if (isAlone) return this.inFolder({ kind: "folder", searched: only });
    return this.#searched
      .filter(
        ({ folder }) => !isFiltering(this.#filter) || this.#matchingIn(folder.path).length > 0,
      )
      .map((searched) => ({ kind: "folder", searched }));
  }

  inFolder(node: FolderNode): Node[] {
    const { folder, discovery } = node.searched;
    const options: OutlineOptions = {
      now: this.#now,
      shown: this.#shown,
      scope: JSON.stringify(this.#filter),
    };
    const rows = folderRows(node, this.#matchingIn(folder.path), options);
    return [
      ...this.#handOut(folder.path, rows),
      // A filter asks for sessions, and for nothing else.
      ...(isFiltering(this.#filter) ? [] : discovery.problems).map((problem): Node => ({
        kind: "problem",
        problem,
        root: discovery.path,
      })),
    ];
  }

  inGroup({ id, sessions }: GroupNode): Node[] {
    return this.#handOut(id, pageOf(id, sessions, this.#shown));
  }

  /** Shows another page of a folder or group. */
  showMore(id: string): void {
    this.#shown.set(id, (this.#shown.get(id) ?? pageSize) + pageSize);
  }

  /** The rows of a folder or group are out of sight. */
  close(node: FolderNode | GroupNode): void {
    this.#open.delete(containerId(node));
    if (node.kind !== "folder") return;
    const below = `${node.searched.folder.path}\n`;
    for (const id of this.#open.keys()) if (id.startsWith(below)) this.#open.delete(id);
  }

  /** The node that stands for a session, where one was handed out. */
  nodeOf(ref: SessionRef): Node | undefined {
    return this.#nodes.get(sessionKey(ref));
  }

  #matchingIn(folder: string): readonly SessionRef[] {
    return this.#matching.get(folder) ?? [];
  }

  #handOut(id: string, rows: ReturnType<typeof folderRows>): Node[] {
    const inSight: SessionRef[] = [];
    const nodes = rows.map((row): Node => {
      if ("kind" in row) return row;
      inSight.push(row);
      return this.#sessionNode(row);
    });
    this.#open.set(id, inSight);
    return nodes;
  }

  /** The same session is the same node: only then can VS Code draw it alone. */
  #sessionNode(ref: SessionRef): Node {
    const key = sessionKey(ref);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const node: Node = { kind: "session", ref };
    this.#nodes.set(key, node);
    return node;
  }
}

function containerId(node: FolderNode | GroupNode): string {
  return node.kind === "group" ? node.id : node.searched.folder.path;
}

/** What names a view of one folder; undefined where there are several. */
export function onlyFolderName(searched: readonly SearchedFolder[]): string | undefined {
  const [only, ...others] = searched;
  return only !== undefined && others.length === 0 ? path.basename(only.folder.path) : undefined;
}
