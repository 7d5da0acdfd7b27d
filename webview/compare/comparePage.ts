import type { nothing } from "lit";
import { render, type TemplateResult } from "lit";
import { commonAxis, type CommonAxis } from "../../src/core/compare/commonAxis";
import {
  priceAlignment,
  type Alignment,
  type Comparison,
} from "../../src/core/compare/compareSessions";
import { isDecisive, type ComparedRow } from "../../src/core/compare/compareRequests";
import { sides, type Side } from "../../src/core/compare/comparedSession";
import type { ToCompareHost, ToComparePage } from "../../src/core/compare/messages";
import type { ToPage } from "../../src/core/protocol";
import { nextDifference } from "../../src/core/compare/walkDifferences";
import { pricePresets, type PricePreset } from "../../src/core/whatif/prices";
import type { GridView } from "../gridView";
import type { HostLink } from "../hostLink";
import { NextFrame, whenPainted } from "../nextFrame";
import { Aligner, type LoadedSides } from "./aligner";
import { comparedGrid } from "./comparedGrid";
import { findAgain, requestsOf } from "./comparedRequests";
import { isFindKey, isWriting } from "./compareKeys";
import { restoreState, type CompareState } from "./compareState";
import { offeredPrices } from "./offeredPrices";
import { PairSearch } from "./pairSearch";
import { SideFit } from "./sideFit";
import { SideIntake } from "./sideIntake";
import { page as words, requests as requestWords } from "../strings/compare";
import { TimelinePair } from "./timelinePair";
import { comparedView } from "./views/compared";
import { waitingView, workView } from "./views/head";

interface Shown {
  readonly alignment: Alignment;
  /** The states that are compared; newer ones may be on their way. */
  readonly of: LoadedSides;
  readonly comparison: Comparison;
  readonly common: CommonAxis;
  readonly differing: readonly ComparedRow[];
}

/** The page that puts two sessions side by side: takes the host's messages, compares, draws, and sends what the user does. */
export class ComparePage {
  readonly #root: HTMLElement;
  readonly #host: HostLink<ToCompareHost>;
  readonly #intakes: Readonly<Record<Side, SideIntake>>;
  readonly #fits: Readonly<Record<Side, SideFit>>;
  readonly #aligner: Aligner;
  readonly #pair: TimelinePair;
  readonly #search: PairSearch;
  readonly #grid: GridView<ComparedRow>;
  #state: CompareState;
  #shown: Shown | undefined;
  #offered: readonly PricePreset[] = pricePresets;
  #hovered: number | undefined;
  #message = "";
  readonly #frame = new NextFrame(() => {
    this.#draw();
  });
  #drawn = false;

  constructor(root: HTMLElement, host: HostLink<ToCompareHost>) {
    this.#root = root;
    this.#host = host;
    this.#state = restoreState(host.keptState);
    this.#intakes = { a: this.#makeIntake(), b: this.#makeIntake() };
    this.#fits = { a: this.#makeFit(), b: this.#makeFit() };
    this.#aligner = new Aligner({
      onAligned: (alignment, of) => {
        this.#show(alignment, of);
      },
      onChange: () => {
        this.#frame.ask();
      },
      onFailed: (error) => {
        this.#host.send({ type: "error", message: String(error) });
      },
    });
    this.#pair = new TimelinePair({
      onSelect: (row) => {
        this.#select(row, "picture");
      },
      onHover: (row) => {
        this.#hovered = row;
        this.#frame.ask();
      },
      onViewChange: (view) => {
        this.#keep({ view });
      },
      onFilterChange: (filter) => {
        this.#keep({ filter });
      },
      texts: (side) => this.#search.texts(side),
    });
    this.#search = new PairSearch(this.#pair, {
      send: (message) => {
        this.#host.send(message);
      },
      canSearch: (side) => this.#intakes[side].canSearch,
      onGo: (row) => {
        this.#select(row, "page");
      },
      requestIn: (side, row) => this.#shown?.comparison.rows[row]?.[side]?.request,
      onQuery: (search) => {
        this.#keep({ search });
      },
      onClose: () => {
        this.#pair.focus();
      },
    });
    this.#grid = comparedGrid((row) => {
      this.#select(row, "page");
    });
    window.addEventListener(
      "keydown",
      (event) => {
        this.#onKey(event);
      },
      { capture: true },
    );
  }

  receive(message: ToComparePage): void {
    switch (message.type) {
      case "welcome":
        this.#offered = offeredPrices(message.prices);
        this.#keep({ restore: message.restore });
        this.#price();
        return;
      case "side":
        this.#receiveSide(message.side, message.message);
        return;
    }
  }

  #receiveSide(side: Side, message: ToPage): void {
    if (message.type === "searching" || message.type === "matches")
      this.#search.receive(side, message);
    else this.#intakes[side].receive(message);
  }

  #makeIntake(): SideIntake {
    return new SideIntake({
      onSession: () => {
        this.#compare();
      },
      onUnusable: (message) => {
        this.#host.send({ type: "error", message });
      },
      onChange: () => {
        this.#frame.ask();
      },
    });
  }

  #makeFit(): SideFit {
    return new SideFit((isNew) => {
      if (isNew && this.#shown !== undefined) this.#show(this.#shown.alignment, this.#shown.of);
      else this.#frame.ask();
    });
  }

  get #prices(): PricePreset {
    const chosen = this.#offered.find(({ id }) => id === this.#state.prices);
    return chosen ?? this.#offered[0] ?? pricePresets[0];
  }

  /** Compares the newest states of both sessions, once both are there. */
  #compare(): void {
    const [a, b] = [this.#intakes.a.loaded, this.#intakes.b.loaded];
    if (a === undefined || b === undefined) {
      this.#frame.ask();
      return;
    }
    for (const side of sides) this.#fits[side].use(side === "a" ? a : b);
    this.#aligner.use({ a, b });
    this.#frame.ask();
  }

  /** Shows an alignment, with the newest fits and at the chosen prices. */
  #show(alignment: Alignment, of: LoadedSides): void {
    const isFirst = this.#shown === undefined;
    const comparison = this.#priced(alignment);
    const common = commonAxis(comparison.rows);
    this.#shown = {
      alignment,
      of,
      comparison,
      common,
      differing: comparison.rows.filter(isDecisive),
    };
    this.#pair.show(
      {
        a: { ...of.a.timeline(this.#fits.a.fit), places: common.places.a },
        b: { ...of.b.timeline(this.#fits.b.fit), places: common.places.b },
      },
      comparison.rows,
      common,
      this.#state,
    );
    // What lay under the pointer may stand elsewhere, and there may be a further difference now.
    this.#hovered = undefined;
    this.#message = "";
    this.#findSelectedAgain(comparison.rows);
    this.#pair.select(this.#state.selected, undefined);
    if (isFirst && this.#state.search !== undefined) this.#search.restore(this.#state.search);
    else this.#search.refresh();
    this.#reportWhenPainted();
  }

  /** A session that grew may have put other rows before the selected one. */
  #findSelectedAgain(rows: readonly ComparedRow[]): void {
    const { selected, requests } = this.#state;
    const row = requests === undefined ? selected : findAgain(rows, requests);
    this.#keepSelected(row === undefined ? undefined : rows[row]);
  }

  #keepSelected(row: ComparedRow | undefined): void {
    this.#keep({ selected: row?.row, requests: row && requestsOf(row) });
  }

  /** Other prices change figures, and nothing that is drawn. */
  #price(): void {
    if (this.#shown !== undefined) {
      const comparison = this.#priced(this.#shown.alignment);
      const differing = comparison.rows.filter(isDecisive);
      this.#shown = { ...this.#shown, comparison, differing };
      this.#reportWhenPainted();
    }
    this.#frame.ask();
  }

  #priced(alignment: Alignment): Comparison {
    const tokensOf = (side: Side) => {
      const fit = this.#fits[side];
      return fit.isFitted ? fit.fit?.itemTokens : undefined;
    };
    return priceAlignment(alignment, { a: tokensOf("a"), b: tokensOf("b") }, this.#prices.prices);
  }

  #reportWhenPainted(): void {
    this.#frame.ask();
    whenPainted(() => {
      this.#reportPainted();
    });
  }

  #reportPainted(): void {
    if (this.#shown === undefined) return;
    const { comparison, differing } = this.#shown;
    const { bases } = comparison.counts;
    this.#host.send({
      type: "painted",
      painted: {
        figures: comparison.figures.map(({ name, a, b }) => ({ name, a, b })),
        pairs: bases.same + bases["same end"] + bases.alike,
        differing: differing.length,
      },
    });
  }

  #select(row: number | undefined, from: "picture" | "page"): void {
    this.#message = "";
    this.#keepSelected(row === undefined ? undefined : this.#shown?.comparison.rows[row]);
    if (from === "page") this.#pair.select(row, "reveal");
  }

  #walk(direction: 1 | -1): void {
    if (this.#shown === undefined) return;
    const row = nextDifference(this.#shown.comparison.rows, this.#state.selected, direction);
    if (row === undefined) {
      this.#message = words.noneFurther;
      this.#frame.ask();
    } else this.#select(row, "page");
  }

  #onKey(event: KeyboardEvent): void {
    if (isFindKey(event)) {
      // Each timeline would open a search of its own, through one session alone.
      if (this.#find(event)) event.preventDefault();
      if (event.key !== "/" || !isWriting(event)) event.stopImmediatePropagation();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "n") return;
    if (isWriting(event)) return;
    event.preventDefault();
    this.#walk(event.shiftKey ? -1 : 1);
  }

  /** Whether a key of the search led to something; a slash that is written somewhere does not. */
  #find(event: KeyboardEvent): boolean {
    if (this.#shown === undefined || this.#shown.comparison.rows.length === 0) return false;
    if (event.key === "F3") return this.#search.step(event.shiftKey ? -1 : 1);
    if (event.key === "/" && isWriting(event)) return false;
    this.#openFind();
    return true;
  }

  #openFind(): void {
    this.#search.open();
    const { text, scope } = this.#search.bar;
    this.#keep({ search: { text, scope } });
  }

  #keep(change: Partial<CompareState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.keepState(this.#state);
    this.#frame.ask();
  }

  #draw(): void {
    // What the document says by itself stands until there is something to put in its place.
    if (!this.#drawn) this.#root.replaceChildren();
    this.#drawn = true;
    if (this.#shown === undefined) {
      render(waitingView(this.#intakes, this.#workView()), this.#root);
      return;
    }
    render(this.#view(this.#shown), this.#root);
    const { rows, caption } = this.#listed(this.#shown);
    this.#grid.update(rows, caption, this.#state.selected);
  }

  #workView(): TemplateResult | typeof nothing {
    return workView(this.#aligner.work, this.#aligner.isStopped, {
      onStop: () => {
        this.#aligner.cancel();
      },
      onAgain: () => {
        this.#aligner.again();
      },
    });
  }

  #listed({ comparison, differing }: Shown) {
    const all = this.#state.listing === "all";
    return { rows: all ? comparison.rows : differing, caption: requestWords.caption(all) };
  }

  #view({ comparison, differing, of }: Shown): TemplateResult {
    return comparedView(
      {
        comparison,
        differing,
        of,
        intakes: this.#intakes,
        pair: this.#pair,
        bar: this.#search.bar,
        grid: this.#grid.element,
        work: this.#workView(),
        state: this.#state,
        hovered: this.#hovered,
        message: this.#message,
        prices: this.#prices,
        offered: this.#offered,
        isFitting: sides.some((side) => this.#fits[side].isFitting),
      },
      {
        onSwap: () => {
          this.#host.send({ type: "swap" });
        },
        onOpen: (side) => {
          this.#host.send({ type: "open", side });
        },
        onListing: (listing) => {
          this.#keep({ listing });
        },
        onPrices: (prices) => {
          this.#keep({ prices });
          this.#price();
        },
        onExplain: (explained) => {
          this.#keep({ explained });
        },
        onWalk: (direction) => {
          this.#walk(direction);
        },
        onFind: () => {
          this.#openFind();
        },
      },
    );
  }
}
