import type { UnreadLine } from "../../core/session/segment";
import type { FileProblem } from "../../platform/problem";
import type { SessionRef } from "../../platform/sessionRef";
import type { SegmentCounts, SessionCounts } from "../session/sessionCounts";
import type { ListedFolder } from "./listedFolders";
import type { Period } from "./periods";
import type { SearchedFolder } from "./sessionLibrary";

/** What stands in the tree. */
export type Node =
  | FolderNode
  | GroupNode
  | { readonly kind: "session"; readonly ref: SessionRef }
  | RestNode
  | {
      readonly kind: "segment";
      readonly ref: SessionRef;
      readonly segment: SegmentCounts;
      readonly counts: SessionCounts;
    }
  | { readonly kind: "unread"; readonly segment: SegmentCounts; readonly unread: UnreadLine }
  | { readonly kind: "more"; readonly id: string; readonly count: number }
  | { readonly kind: "problem"; readonly problem: FileProblem; readonly root: string };

export interface FolderNode {
  readonly kind: "folder";
  readonly searched: SearchedFolder;
}

/** The sessions of a period, those of one folder. */
export interface GroupNode {
  readonly kind: "group";
  readonly id: string;
  readonly folder: ListedFolder;
  readonly period: Period;
  readonly sessions: readonly SessionRef[];
  readonly isOpen: boolean;
}

/** Stands for sessions that are not shown yet. */
export interface RestNode {
  readonly kind: "rest";
  /** Of the group or folder that they belong to. */
  readonly id: string;
  readonly count: number;
}
