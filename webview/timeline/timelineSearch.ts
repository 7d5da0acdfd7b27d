import { formatCount } from "../../src/core/format";
import type { FoundItems } from "../../src/core/protocol";
import { mostFound, type TextScope } from "../../src/core/search/searchText";
import { itemKinds } from "../../src/core/session/itemColumns";
import { toolOf } from "../../src/core/timeline/describeItem";
import {
  findTools,
  foundIn,
  placeAmong,
  type Found,
  type ItemList,
} from "../../src/core/timeline/findItems";
import type { TimelineModel } from "../../src/core/timeline/model";
import { kindNames } from "../../src/core/timeline/names";
import { find } from "../strings/timeline";
import { FindBar } from "./findBar";
import type { SearchQuery } from "./timelineChoices";

/** Somebody who can look through the texts. Answers come to `receiveMatches`. */
export interface TextSearcher {
  readonly begin: (id: number, text: string, scope: TextScope) => void;
  readonly cancel: (id: number) => void;
}

export interface SearchEvents {
  /** Who looks through the texts; undefined where nobody can. */
  readonly texts: () => TextSearcher | undefined;
  /** What was found, or which of it is looked at, changed. */
  readonly onChange: () => void;
  /** The user goes to a match: the request that first sent it, undefined where none did. */
  readonly onGo: (request: number | undefined, announcement: string) => void;
  readonly onClose: () => void;
  /** What is looked for changed; undefined once nothing is. Not called for `restore`. */
  readonly onQuery: (query: SearchQuery | undefined) => void;
}

/** A match that is looked at: its place among those found. */
export interface Finding extends Found {
  readonly current: number | undefined;
}

interface Answer extends ItemList {
  readonly cut: boolean;
  readonly note: string;
}

const nothing: Answer = {
  segments: new Uint32Array(),
  items: new Uint32Array(),
  cut: false,
  note: "",
};
/** Typing pauses so long before texts are read, and a session that grows is searched again after so long. */
const typingMilliseconds = 180;
const growingMilliseconds = 1500;

let nextId = 1;

/** The search of a timeline: tool names here, texts where they are kept. */
export class TimelineSearch {
  readonly bar: FindBar;
  readonly #events: SearchEvents;
  #model: TimelineModel | undefined;
  #itemCount = 0;
  #tools: Answer = nothing;
  #texts: Answer = nothing;
  #found: Found | undefined;
  #current: number | undefined;
  /** The search that is under way, and how much of it is done. */
  #running: { readonly id: number; done: number } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether that timer waits for a session that grows to rest. */
  #isResting = false;
  /** Whether the session has become another since what is under way began. */
  #isOutdated = false;
  /** A step that was asked for before there was anything to step to. */
  #pendingStep: -1 | 1 | undefined;

  constructor(events: SearchEvents) {
    this.#events = events;
    this.bar = new FindBar({
      onQuery: () => {
        this.#query(typingMilliseconds);
        events.onQuery({ text: this.bar.text, scope: this.bar.scope });
      },
      onStep: (by) => {
        this.step(by);
      },
      onClose: () => {
        this.close();
        events.onQuery(undefined);
        events.onClose();
      },
    });
  }

  /** What was found; undefined where nothing is looked for, or nothing was found. */
  get finding(): Finding | undefined {
    if (this.#found === undefined || this.#found.items.length === 0) return undefined;
    return { ...this.#found, current: this.#current };
  }

  /** Whether more may be found yet. */
  get isBusy(): boolean {
    return this.#running !== undefined || this.#timer !== undefined;
  }

  open(): void {
    this.bar.offerScopes(this.#events.texts() !== undefined);
    this.bar.open();
    this.#query(0);
    this.#events.onQuery({ text: this.bar.text, scope: this.bar.scope });
  }

  /** Looks again for what was looked for when the page went; the focus stays where it is. */
  restore(query: SearchQuery): void {
    this.bar.offerScopes(this.#events.texts() !== undefined);
    this.bar.fill(query);
    this.#query(0);
  }

  close(): void {
    this.#stop();
    this.bar.close();
    this.#found = undefined;
    this.#current = undefined;
    this.#events.onChange();
  }

  /** Another state of the session: what was found in it stays, and once it rests it is searched again. */
  use(model: TimelineModel): void {
    const count = model.segments.reduce((sum, { items }) => sum + items.length, 0);
    const isOther = count !== this.#itemCount;
    this.#model = model;
    this.#itemCount = count;
    if (!this.bar.isOpen || this.bar.text === "") return;
    if (isOther) this.#lookInTools();
    this.#gather();
    if (!isOther) return;
    // What is under way comes to its end, or what a session that grows fast holds would never be known.
    if (this.#running !== undefined) this.#isOutdated = true;
    else if (this.#timer === undefined || this.#isResting) this.#askTexts(growingMilliseconds);
  }

  /** Goes to the next match or the one before it, round at the ends. */
  step(by: -1 | 1): void {
    const found = this.#found;
    const count = found?.items.length ?? 0;
    if (found === undefined || count === 0) {
      if (this.isBusy) this.#pendingStep = by;
      return;
    }
    this.#current =
      this.#current === undefined ? (by > 0 ? 0 : count - 1) : (this.#current + by + count) % count;
    this.#say();
    this.#events.onChange();
    const request = found.requests[this.#current] ?? -1;
    this.#events.onGo(request < 0 ? undefined : request, this.#describe(found, this.#current));
  }

  receiveProgress(id: number, done: number): void {
    if (this.#running?.id !== id) return;
    this.#running.done = done;
    this.#say();
  }

  receiveMatches(id: number, { segments, items, cut, unread, problem }: FoundItems): void {
    if (this.#running?.id !== id) return;
    this.#running = undefined;
    const list = { segments: new Uint32Array(segments), items: new Uint32Array(items) };
    const why = problem ?? "";
    const note =
      unread > 0 ? find.unread(unread, why) : problem === undefined ? "" : find.failed(why);
    this.#texts = { ...list, cut: cut && problem === undefined, note };
    if (this.#isOutdated) this.#askTexts(growingMilliseconds);
    this.#gather();
    this.#stepPending();
  }

  dispose(): void {
    this.#stop();
  }

  #stop(): void {
    this.#halt();
    this.#pendingStep = undefined;
  }

  /** Ends what is under way; a step waits on. */
  #halt(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isResting = false;
    this.#isOutdated = false;
    if (this.#running !== undefined) this.#events.texts()?.cancel(this.#running.id);
    this.#running = undefined;
  }

  #query(delay: number): void {
    this.#stop();
    this.#lookInTools();
    this.#texts = nothing;
    this.#askTexts(delay);
    this.#gather();
  }

  #lookInTools(): void {
    const { text, scope } = this.bar;
    const isAsked =
      this.#events.texts() === undefined || scope === "everything" || scope === "tools";
    this.#tools =
      this.#model === undefined || !isAsked
        ? nothing
        : asAnswer(findTools(this.#model, text, mostFound));
  }

  /** Has the texts looked through after a pause, where somebody can and should. */
  #askTexts(delay: number): void {
    const { text, scope } = this.bar;
    const texts = this.#events.texts();
    this.#halt();
    if (texts === undefined || scope === "tools" || text === "") return;
    this.#isResting = delay === growingMilliseconds;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isResting = false;
      this.#running = { id: nextId++, done: 0 };
      this.#say();
      texts.begin(this.#running.id, text, scope);
    }, delay);
  }

  /** Puts together what was found; the match that is looked at stays, where it still is one. */
  #gather(): void {
    const before = this.#found;
    const at = this.#current;
    this.#found =
      this.#model === undefined || this.bar.text === ""
        ? undefined
        : foundIn(this.#model, [this.#tools, this.#texts]);
    this.#current = undefined;
    if (before !== undefined && at !== undefined && this.#found !== undefined) {
      const segment = before.segments[at] ?? 0;
      const item = before.items[at] ?? 0;
      const place = placeAmong(this.#found, segment, item);
      if (this.#found.segments[place] === segment && this.#found.items[place] === item)
        this.#current = place;
    }
    this.#say();
    this.#events.onChange();
  }

  #stepPending(): void {
    const by = this.#pendingStep;
    this.#pendingStep = undefined;
    if (by !== undefined) this.step(by);
  }

  #say(): void {
    const count = this.#found?.items.length ?? 0;
    const cut = this.#tools.cut || this.#texts.cut;
    const parts: string[] = [];
    if (this.bar.text !== "" && (count > 0 || !this.isBusy))
      parts.push(count === 0 ? find.none : find.count(this.#current, count, cut));
    if (this.isBusy) parts.push(find.searching(this.#running?.done ?? 0));
    const notes = [
      this.#events.texts() === undefined ? find.toolsOnly : "",
      this.#texts.note,
      cut ? find.cut(count) : "",
    ];
    this.bar.say({
      text: parts.join(" · "),
      note: notes.filter((note) => note !== "").join(" "),
      hasMatches: count > 0,
    });
  }

  #describe(found: Found, current: number): string {
    const segment = this.#model?.segments[found.segments[current] ?? -1];
    const item = found.items[current] ?? 0;
    const request = found.requests[current] ?? -1;
    const kind = itemKinds[segment?.items.kind[item] ?? 0] ?? "user";
    const tool = segment === undefined ? undefined : toolOf(segment, item);
    const what = [find.item(item), kindNames[kind], ...(tool === undefined ? [] : [tool])];
    return find.at(
      find.count(current, found.items.length, false),
      what.join(", "),
      request < 0 ? find.notSent : find.firstSent(formatCount(request + 1)),
    );
  }
}

function asAnswer({ segments, items }: ItemList): Answer {
  return {
    segments: segments.subarray(0, mostFound),
    items: items.subarray(0, mostFound),
    cut: items.length > mostFound,
    note: "",
  };
}
