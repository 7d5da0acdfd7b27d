import { html, nothing, type TemplateResult } from "lit";
import type { ComparedRow } from "../../../src/core/compare/compareRequests";
import type { Comparison } from "../../../src/core/compare/compareSessions";
import { sides, type Side } from "../../../src/core/compare/comparedSession";
import { differenceWords, sideNames } from "../../../src/core/compare/words";
import { visibleText } from "../../../src/core/visibleText";
import type { PricePreset } from "../../../src/core/whatif/prices";
import { page as words } from "../../strings/compare";
import type { LoadedSides } from "../aligner";
import type { CompareState, Listing } from "../compareState";
import type { PairSearch } from "../pairSearch";
import type { SideIntake } from "../sideIntake";
import type { TimelinePair } from "../timelinePair";
import { detailView, type DetailSide } from "./detail";
import { figuresView, type FiguresEvents } from "./figures";
import { headView, type HeadEvents } from "./head";
import { legendView, requestsView, walkView } from "./requests";

export interface ComparedGiven {
  readonly comparison: Comparison;
  readonly differing: readonly ComparedRow[];
  readonly of: LoadedSides;
  readonly intakes: Readonly<Record<Side, SideIntake>>;
  readonly pair: TimelinePair;
  readonly bar: PairSearch["bar"];
  /** The table of requests. */
  readonly grid: HTMLElement;
  /** What is being computed, where something is. */
  readonly work: TemplateResult | typeof nothing;
  readonly state: CompareState;
  /** The row under the pointer. */
  readonly hovered: number | undefined;
  readonly message: string;
  readonly prices: PricePreset;
  readonly offered: readonly PricePreset[];
  readonly isFitting: boolean;
}

export interface ComparedEvents extends HeadEvents, FiguresEvents {
  readonly onListing: (listing: Listing) => void;
  readonly onWalk: (direction: 1 | -1) => void;
  readonly onFind: () => void;
}

/** Two sessions side by side, from the verdict to the tables. */
export function comparedView(given: ComparedGiven, events: ComparedEvents): TemplateResult {
  const { comparison, differing, state, prices, offered, isFitting } = given;
  const isEmpty = comparison.rows.length === 0;
  return html`<div class="compare">
    ${headView(comparison, given.intakes, events)} ${given.work}
    <main class="compare-work">
      <div class="compare-column">
        ${isEmpty ? html`<p class="state">${words.empty}</p>` : picturesView(given, events)}
        ${requestsView(
          {
            grid: given.grid,
            listing: state.listing,
            differing: differing.length,
            all: comparison.rows.length,
          },
          events.onListing,
        )}
      </div>
      <div class="compare-column">
        ${isEmpty ? nothing : detailView(detailGiven(given))}
        ${figuresView(
          { comparison, prices, offered, explained: state.explained, isFitting },
          events,
        )}
      </div>
    </main>
  </div>`;
}

function picturesView(given: ComparedGiven, events: ComparedEvents): TemplateResult {
  const { comparison, differing, pair, intakes, state, bar } = given;
  const section = (side: Side) =>
    html`<section
      class="timeline-region side-${side}"
      aria-label=${words.side(side, visibleText(intakes[side].name))}
    >
      <span class="side-name ${side}" aria-hidden="true">${sideNames[side]}</span>
      ${pair.elements[side]}
    </section>`;
  const told = given.hovered ?? state.selected;
  const row = told === undefined ? undefined : comparison.rows[told];
  return html`<section class="compare-pictures" aria-label=${words.timelines}>
    ${walkView(
      {
        differing,
        selected: state.selected,
        message: given.message,
        about: row === undefined ? "" : aboutRow(row),
        find: bar.element,
        canOpenFind: !bar.isOpen,
      },
      events.onWalk,
      events.onFind,
    )}
    ${legendView(comparison.counts.differences)} ${section("a")} ${pair.strip} ${section("b")}
  </section>`;
}

function detailGiven({ comparison, of: loaded, state }: ComparedGiven) {
  const row = state.selected === undefined ? undefined : comparison.rows[state.selected];
  const of = (side: Side): DetailSide => {
    const request = row?.[side];
    return {
      row: request,
      inspection: request === undefined ? undefined : loaded[side].inspect(request.request),
    };
  };
  return { row, of: { a: of("a"), b: of("b") }, prices: comparison.prices };
}

/** A row in one line: which requests, and how they differ. */
function aboutRow(row: ComparedRow): string {
  const requests = sides.flatMap((side) => {
    const request = row[side];
    return request === undefined ? [] : [words.requestOf(side, request.request)];
  });
  return `${requests.join(", ")}: ${differenceWords[row.difference]}`;
}
