import { html, nothing, type TemplateResult } from "lit";
import type { ComparedRow, RowDifference } from "../../../src/core/compare/compareRequests";
import { differenceWords } from "../../../src/core/compare/words";
import type { Listing } from "../compareState";
import { formatCount } from "../../../src/core/format";
import { find as findWords } from "../../strings/timeline";
import { markView } from "./marks";
import { page, requests as words, strip } from "../../strings/compare";

/** The differences that the strip tells apart, in the order of its legend. */
const legendOrder: readonly RowDifference[] = [
  "fired in a",
  "fired in b",
  "other set",
  "other reason",
  "only a",
  "only b",
];

export interface RequestsGiven {
  readonly grid: HTMLElement;
  readonly listing: Listing;
  readonly differing: number;
  readonly all: number;
}

/** The rows as a table: those whose decisions differ, or all. */
export function requestsView(
  { grid, listing, differing, all }: RequestsGiven,
  onListing: (listing: Listing) => void,
): TemplateResult {
  const choice = (of: Listing, label: string) =>
    html`<button
      type="button"
      class="plain choice"
      aria-pressed=${of === listing ? "true" : "false"}
      @click=${() => {
        onListing(of);
      }}
    >
      ${label}
    </button>`;
  return html`<section class="compare-requests" aria-labelledby="requests-heading">
    <div class="bar">
      <h2 id="requests-heading">${words.heading}</h2>
      <span role="group" aria-label=${words.choice}
        >${choice("differing", words.differing(differing))}${choice("all", words.all(all))}</span
      >
    </div>
    ${listing === "differing" && differing === 0 ? html`<p class="muted">${words.none}</p>` : ""}
    ${grid}
  </section>`;
}

export interface WalkGiven {
  readonly differing: readonly ComparedRow[];
  readonly selected: number | undefined;
  readonly message: string;
  /** The row under the pointer, else the selected one, in words. */
  readonly about: string;
  /** The search, and whether it is closed. */
  readonly find: HTMLElement;
  readonly canOpenFind: boolean;
}

/** From difference to difference, and what is selected, in words. */
export function walkView(
  { differing, selected, message, about, find, canOpenFind }: WalkGiven,
  onWalk: (direction: 1 | -1) => void,
  onFind: () => void,
): TemplateResult {
  const at = differing.findIndex(({ row }) => row === selected);
  const button = (label: string, title: string, glyph: string, direction: 1 | -1) =>
    html`<button
      type="button"
      class="plain choice"
      title=${title}
      aria-label=${label}
      ?disabled=${differing.length === 0}
      @click=${() => {
        onWalk(direction);
      }}
    >
      <span aria-hidden="true">${glyph}</span>
    </button>`;
  return html`<div class="bar walk">
    <span class="walk-buttons"
      >${button(page.previous, page.previousTitle, "↑", -1)}${button(page.next, page.nextTitle, "↓", 1)}</span
    >
    <span class="walk-count"
      >${at < 0 ? page.differences(differing.length) : page.position(at + 1, differing.length)}</span
    >
    <button
      type="button"
      class="plain choice open-find"
      title=${findWords.openTitle}
      ?hidden=${!canOpenFind}
      @click=${onFind}
    >
      ${findWords.open}
    </button>
    <span class="about" role="status">${message === "" ? about : message}</span>
    ${find}
  </div>`;
}

/** What the marks of the strip mean, and how many of each there are: what differs, at a glance. */
export function legendView(
  differences: Readonly<Record<RowDifference, number>>,
): TemplateResult | typeof nothing {
  const met = legendOrder.filter((difference) => differences[difference] > 0);
  if (met.length === 0) return nothing;
  return html`<ul class="strip-legend" aria-label=${strip.legend}>
    ${met.map(
      (difference) =>
        html`<li>
          ${markView(difference)}
          <span
            ><strong>${formatCount(differences[difference])}</strong>
            ${differenceWords[difference]}</span
          >
        </li>`,
    )}
    <li class="muted">${strip.bars}</li>
    <li class="muted" title=${strip.axisWhy}>${strip.axis}</li>
  </ul>`;
}
