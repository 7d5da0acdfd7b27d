import type { SessionReplay } from "./replay/model";
import type { Session } from "./session/session";
import type { Segment } from "./session/segment";
import type { ItemColumns } from "./session/itemColumns";

/**
 * What host and page say to each other. The page gets numbers as columns in typed arrays, at most 1 MiB a message, and
 * asks for texts when it shows them. Both sides parse what arrives; neither trusts the other.
 */

/** A session without its item columns, which follow in parts of their own. */
export interface SessionOutline {
  readonly session: Omit<Session, "segments"> & { readonly segments: readonly SegmentOutline[] };
  readonly replay: SessionReplay;
}

export type SegmentOutline = Omit<Segment, "items"> & { readonly itemCount: number };

export type ItemColumnName = Exclude<keyof ItemColumns, "length">;

/** Host → page. A `generation` names one state of the session; messages of an older one are dropped. */
export type ToPage =
  | { readonly type: "loading"; readonly name: string; readonly detail: string }
  | { readonly type: "outline"; readonly generation: number; readonly outline: SessionOutline }
  | {
      readonly type: "columns";
      readonly generation: number;
      readonly segment: number;
      /** Index of the first item in these parts. */
      readonly first: number;
      readonly columns: Readonly<Partial<Record<ItemColumnName, ArrayBuffer>>>;
    }
  | { readonly type: "loaded"; readonly generation: number }
  | { readonly type: "failed"; readonly message: string; readonly detail: string }
  | { readonly type: "itemTexts"; readonly id: number; readonly texts: readonly ItemText[] }
  | { readonly type: "reveal"; readonly request: number };

/** Short texts of one item, cut to what a table shows. Plain text, never markup. */
export interface ItemText {
  readonly segment: number;
  readonly item: number;
  /** A message's or reasoning's beginning, a call's arguments, a result's summary. */
  readonly brief: string;
}

/** Page → host. */
export type ToHost =
  | { readonly type: "ready" }
  | {
      readonly type: "itemTexts";
      readonly id: number;
      readonly segment: number;
      readonly items: readonly number[];
    }
  | { readonly type: "showRecord"; readonly segment: number; readonly line: number }
  | { readonly type: "compare"; readonly request: number }
  | { readonly type: "copy"; readonly text: string; readonly what: string }
  | { readonly type: "painted"; readonly generation: number; readonly figures: PaintedFigures }
  | { readonly type: "error"; readonly message: string };

/** The figures that stand in the page's header, reported back once painted: what a test compares with the command line. */
export interface PaintedFigures {
  readonly requests: number;
  readonly fires: number;
  readonly skips: number;
  readonly evaluations: number;
  readonly exact: number;
}
