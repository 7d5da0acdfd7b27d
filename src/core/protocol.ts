import { textScopes, type TextScope } from "./search/searchText";
import { product, productName, type Product, type ProductName } from "./export/products";
import * as s from "./shape";
import { arrayKinds, type ArrayKind } from "./wire/arrays";
import { sessionHeader, type SessionHeader } from "./wire/header";

/**
 * What host and page say to each other. The page gets numbers as columns in typed arrays, at most 1 MiB a message, and
 * asks for texts when it shows them. Both sides parse what arrives; neither trusts the other.
 *
 * A page that has been loaded says `ready`; the host answers with `welcome`, then `loading` while it reads, and then a
 * session (see SessionSender) or `failed`. A later session replaces the one shown, `failed` leaves it standing.
 */

/** What a host can do for the page beyond sending a session. What it cannot do, the page does not offer. */
export const hostAbilities = [
  "showRecord",
  "compare",
  "copy",
  "export",
  "itemTexts",
  "search",
  "retry",
] as const;
export type HostAbility = (typeof hostAbilities)[number];

/** Host → page. A `generation` names one state of the session; messages of an older one are dropped. */
export type ToPage =
  | {
      readonly type: "welcome";
      /** What is being opened, as the page's heading until the session says its own name. */
      readonly name: string;
      readonly abilities: readonly HostAbility[];
      /**
       * What the host needs to find the session again after a reload. The page keeps it in its state, under this name,
       * and gives it no meaning.
       */
      readonly restore?: string | undefined;
      /** The user's prices, where the host has any. */
      readonly prices?: PriceSetting | undefined;
    }
  | {
      readonly type: "loading";
      /** What is being done, for people: "reading 2 of 3 segments". */
      readonly detail: string;
      /** Share of the work that is done, 0 to 1; undefined where it is not known. */
      readonly done: number | undefined;
    }
  | {
      readonly type: "outline";
      readonly generation: number;
      readonly header: SessionHeader;
      readonly arrays: readonly ArrayOutline[];
    }
  | {
      readonly type: "columns";
      readonly generation: number;
      readonly parts: readonly ColumnPart[];
    }
  | { readonly type: "loaded"; readonly generation: number }
  /** How long ago the newest of the session's logs was written; said before each state of the session. */
  | { readonly type: "written"; readonly agoMs: number }
  | {
      readonly type: "failed";
      /** What happened, one sentence. */
      readonly message: string;
      /** Where, and what to do; may have several lines. */
      readonly detail: string;
    }
  | { readonly type: "itemTexts"; readonly id: number; readonly texts: readonly ItemText[] }
  /** How much of a search is done, 0 to 1. */
  | { readonly type: "searching"; readonly id: number; readonly done: number }
  /** What a search found. Nothing more follows under this id. */
  | ({ readonly type: "matches"; readonly id: number } & FoundItems)
  /** Make something of what is shown; answered by `produced` with the same id. */
  | { readonly type: "produce"; readonly id: number; readonly what: ProductName }
  /** Select a request, by its position in the replay's requests, and bring it into view. */
  | { readonly type: "reveal"; readonly request: number };

/** Multiples of the input price, and how long a cache entry lives. */
export interface PriceSetting {
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly cacheMinutes: number;
}

/** One named array of the session: its length, and how many of its first elements the page has already. */
export interface ArrayOutline {
  readonly name: string;
  readonly kind: ArrayKind;
  readonly length: number;
  readonly keep: number;
}

/** Elements of the array at position `array` of the outline, from `first` on. */
export interface ColumnPart {
  readonly array: number;
  readonly first: number;
  readonly data: ArrayBuffer;
}

/** Short texts of one item, cut to what a table shows. Plain text, never markup. */
export interface ItemText {
  readonly segment: number;
  readonly item: number;
  /** A message's or reasoning's beginning, a call's arguments, a result's summary. */
  readonly brief: string;
}

/** Items whose texts hold what was searched for, in the order of the session, as columns of `Uint32`. */
export interface FoundItems {
  readonly segments: ArrayBuffer;
  /** Index of each in its segment's history; parallel to `segments`. */
  readonly items: ArrayBuffer;
  /** True where there were more than a search gives. */
  readonly cut: boolean;
  /** Items whose texts could not be read. */
  readonly unread: number;
  /** Why one of them could not be read. */
  readonly problem: string | undefined;
}

/** Page → host. */
export type ToHost =
  /** Said again where what arrived was unusable: everything is to be sent anew. */
  | { readonly type: "ready" }
  /** Try again what failed: begins as after `ready`. */
  | { readonly type: "retry" }
  /** Answered by `itemTexts` with the same id; items that have no text are left out of the answer. */
  | {
      readonly type: "itemTexts";
      readonly id: number;
      readonly segment: number;
      readonly items: readonly number[];
    }
  /** Show the logged record on a line, from 1, of a segment, by its position in the session. */
  | { readonly type: "showRecord"; readonly segment: number; readonly line: number }
  /** Compare a request, by its position in the replay's requests, with and without what was left out. */
  | { readonly type: "compare"; readonly request: number }
  | { readonly type: "copy"; readonly text: string; readonly what: string }
  /**
   * Look for a text, literally and whatever the case of its letters, in the texts of all items. Answered by `searching` any
   * number of times and by `matches` once, all with the same id; a search that is begun later ends an earlier one.
   */
  | {
      readonly type: "search";
      readonly id: number;
      readonly text: string;
      readonly scope: TextScope;
    }
  /** Nobody waits for the search any more: it ends without an answer. */
  | { readonly type: "cancelSearch"; readonly id: number }
  /** The user wants to export the session: the host asks as what. */
  | { readonly type: "export" }
  | { readonly type: "produced"; readonly id: number; readonly product: Product }
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

const itemText: s.Shape<ItemText> = s.object({ segment: s.count, item: s.count, brief: s.text });

const foundItemFields = {
  segments: s.buffer,
  items: s.buffer,
  cut: s.flag,
  unread: s.count,
  problem: s.maybe(s.text),
};

/** What a search found, or where it does not fit. */
export const foundItems: s.Shape<FoundItems> = s.object(foundItemFields);

/** A message from the host, or where it does not fit. */
export const parseToPage: s.Shape<ToPage> = s.tagged<ToPage>("type", {
  welcome: s.object({
    type: s.literal("welcome"),
    name: s.text,
    abilities: s.list(s.literal(...hostAbilities)),
    restore: s.maybe(s.text),
    prices: s.maybe(
      s.object({ cacheRead: s.number, cacheWrite: s.number, cacheMinutes: s.number }),
    ),
  }),
  loading: s.object({ type: s.literal("loading"), detail: s.text, done: s.maybe(s.number) }),
  outline: s.object({
    type: s.literal("outline"),
    generation: s.count,
    header: sessionHeader,
    arrays: s.list(
      s.object({ name: s.text, kind: s.literal(...arrayKinds), length: s.count, keep: s.count }),
    ),
  }),
  columns: s.object({
    type: s.literal("columns"),
    generation: s.count,
    parts: s.list(s.object({ array: s.count, first: s.count, data: s.buffer })),
  }),
  loaded: s.object({ type: s.literal("loaded"), generation: s.count }),
  written: s.object({ type: s.literal("written"), agoMs: s.number }),
  failed: s.object({ type: s.literal("failed"), message: s.text, detail: s.text }),
  itemTexts: s.object({ type: s.literal("itemTexts"), id: s.count, texts: s.list(itemText) }),
  searching: s.object({ type: s.literal("searching"), id: s.count, done: s.number }),
  matches: s.object({ type: s.literal("matches"), id: s.count, ...foundItemFields }),
  produce: s.object({ type: s.literal("produce"), id: s.count, what: productName }),
  reveal: s.object({ type: s.literal("reveal"), request: s.count }),
});

/** A message from the page, or where it does not fit. */
export const parseToHost: s.Shape<ToHost> = s.tagged<ToHost>("type", {
  ready: s.object({ type: s.literal("ready") }),
  retry: s.object({ type: s.literal("retry") }),
  itemTexts: s.object({
    type: s.literal("itemTexts"),
    id: s.count,
    segment: s.count,
    items: s.list(s.count),
  }),
  showRecord: s.object({ type: s.literal("showRecord"), segment: s.count, line: s.count }),
  compare: s.object({ type: s.literal("compare"), request: s.count }),
  copy: s.object({ type: s.literal("copy"), text: s.text, what: s.text }),
  search: s.object({
    type: s.literal("search"),
    id: s.count,
    text: s.text,
    scope: s.literal(...textScopes),
  }),
  cancelSearch: s.object({ type: s.literal("cancelSearch"), id: s.count }),
  export: s.object({ type: s.literal("export") }),
  produced: s.object({ type: s.literal("produced"), id: s.count, product }),
  painted: s.object({
    type: s.literal("painted"),
    generation: s.count,
    figures: s.object({
      requests: s.count,
      fires: s.count,
      skips: s.count,
      evaluations: s.count,
      exact: s.count,
    }),
  }),
  error: s.object({ type: s.literal("error"), message: s.text }),
});
