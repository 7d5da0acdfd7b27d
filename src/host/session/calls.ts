import { foundItems, parseToPage, type ItemText, type ToPage } from "../../core/protocol";
import type { RequestTexts } from "../../core/requestText";
import { textScopes } from "../../core/search/searchText";
import * as s from "../../core/shape";
import type { LoadOptions } from "../../platform/loadSession";
import { bytes, linePlace, rawRecord, sessionCounts, sessionOverview, sessionRef } from "./shapes";

/**
 * What the extension asks a worker thread for: each call's parameters and result, as shapes, since both cross the
 * border between threads. A worker is given one session to work on, or counts sessions.
 */
const itemTexts: s.Shape<readonly ItemText[]> = s.list(
  s.object({ segment: s.count, item: s.count, brief: s.text }),
);
const requestTexts: s.Shape<RequestTexts> = s.object({
  whole: s.text,
  sent: s.text,
  cutItems: s.count,
});
const messages: s.Shape<readonly ToPage[]> = s.list(parseToPage);
const nothing = s.object({});

export const calls = {
  /** The worker's session from now on: logs on disk. */
  openDisk: { params: s.object({ ref: sessionRef }), result: nothing },
  /** The worker's session from now on: one log in memory. */
  openMemory: {
    params: s.object({ log: s.object({ name: s.text, bytes, modifiedTs: s.number }) }),
    result: nothing,
  },
  /** `files`: where all that changed is known to be in them; without, everything is looked at. */
  look: {
    params: s.object({ files: s.maybe(s.list(s.text)) }),
    result: s.maybe(sessionOverview),
  },
  messages: { params: s.object({ anew: s.flag, after: s.count }), result: messages },
  itemTexts: {
    params: s.object({ segment: s.count, items: s.list(s.count) }),
    result: itemTexts,
  },
  placeOf: {
    params: s.object({ segment: s.count, line: s.count }),
    result: s.maybe(s.object({ file: s.text, ...linePlace })),
  },
  record: {
    params: s.object({ file: s.text, offset: s.count, byteLength: s.count }),
    result: rawRecord,
  },
  /** Looks through the texts of all items. */
  search: {
    params: s.object({ text: s.text, scope: s.literal(...textScopes) }),
    result: foundItems,
  },
  requestTexts: { params: s.object({ request: s.count }), result: s.maybe(requestTexts) },
  /** The session as an HTML file. `state` is what the page kept of itself, as JSON. */
  exportPage: {
    params: s.object({
      codeFolder: s.text,
      name: s.text,
      state: s.maybe(s.text),
      prices: s.maybe(
        s.object({ cacheRead: s.number, cacheWrite: s.number, cacheMinutes: s.number }),
      ),
      withTexts: s.flag,
    }),
    result: bytes,
  },
  /** Reads a session, whichever is open, and keeps nothing of it. */
  count: { params: s.object({ ref: sessionRef }), result: sessionCounts },
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type Params<Name extends CallName> = s.Shaped<Calls[Name]["params"]>;
export type Result<Name extends CallName> = s.Shaped<Calls[Name]["result"]>;

const callNames = Object.keys(calls) as readonly CallName[];

/** Extension → worker. */
export type ToWorker =
  | {
      readonly type: "call";
      readonly id: number;
      readonly name: CallName;
      readonly params: unknown;
    }
  | { readonly type: "cancel"; readonly id: number };

/** Worker → extension. */
export type FromWorker =
  | {
      readonly type: "progress";
      readonly id: number;
      readonly readBytes: number;
      readonly totalBytes: number;
    }
  | { readonly type: "done"; readonly id: number; readonly result: unknown }
  | {
      readonly type: "failed";
      readonly id: number;
      readonly isCancelled: boolean;
      readonly message: string;
      readonly details: string;
    };

const foreign: s.Shape<unknown> = (value) => value;

export const parseToWorker: s.Shape<ToWorker> = s.tagged<ToWorker>("type", {
  call: s.object({
    type: s.literal("call"),
    id: s.count,
    name: s.literal(...callNames),
    params: foreign,
  }),
  cancel: s.object({ type: s.literal("cancel"), id: s.count }),
});

export const parseFromWorker: s.Shape<FromWorker> = s.tagged<FromWorker>("type", {
  progress: s.object({
    type: s.literal("progress"),
    id: s.count,
    readBytes: s.count,
    totalBytes: s.count,
  }),
  done: s.object({ type: s.literal("done"), id: s.count, result: foreign }),
  failed: s.object({
    type: s.literal("failed"),
    id: s.count,
    isCancelled: s.flag,
    message: s.text,
    details: s.text,
  }),
});

/** What the side that works offers for each call. */
export type Handlers = {
  readonly [Name in CallName]: (
    params: Params<Name>,
    options: LoadOptions,
  ) => Promise<Result<Name>> | Result<Name>;
};
