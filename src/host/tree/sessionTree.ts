import path from "node:path";
import * as vscode from "vscode";
import { unreachable } from "../../core/unreachable";
import { visibleText } from "../../core/visibleText";
import type { SessionRef } from "../../platform/sessionRef";
import { withSignal } from "../cancellable";
import { DisposableStore } from "../disposables";
import { contextKeys, views } from "../ids";
import type { Report } from "../report";
import { sessionKey, sessionName } from "../sessionKey";
import {
  folderItem,
  moreItem,
  problemItem,
  segmentItem,
  sessionItem,
  unreadItem,
  type Node,
} from "./nodes";
import type { SessionCounter } from "./sessionCounter";
import type { SessionLibrary } from "./sessionLibrary";
import { sessionTooltip } from "./words";

/** Counts come one after another; the tree shows those of a moment together. */
const togetherMilliseconds = 150;

/** The view of sessions: folders where there are several, sessions newest first, their segments, what could not be read. */
export class SessionTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #library: SessionLibrary;
  readonly #counter: SessionCounter;
  readonly #report: Report;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<readonly Node[] | undefined>());
  readonly #view: vscode.TreeView<Node>;
  #nodes = new Map<string, Node>();
  #counted: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event as vscode.Event<Node[] | undefined>;

  constructor(library: SessionLibrary, counter: SessionCounter, report: Report) {
    this.#library = library;
    this.#counter = counter;
    this.#report = report;
    this.#view = this.#store.add(
      vscode.window.createTreeView<Node>(views.sessions, {
        treeDataProvider: this,
        showCollapseAll: true,
      }),
    );
    this.#store.add(
      library.onDidChange(() => {
        this.#showLibrary();
      }),
    );
    this.#store.add(
      counter.onDidCount((ref) => {
        this.#showCounts(ref);
      }),
    );
    this.#store.add(
      this.#view.onDidChangeVisibility(({ visible }) => {
        this.#setVisible(visible);
      }),
    );
    this.#setVisible(this.#view.visible);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case "folder":
        return folderItem(node.searched);
      case "session":
        return sessionItem(node.ref, this.#counter.counts(node.ref));
      case "segment":
        return segmentItem(node);
      case "unread":
        return unreadItem(node);
      case "more":
        return moreItem(node);
      case "problem":
        return problemItem(node);
      default:
        return unreachable(node);
    }
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) {
      await this.#library.ready();
      return this.#roots();
    }
    switch (node.kind) {
      case "folder":
        return this.#inFolder(node);
      case "session":
        return await this.#inSession(node.ref);
      case "segment":
        return inSegment(node);
      case "unread":
      case "more":
      case "problem":
        return [];
    }
  }

  /** Hovering over a session that was not counted yet counts it, as long as the pointer stays. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: Node,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (node.kind !== "session") return item;
    const counts = await withSignal(token, async (signal) =>
      this.#counter.countNow(node.ref, signal),
    );
    return Object.assign(item, {
      tooltip: sessionTooltip(node.ref, sessionName(node.ref), counts),
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#store.dispose();
  }

  #setVisible(visible: boolean): void {
    this.#library.setVisible(visible);
    this.#counter.setPaused(!visible);
  }

  #roots(): Node[] {
    const { searched } = this.#library;
    const [only, ...others] = searched;
    if (only === undefined) return [];
    if (others.length > 0 || only.discovery.sessions.length === 0)
      return searched.map((each) => ({ kind: "folder", searched: each }));
    return this.#inFolder({ kind: "folder", searched: only });
  }

  #inFolder({ searched }: Extract<Node, { kind: "folder" }>): Node[] {
    const { discovery } = searched;
    return [
      ...discovery.sessions.map((ref) => this.#nodeOf(ref)),
      ...discovery.problems.map((problem): Node => ({
        kind: "problem",
        problem,
        root: discovery.path,
      })),
    ];
  }

  async #inSession(ref: SessionRef): Promise<Node[]> {
    const counts =
      this.#counter.counts(ref) ??
      (await this.#counter.countNow(ref, new AbortController().signal));
    if (counts === undefined) return [];
    return [
      ...counts.segments.map((segment): Node => ({ kind: "segment", ref, segment, counts })),
      ...counts.problems.map((problem): Node => ({ kind: "problem", problem, root: ref.folder })),
    ];
  }

  /** The same session is the same node: only then can VS Code draw it alone. */
  #nodeOf(ref: SessionRef): Node {
    const key = sessionKey(ref);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const node: Node = { kind: "session", ref };
    this.#nodes.set(key, node);
    return node;
  }

  #showLibrary(): void {
    const { searched, sessions } = this.#library;
    this.#nodes = new Map();
    this.#counter.want(sessions);
    const [only, ...others] = searched;
    this.#view.description =
      only !== undefined && others.length === 0 ? visibleText(path.basename(only.folder.path)) : "";
    this.#report.run("telling whether there is a data directory", async () =>
      vscode.commands.executeCommand(
        "setContext",
        contextKeys.dataDirectory,
        this.#library.hasDataDirectory,
      ),
    );
    this.#changed.fire(undefined);
  }

  #showCounts(ref: SessionRef): void {
    this.#counted.push(sessionKey(ref));
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const nodes = this.#counted.splice(0).flatMap((each) => this.#nodes.get(each) ?? []);
      if (nodes.length > 0) this.#changed.fire(nodes);
    }, togetherMilliseconds);
  }
}

function inSegment({ segment }: Extract<Node, { kind: "segment" }>): Node[] {
  const listed = segment.unreadLines.map((unread): Node => ({ kind: "unread", segment, unread }));
  const more = segment.unread - segment.unreadLines.length;
  return more > 0 ? [...listed, { kind: "more", id: segment.file, count: more }] : listed;
}
