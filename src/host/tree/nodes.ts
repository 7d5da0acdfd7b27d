import path from "node:path";
import * as vscode from "vscode";
import { formatCount } from "../../core/format";
import type { UnreadLine } from "../../core/session/segment";
import { visibleText } from "../../core/visibleText";
import type { FileProblem } from "../../platform/problem";
import type { SessionRef } from "../../platform/sessionRef";
import { commands, nodeContexts } from "../ids";
import { sessionKey, sessionName } from "../sessionKey";
import type { SegmentCounts, SessionCounts } from "../session/sessionCounts";
import type { SearchedFolder } from "./sessionLibrary";
import {
  problemWords,
  segmentDescription,
  segmentTooltip,
  sessionDescription,
  sessionTooltip,
  unreadFiles,
} from "./words";

/** What stands in the tree. */
export type Node =
  | { readonly kind: "folder"; readonly searched: SearchedFolder }
  | { readonly kind: "session"; readonly ref: SessionRef }
  | {
      readonly kind: "segment";
      readonly ref: SessionRef;
      readonly segment: SegmentCounts;
      readonly counts: SessionCounts;
    }
  | { readonly kind: "unread"; readonly segment: SegmentCounts; readonly unread: UnreadLine }
  | { readonly kind: "more"; readonly id: string; readonly count: number }
  | { readonly kind: "problem"; readonly problem: FileProblem; readonly root: string };

const warning = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));

export function folderItem({ folder, discovery }: SearchedFolder): vscode.TreeItem {
  const item = new vscode.TreeItem(
    visibleText(path.basename(folder.path)),
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = `folder\n${folder.path}`;
  item.description = visibleText(path.dirname(folder.path));
  item.tooltip = visibleText(folder.path);
  item.iconPath = discovery.sessions.length === 0 ? warning : new vscode.ThemeIcon("folder");
  item.contextValue =
    folder.origin === "opened" || folder.origin === "sample"
      ? nodeContexts.openedFolder
      : nodeContexts.listedFolder;
  return item;
}

export function sessionItem(ref: SessionRef, counts: SessionCounts | undefined): vscode.TreeItem {
  const name = sessionName(ref);
  const hasChildren =
    ref.segmentFiles.length > 1 ||
    (counts !== undefined && (counts.unread > 0 || counts.problems.length > 0));
  const item = new vscode.TreeItem(
    visibleText(name),
    hasChildren ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = `session\n${sessionKey(ref)}`;
  item.description = sessionDescription(ref, counts);
  item.tooltip = sessionTooltip(ref, name, counts);
  item.iconPath =
    counts !== undefined && counts.unread + unreadFiles(counts) > 0
      ? warning
      : new vscode.ThemeIcon("graph-line");
  item.contextValue = nodeContexts.session;
  item.command = openCommand({ kind: "session", ref });
  return item;
}

export function segmentItem(node: Extract<Node, { kind: "segment" }>): vscode.TreeItem {
  const { ref, segment, counts } = node;
  const position = counts.segments.indexOf(segment);
  const item = new vscode.TreeItem(
    vscode.l10n.t("Segment {0}", position + 1),
    segment.unread > 0
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None,
  );
  item.id = `segment\n${sessionKey(ref)}\n${segment.id}`;
  item.description = segmentDescription(segment, counts.segments);
  item.tooltip = segmentTooltip(segment, counts.segments);
  item.iconPath = segment.unread > 0 ? warning : new vscode.ThemeIcon(originIcon(segment));
  item.contextValue = nodeContexts.segment;
  item.command = openCommand(node);
  return item;
}

export function unreadItem({
  segment,
  unread,
}: Extract<Node, { kind: "unread" }>): vscode.TreeItem {
  const { line, offset } = unread.place;
  const item = new vscode.TreeItem(vscode.l10n.t("Line {0}", formatCount(line)));
  item.id = `unread\n${segment.file}\n${offset}`;
  item.description = visibleText(unread.reason);
  item.tooltip = problemWords(
    { path: segment.file, what: unread.reason, line, offset },
    segment.file,
  );
  item.iconPath = warning;
  item.command = {
    command: commands.showRecord,
    title: vscode.l10n.t("Show Logged Record"),
    arguments: [{ file: segment.file, ...unread.place }],
  };
  return item;
}

export function moreItem({ id, count }: Extract<Node, { kind: "more" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t("{0} more", formatCount(count)));
  item.id = `more\n${id}`;
  return item;
}

export function problemItem({
  problem,
  root,
}: Extract<Node, { kind: "problem" }>): vscode.TreeItem {
  const shown = path.relative(root, problem.path);
  const item = new vscode.TreeItem(visibleText(shown === "" ? path.basename(root) : shown));
  item.id = `problem\n${root}\n${problem.path}\n${problem.what}`;
  item.description = visibleText(problem.what);
  item.tooltip = problemWords(problem, problem.path);
  item.iconPath = warning;
  return item;
}

function openCommand(node: Node): vscode.Command {
  return {
    command: commands.openSession,
    title: vscode.l10n.t("Open Session"),
    arguments: [node],
  };
}

function originIcon(segment: SegmentCounts): string {
  switch (segment.origin.kind) {
    case "new":
      return "list-ordered";
    case "forked":
      return "repo-forked";
    case "compacted":
      return "fold";
  }
}
