import { parseToPage, type PriceSetting, type ToPage } from "../protocol";
import { textScopes, type TextScope } from "../search/searchText";
import * as s from "../shape";
import { figureNames, type FigureName } from "./compareFigures";
import { sides, type Side } from "./comparedSession";

/**
 * What host and comparing page say to each other. The page says `ready`; the host answers with `welcome`, and sends for
 * each side what it would send to the page of that session alone: what it is called, how far its reading is, and the
 * session (see the protocol of that page). Later states of either side follow as they come.
 */
export type ToComparePage =
  | {
      readonly type: "welcome";
      /** What the host needs to find both sessions again after a reload; the page keeps it and gives it no meaning. */
      readonly restore: string;
      /** The user's prices, where the host has any. */
      readonly prices?: PriceSetting | undefined;
    }
  | { readonly type: "side"; readonly side: Side; readonly message: ToPage };

/** Page → host. */
export type ToCompareHost =
  | { readonly type: "ready" }
  /** Open the page of one session. */
  | { readonly type: "open"; readonly side: Side }
  /** Show the same two the other way round. */
  | { readonly type: "swap" }
  /**
   * Look for a text in the texts of one session, as the page of that session alone asks for it; answered on its side. Each
   * side has one search, the newest.
   */
  | {
      readonly type: "search";
      readonly side: Side;
      readonly id: number;
      readonly text: string;
      readonly scope: TextScope;
    }
  /** Nobody waits for the search any more: it ends without an answer. */
  | { readonly type: "cancelSearch"; readonly side: Side; readonly id: number }
  | { readonly type: "painted"; readonly painted: PaintedComparison }
  | { readonly type: "error"; readonly message: string };

/** The figures that stand in the page's table, reported back once painted: what a test compares with the command line. */
export interface PaintedComparison {
  readonly figures: readonly PaintedFigure[];
  /** Requests that stand side by side, and those whose decisions differ. */
  readonly pairs: number;
  readonly differing: number;
}

/** Undefined: not known. */
export interface PaintedFigure {
  readonly name: FigureName;
  readonly a: number | undefined;
  readonly b: number | undefined;
}

const side = s.literal(...sides);

/** A message from the host, or where it does not fit. */
export const parseToComparePage: s.Shape<ToComparePage> = s.tagged<ToComparePage>("type", {
  welcome: s.object({
    type: s.literal("welcome"),
    restore: s.text,
    prices: s.maybe(
      s.object({ cacheRead: s.number, cacheWrite: s.number, cacheMinutes: s.number }),
    ),
  }),
  side: s.object({ type: s.literal("side"), side, message: parseToPage }),
});

/** A message from the page, or where it does not fit. */
export const parseToCompareHost: s.Shape<ToCompareHost> = s.tagged<ToCompareHost>("type", {
  ready: s.object({ type: s.literal("ready") }),
  open: s.object({ type: s.literal("open"), side }),
  swap: s.object({ type: s.literal("swap") }),
  search: s.object({
    type: s.literal("search"),
    side,
    id: s.count,
    text: s.text,
    scope: s.literal(...textScopes),
  }),
  cancelSearch: s.object({ type: s.literal("cancelSearch"), side, id: s.count }),
  painted: s.object({
    type: s.literal("painted"),
    painted: s.object({
      figures: s.list(
        s.object({
          name: s.literal(...figureNames),
          a: s.maybe(s.number),
          b: s.maybe(s.number),
        }),
      ),
      pairs: s.count,
      differing: s.count,
    }),
  }),
  error: s.object({ type: s.literal("error"), message: s.text }),
});
