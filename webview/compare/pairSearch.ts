import { sides, type Side } from "../../src/core/compare/comparedSession";
import { mergeFound, placeOfMatch, type FoundMatch } from "../../src/core/compare/mergeFound";
import type { ToCompareHost } from "../../src/core/compare/messages";
import { find } from "../strings/timeline";
import { FindBar } from "../timeline/findBar";
import type { SearchQuery } from "../timeline/timelineChoices";
import type { TextSearcher } from "../timeline/timelineSearch";
import { page as words } from "../strings/compare";
import type { SearchMessage, TimelinePair } from "./timelinePair";

export interface PairSearchEvents {
  readonly send: (message: Extract<ToCompareHost, { type: "search" | "cancelSearch" }>) => void;
  readonly canSearch: (side: Side) => boolean;
  /** The user goes to a match that a request sent. */
  readonly onGo: (row: number) => void;
  /** The number of a side's request in a row, from 0. */
  readonly requestIn: (side: Side, row: number) => number | undefined;
  /** What is looked for changed; undefined once nothing is. Not called for `restore`. */
  readonly onQuery: (query: SearchQuery | undefined) => void;
  readonly onClose: () => void;
}

/** Typing pauses so long before texts are read. */
const typingMilliseconds = 180;

/**
 * One search through both sessions: what is typed here both timelines look for, each as on its session's own page, marking
 * what it finds and saying how much. The matches of both are walked in the order of the rows.
 */
export class PairSearch {
  readonly bar: FindBar;
  readonly #pair: TimelinePair;
  readonly #events: PairSearchEvents;
  readonly #running = new Map<Side, { readonly id: number; done: number }>();
  readonly #cut = new Set<Side>();
  #matches: readonly FoundMatch[] = [];
  #current: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A step that was asked for before there was anything to step to. */
  #pendingStep: -1 | 1 | undefined;

  constructor(pair: TimelinePair, events: PairSearchEvents) {
    this.#pair = pair;
    this.#events = events;
    this.bar = new FindBar({
      onQuery: (text, scope) => {
        events.onQuery({ text, scope });
        this.#ask(typingMilliseconds);
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
    this.bar.element.setAttribute("aria-label", words.find);
    this.bar.element.classList.add("pair-find");
    for (const side of sides) {
      // Each timeline's own line only tells what it found: it is written to here.
      const own = pair.elements[side].querySelector(".timeline-find");
      own?.setAttribute("role", "group");
      own?.setAttribute("aria-label", words.foundIn(side));
    }
  }

  /** Who looks through the texts of a side, where the host can. */
  texts(side: Side): TextSearcher | undefined {
    if (!this.#events.canSearch(side)) return undefined;
    return {
      begin: (id, text, scope) => {
        this.#running.set(side, { id, done: 0 });
        this.#events.send({ type: "search", side, id, text, scope });
        this.#say();
      },
      cancel: (id) => {
        this.#running.delete(side);
        this.#events.send({ type: "cancelSearch", side, id });
      },
    };
  }

  open(): void {
    this.#prepare();
    this.bar.open();
    this.#ask(0);
  }

  /** Looks again for what was looked for when the page went; the focus stays where it is. */
  restore(query: SearchQuery): void {
    this.#prepare();
    this.bar.fill(query);
    this.#ask(0);
  }

  close(): void {
    this.bar.close();
    for (const side of sides) delete this.#pair.elements[side].dataset["finding"];
    this.#look("");
    this.#running.clear();
    this.#pendingStep = undefined;
  }

  receive(side: Side, message: SearchMessage): void {
    const running = this.#running.get(side);
    if (running?.id === message.id) {
      if (message.type === "searching") running.done = message.done;
      else {
        this.#running.delete(side);
        if (message.cut) this.#cut.add(side);
      }
    }
    this.#pair.receiveSearch(side, message);
    this.refresh();
    if (message.type === "matches") this.#stepPending();
  }

  /** Takes what both have found by now; the match that is looked at stays, where it still is one. */
  refresh(): void {
    if (!this.bar.isOpen) return;
    const before = this.#current === undefined ? undefined : this.#matches[this.#current];
    this.#matches = mergeFound({ a: this.#pair.found("a"), b: this.#pair.found("b") });
    this.#current = placeOfMatch(this.#matches, before);
    this.#say();
  }

  /** Goes to the next match or the one before it, round at the ends; false where nothing is looked for. */
  step(by: -1 | 1): boolean {
    if (!this.bar.isOpen) return false;
    if (this.#timer !== undefined) this.#look(this.bar.text);
    const count = this.#matches.length;
    if (count === 0) {
      if (this.#isBusy) this.#pendingStep = by;
      return true;
    }
    this.#current =
      this.#current === undefined ? (by > 0 ? 0 : count - 1) : (this.#current + by + count) % count;
    this.#say();
    const row = this.#matches[this.#current]?.row;
    if (row !== undefined) this.#events.onGo(row);
    return true;
  }

  /** From the typing on, not from when the host is asked: what is stepped to may come yet. */
  get #isBusy(): boolean {
    return this.#timer !== undefined || this.#pair.isSearching;
  }

  #prepare(): void {
    for (const side of sides) this.#pair.elements[side].dataset["finding"] = "";
    this.bar.offerScopes(sides.some((side) => this.#events.canSearch(side)));
  }

  #ask(delay: number): void {
    clearTimeout(this.#timer);
    this.#pendingStep = undefined;
    if (delay === 0) {
      this.#look(this.bar.text);
      return;
    }
    this.#timer = setTimeout(() => {
      this.#look(this.bar.text);
    }, delay);
    this.#say();
  }

  #look(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#cut.clear();
    this.#current = undefined;
    this.#pair.setSearch({ text, scope: this.bar.scope });
    this.refresh();
  }

  #stepPending(): void {
    const by = this.#pendingStep;
    // Which match is the first one only both can tell.
    if (by === undefined || this.#isBusy) return;
    this.#pendingStep = undefined;
    this.step(by);
  }

  #say(): void {
    const count = this.#matches.length;
    const match = this.#current === undefined ? undefined : this.#matches[this.#current];
    const parts: string[] = [];
    if (this.bar.text !== "" && (count > 0 || !this.#isBusy))
      parts.push(count === 0 ? find.none : find.count(this.#current, count, this.#cut.size > 0));
    if (match !== undefined) {
      const { side, row } = match;
      const request = row === undefined ? undefined : this.#events.requestIn(side, row);
      parts.push(words.foundAt(side, request));
    }
    if (this.#isBusy) {
      const done = Array.from(this.#running.values(), (running) => running.done);
      parts.push(find.searching(done.length === 0 ? 0 : Math.min(...done)));
    }
    this.bar.say({ text: parts.join(" · "), note: "", hasMatches: count > 0 });
  }
}
