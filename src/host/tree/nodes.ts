import path from "node:path";
import * as vscode from "vscode";
import { formatCount } from "../../core/format";
import { visibleText } from "../../core/visibleText";
import type { SessionRef } from "../../platform/sessionRef";
import { commands, nodeContexts } from "../ids";
import { sessionKey, sessionName } from "../sessionKey";
import type { SegmentCounts, SessionCounts } from "../session/sessionCounts";
import { isLive } from "./liveness";
import type { FolderNode, GroupNode, Node, RestNode } from "./node";
import {
  periodWords,
  problemWords,
  segmentDescription,
  segmentTooltip,
  sessionDescription,
  sessionTooltip,
  unreadFiles,
} from "./words";

const warning = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
const live = new vscode.ThemeIcon("broadcast", new vscode.ThemeColor("charts.green"));
/** For sessions whose findings cost tokens. */
const costly = new vscode.ThemeIcon("arrow-swap", new vscode.ThemeColor("charts.yellow"));
const plain = new vscode.ThemeIcon("graph-line");

/** A folder in which sessions were looked for. */
export function folderItem({ folder, discovery }: FolderNode["searched"]): vscode.TreeItem {
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

/** The sessions of a period. */
export function groupItem({ id, period, sessions, isOpen }: GroupNode): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(periodWords(period), isOpen ? Expanded : Collapsed);
  item.id = `group\n${id}`;
  item.description = formatCount(sessions.length);
  item.accessibilityInformation = {
    label: vscode.l10n.t("{0}, {1} sessions", periodWords(period), formatCount(sessions.length)),
  };
  return item;
}

/** A session, with what stands out in it once that is counted. */
export function sessionItem(
  ref: SessionRef,
  counts: SessionCounts | undefined,
  now: number = Date.now(),
): vscode.TreeItem {
  const name = sessionName(ref);
  const label = visibleText(name);
  const hasChildren =
    ref.segmentFiles.length > 1 ||
    (counts !== undefined && (counts.unread > 0 || counts.problems.length > 0));
  const item = new vscode.TreeItem(
    label,
    hasChildren ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  const description = sessionDescription(ref, counts, now);
  item.id = `session\n${sessionKey(ref)}`;
  item.description = description;
  item.tooltip = sessionTooltip(ref, name, counts, now);
  item.accessibilityInformation = { label: `${label}, ${description.replaceAll(" · ", ", ")}` };
  item.iconPath = sessionIcon(ref, counts, now);
  item.contextValue = nodeContexts.session;
  item.command = openCommand({ kind: "session", ref });
  return item;
}

/** Doubtful figures before all else, then whether it is being written, then what costs; the row says the same in words. */
function sessionIcon(
  ref: SessionRef,
  counts: SessionCounts | undefined,
  now: number,
): vscode.ThemeIcon {
  if (counts === undefined) return plain;
  const has = (kind: string) => counts.marks.some((mark) => mark.kind === kind);
  if (counts.unread + unreadFiles(counts) > 0 || has("disagrees")) return warning;
  if (isLive(ref, counts, now)) return live;
  return has("sent-again") || has("never-paid") ? costly : plain;
}

/** The row that shows further sessions when it is chosen. */
export function restItem(node: RestNode): vscode.TreeItem {
  const count = formatCount(node.count);
  const item = new vscode.TreeItem(vscode.l10n.t("Show more ({0} not shown)", count));
  item.id = `rest\n${node.id}`;
  item.iconPath = new vscode.ThemeIcon("ellipsis");
  item.command = {
    command: commands.showMore,
    title: vscode.l10n.t("Show More Sessions"),
    arguments: [{ id: node.id }],
  };
  return item;
}

/** One segment of a session of several. */
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

/** A line that could not be read. */
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

/** Sessions that are not listed yet. */
export function moreItem({ id, count }: Extract<Node, { kind: "more" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t("{0} more", formatCount(count)));
  item.id = `more\n${id}`;
  return item;
}

/** A file or folder that could not be read. */
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
