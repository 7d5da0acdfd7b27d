import * as vscode from "vscode";
import { unreachable } from "../../core/unreachable";
import { visibleText } from "../../core/visibleText";
import type { SessionRef } from "../../platform/sessionRef";
import { withSignal } from "../cancellable";
import { DisposableStore } from "../disposables";
import { contextKeys, views } from "../ids";
import type { Report } from "../report";
import { sessionName } from "../sessionKey";
import type { Settings } from "../settings/settings";
import { filterWords, tallyWords } from "./filterWords";
import { liveMilliseconds } from "../../core/session/liveness";
import { HeldRedraws } from "./heldRedraws";
import { isLive } from "./liveness";
import type { Node } from "./node";
import {
  folderItem,
  groupItem,
  moreItem,
  problemItem,
  restItem,
  segmentItem,
  sessionItem,
  unreadItem,
} from "./nodes";
import type { SessionCounter } from "./sessionCounter";
import { isFiltering, type SessionFilter } from "./sessionFilter";
import type { SessionLibrary } from "./sessionLibrary";
import { onlyFolderName, SessionOutline } from "./sessionOutline";
import { sessionTooltip } from "./words";

/** Counts come one after another; the tree shows those of a moment together. */
const togetherMilliseconds = 150;

/** The view of sessions: what the outline says, drawn by VS Code and kept up to date. */
export class SessionTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #library: SessionLibrary;
  readonly #counter: SessionCounter;
  readonly #settings: Settings;
  readonly #report: Report;
  readonly #outline: SessionOutline;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<readonly Node[] | undefined>());
  readonly #redraws = this.#store.add(
    new HeldRedraws((nodes) => {
      this.#changed.fire(nodes);
    }),
  );
  readonly #view: vscode.TreeView<Node>;
  #counted: SessionRef[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** When the first of the live sessions stops being so. */
  #lives: { readonly until: number; readonly timer: NodeJS.Timeout } | undefined;

  readonly onDidChangeTreeData = this.#changed.event as vscode.Event<Node[] | undefined>;

  constructor(
    library: SessionLibrary,
    counter: SessionCounter,
    settings: Settings,
    report: Report,
  ) {
    this.#library = library;
    this.#counter = counter;
    this.#settings = settings;
    this.#report = report;
    this.#outline = new SessionOutline((ref) => counter.counts(ref));
    this.#view = this.#store.add(
      vscode.window.createTreeView<Node>(views.sessions, {
        treeDataProvider: this,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
    this.#store.add(
      library.onDidChange(() => {
        this.#showAll();
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
    this.#store.add(
      this.#view.onDidChangeSelection(() => {
        this.#redraws.hold();
      }),
    );
    this.#store.add(
      this.#view.onDidCollapseElement(({ element }) => {
        if (element.kind !== "group" && element.kind !== "folder") return;
        this.#outline.close(element);
        this.#count();
      }),
    );
    this.#store.add(
      this.#view.onDidExpandElement(({ element }) => {
        // VS Code may have kept the rows and not ask for them again.
        if (element.kind === "group") this.#outline.inGroup(element);
        if (element.kind === "folder") this.#outline.inFolder(element);
        this.#count();
      }),
    );
    this.#store.add(
      settings.onDidChange(() => {
        this.#setVisible(this.#view.visible);
      }),
    );
    this.#setVisible(this.#view.visible);
  }

  get filter(): SessionFilter {
    return this.#outline.filter;
  }

  /** Shows the sessions that meet a filter, and says which it is. */
  setFilter(filter: SessionFilter): void {
    this.#outline.filter = filter;
    this.#setContext(contextKeys.filtered, isFiltering(filter));
    this.#showAll();
  }

  /** Shows another page of a group of sessions. */
  showMore(id: string): void {
    this.#outline.showMore(id);
    this.#changed.fire(undefined);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case "folder":
        return folderItem(node.searched);
      case "group":
        return groupItem(node);
      case "session":
        return this.#sessionItem(node.ref);
      case "rest":
        return restItem(node);
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
      return this.#counting(this.#outline.roots());
    }
    switch (node.kind) {
      case "folder":
        return this.#counting(this.#outline.inFolder(node));
      case "group":
        return this.#counting(this.#outline.inGroup(node));
      case "session":
        return await this.#inSession(node.ref);
      case "segment":
        return inSegment(node);
      case "unread":
      case "more":
      case "rest":
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
    clearTimeout(this.#lives?.timer);
    this.#store.dispose();
  }

  #setVisible(visible: boolean): void {
    this.#library.setVisible(visible);
    this.#counter.setPaused(!visible || !this.#settings.values.readInBackground);
  }

  #sessionItem(ref: SessionRef): vscode.TreeItem {
    const counts = this.#counter.counts(ref);
    const now = Date.now();
    if (isLive(ref, counts, now)) this.#lookWhenOver(ref, now);
    return sessionItem(ref, counts, now);
  }

  /** A session that is written no more says nothing: the view looks again when it stops being live. */
  #lookWhenOver(ref: SessionRef, now: number): void {
    const over = ref.modifiedTs + liveMilliseconds + 1000;
    if (this.#lives !== undefined && this.#lives.until <= over) return;
    clearTimeout(this.#lives?.timer);
    const timer = setTimeout(() => {
      this.#lives = undefined;
      this.#showAll();
    }, over - now);
    this.#lives = { until: over, timer };
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

  #counting(nodes: Node[]): Node[] {
    this.#count();
    return nodes;
  }

  /** Only what is in sight, or what a filter asks about, is read. */
  #count(): void {
    this.#counter.want(this.#outline.wanted, this.#library.sessions);
  }

  #showAll(): void {
    const { searched, hasDataDirectory } = this.#library;
    this.#outline.update(searched, Date.now());
    this.#count();
    this.#setContext(contextKeys.dataDirectory, hasDataDirectory);
    const { filter, tally } = this.#outline;
    const isFiltered = isFiltering(filter);
    this.#view.description = isFiltered
      ? filterWords(filter)
      : visibleText(onlyFolderName(searched) ?? "");
    // VS Code shows the welcome text of an empty view, with its way out, only where there is no message.
    const hasMessage = isFiltered && tally.matching + tally.unknown > 0;
    this.#view.message = hasMessage ? tallyWords(filter, tally) : "";
    this.#redraws.redraw(undefined);
  }

  #setContext(key: string, value: boolean): void {
    this.#report.run("telling what the view shows", async () =>
      vscode.commands.executeCommand("setContext", key, value),
    );
  }

  #showCounts(ref: SessionRef): void {
    this.#counted.push(ref);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const counted = this.#counted.splice(0);
      // What a filter thinks of them may have changed.
      if (isFiltering(this.#outline.filter)) {
        this.#showAll();
        return;
      }
      const nodes = counted.flatMap((each) => this.#outline.nodeOf(each) ?? []);
      if (nodes.length > 0) this.#redraws.redraw(nodes);
    }, togetherMilliseconds);
  }
}

function inSegment({ segment }: Extract<Node, { kind: "segment" }>): Node[] {
  const listed = segment.unreadLines.map((unread): Node => ({ kind: "unread", segment, unread }));
  const more = segment.unread - segment.unreadLines.length;
  return more > 0 ? [...listed, { kind: "more", id: segment.file, count: more }] : listed;
}
