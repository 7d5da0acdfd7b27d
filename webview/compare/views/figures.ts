import { html, nothing, type TemplateResult } from "lit";
import { sides, type Side } from "../../../src/core/compare/comparedSession";
import type { ComparedFigure } from "../../../src/core/compare/compareFigures";
import type { Comparison } from "../../../src/core/compare/compareSessions";
import {
  betterText,
  figureDifferenceText,
  figureLabels,
  figureSources,
  figureText,
} from "../../../src/core/compare/words";
import { formatNumberOf } from "../../../src/core/format";
import type { PricePreset } from "../../../src/core/whatif/prices";
import { figures as words } from "../../strings/compare";

export interface FiguresGiven {
  readonly comparison: Comparison;
  readonly prices: PricePreset;
  readonly offered: readonly PricePreset[];
  readonly explained: boolean;
  /** Whether tokens of content are still to come. */
  readonly isFitting: boolean;
}

export interface FiguresEvents {
  readonly onPrices: (id: string) => void;
  readonly onExplain: (explained: boolean) => void;
}

/** The figures of both sessions, their differences, and which is better by each. */
export function figuresView(given: FiguresGiven, events: FiguresEvents): TemplateResult {
  const { comparison, explained, isFitting } = given;
  return html`<section class="compare-figures" aria-labelledby="figures-heading">
    <div class="bar">
      <h2 id="figures-heading">${words.heading}</h2>
      <button
        type="button"
        class="plain link"
        title=${words.howTitle}
        aria-pressed=${explained ? "true" : "false"}
        @click=${() => {
          events.onExplain(!explained);
        }}
      >
        ${words.how}
      </button>
      ${pricesView(given, events)}
    </div>
    <p class="muted" role="status">${isFitting ? words.fitting : ""}</p>
    <div class="scroller" tabindex="0" role="group" aria-labelledby="figures-heading">
      <table>
        <caption class="unseen">
          ${words.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.columns.figure}</th>
            <th scope="col" class="numeric">${words.columns.a}</th>
            <th scope="col" class="numeric">${words.columns.b}</th>
            <th scope="col" class="numeric">${words.columns.difference}</th>
            <th scope="col" class="which">${words.columns.better}</th>
          </tr>
        </thead>
        <tbody>
          ${comparison.figures.map((figure) => rowView(figure, explained))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function rowView(figure: ComparedFigure, explained: boolean): TemplateResult {
  const { name, unit, difference } = figure;
  const how = figureSources[name];
  const changed = difference !== undefined && difference !== 0;
  return html`<tr class=${changed ? "changed" : ""}>
    <th scope="row" title=${how}>
      ${figureLabels[name]}<span class=${explained ? "how" : "how unseen"}>${how}</span>
    </th>
    ${sides.map((side) => valueView(figure, side))}
    <td class="numeric" title=${exact(figure, difference)}>
      ${figureDifferenceText(unit, difference)}
    </td>
    ${whichView(figure)}
  </tr>`;
}

/** Which is better, in words; a dash where a difference says nothing of that. */
function whichView(figure: ComparedFigure): TemplateResult {
  const { better, difference } = figure;
  const text = betterText(figure);
  if (better === "a" || better === "b") return html`<td class="which">${text}</td>`;
  if (better === "unknown" || difference === 0) return html`<td class="which muted">${text}</td>`;
  return html`<td class="which muted" title=${text}>
    <span aria-hidden="true">–</span><span class="unseen">${text}</span>
  </td>`;
}

/** A session's value; the better one of the two is marked. */
function valueView(figure: ComparedFigure, side: Side): TemplateResult {
  const { unit, better } = figure;
  const value = figure[side];
  return html`<td
    class=${better === side ? "numeric better" : "numeric"}
    title=${exact(figure, value)}
  >
    ${
      better === side
        ? html`<span class="glyph" role="img" aria-label=${words.columns.better}>✓</span>`
        : nothing
    }
    ${figureText(unit, value)}
  </td>`;
}

function exact({ unit }: ComparedFigure, value: number | undefined): string | typeof nothing {
  return unit === "bytes" && value !== undefined ? formatNumberOf(value, "byte") : nothing;
}

function pricesView(
  { prices, offered }: FiguresGiven,
  { onPrices }: FiguresEvents,
): TemplateResult {
  return html`<span class="field">
    <label for="compare-prices">${words.prices}</label>
    <select
      id="compare-prices"
      title=${words.pricesTitle(prices.prices)}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement) onPrices(event.target.value);
      }}
    >
      ${offered.map(
        ({ id, label }) =>
          html`<option value=${id} ?selected=${id === prices.id}>${label}</option>`,
      )}
    </select>
  </span>`;
}
