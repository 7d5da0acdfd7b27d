import { html, nothing, type TemplateResult } from "lit";
import { formatCount, formatShort } from "../../src/core/format";
import {
  bestCell,
  layoutMap,
  mapLevels,
  nearestCell,
  type MapCell,
  type MapChart,
  type MapPlace,
} from "../../src/core/lab/mapChart";
import type { SweepMeasure } from "../../src/core/lab/sweepChart";
import { defaultSettings, type PruneSettings } from "../../src/core/prune/evaluate";
import { isLeftAside, type SweepMap, type SweepPoint } from "../../src/core/whatif/sweep";
import { map as words, sweep as sweepWords } from "../strings/sweep";
import { tickText } from "./sweepChart";

export interface MapGiven {
  readonly map: SweepMap;
  readonly measure: SweepMeasure;
  /** Undefined where they are not known. */
  readonly recorded: PruneSettings | undefined;
  /** Undefined where the knobs stand at another rule than the agent's. */
  readonly chosen: PruneSettings | undefined;
  /** Where pointer or keys were last; asked anew by each key, for the next may come before the next drawing. */
  readonly cursor: () => MapPlace | undefined;
}

export interface MapEvents {
  readonly onTake: (point: SweepPoint) => void;
  readonly onCursor: (cursor: MapPlace) => void;
}

/** A figure over both settings of the agent's own rule, as a grid for eyes, pointer and keys. */
export function sweepMapView(given: MapGiven, events: MapEvents): TemplateResult {
  const chart = layoutMap(given.map, given.measure);
  const recorded = given.recorded === undefined ? undefined : nearestCell(chart, given.recorded);
  const chosen = given.chosen === undefined ? undefined : nearestCell(chart, given.chosen);
  const best = bestCell(chart, given.recorded ?? defaultSettings);
  const cursorNow = () =>
    within(given.cursor() ?? chosen ?? recorded ?? { row: 0, column: 0 }, chart);
  const cursor = cursorNow();
  const marks: Marks = { recorded, chosen, best, cursor };
  const at = chart.rows[cursor.row]?.[cursor.column];
  return html`<div class="map">
    <p class="map-value" role="status">
      ${at === undefined ? "" : cellText(at, given.measure, marks, cursor)}
    </p>
    <div
      class="map-grid"
      @pointerleave=${() => {
        const rest = chosen ?? recorded;
        if (rest !== undefined) events.onCursor(rest);
      }}
    >
      <table
        role="grid"
        tabindex="0"
        aria-label=${words.label(given.measure)}
        aria-activedescendant=${cellId(cursor)}
        @keydown=${(event: KeyboardEvent) => {
          onKey(event, chart, { cursor: cursorNow(), best }, events);
        }}
      >
        <tbody>
          ${chart.rows.map((row, index) => rowView(row, index, chart, given.measure, marks, events))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="col"><span class="unseen">${words.minSavings}</span></th>
            ${chart.protectedTokens.map(
              (value, column) =>
                html`<th scope="col">
                  <span class=${column % 4 === 0 ? "" : "unseen"}>${tickText(value)}</span>
                </th>`,
            )}
          </tr>
        </tfoot>
      </table>
    </div>
    ${scaleView(chart, marks)}
    <p class="map-axes muted">${words.axes}</p>
    ${tableView(chart, given.measure, events)}
  </div>`;
}

interface Marks {
  readonly recorded: MapPlace | undefined;
  readonly chosen: MapPlace | undefined;
  /** The cheapest cell, whatever figure is drawn. */
  readonly best: MapPlace | undefined;
  readonly cursor: MapPlace;
}

function rowView(
  row: readonly MapCell[],
  index: number,
  chart: MapChart,
  measure: SweepMeasure,
  marks: Marks,
  events: MapEvents,
): TemplateResult {
  return html`<tr>
    <th scope="row">
      <span class=${index % 3 === 0 ? "" : "unseen"}
        >${tickText(chart.minSavings[index] ?? 0)}</span
      >
    </th>
    ${row.map((cell, column) => {
      const place = { row: index, column };
      const isRecorded = isSame(marks.recorded, place);
      const isChosen = isSame(marks.chosen, place);
      return html`<td
        id=${cellId(place)}
        role="gridcell"
        class=${cellClass(cell, isSame(marks.cursor, place))}
        aria-label=${cellText(cell, measure, marks, place)}
        @pointerenter=${() => {
          events.onCursor(place);
        }}
        @click=${() => {
          events.onTake(cell.point);
        }}
      >
        ${isSame(marks.best, place) ? markView("best") : nothing}
        ${isChosen ? markView("chosen") : isRecorded ? markView("recorded") : nothing}
      </td>`;
    })}
  </tr>`;
}

/** A ring for what was recorded, a disc for what is chosen, a diamond, around these, for the best. */
function markView(what: "recorded" | "chosen" | "best"): TemplateResult {
  return html`<span class=${`map-mark ${what}`} aria-hidden="true"></span>`;
}

function cellClass({ level, point }: MapCell, isAt: boolean): string {
  return [
    level === undefined ? "no-figure" : `level${String(level)}`,
    ...(isLeftAside(point) ? ["aside"] : []),
    ...(isAt ? ["at"] : []),
  ].join(" ");
}

function cellText(cell: MapCell, measure: SweepMeasure, marks: Marks, place: MapPlace): string {
  const [budget = 0, least = 0] = cell.point.values;
  const marked = [
    ...(isSame(marks.recorded, place) ? [words.recorded] : []),
    ...(isSame(marks.chosen, place) ? [words.chosen] : []),
    ...(isSame(marks.best, place) ? [words.best] : []),
  ];
  return words.cell(budget, least, cell.figure, measure, marked, cell.point.newlyHidden);
}

/** The scale, and the marks that stand in the map. */
function scaleView({ range, rows }: MapChart, marks: Marks): TemplateResult | typeof nothing {
  if (range === undefined) return nothing;
  const aside = rows.some((row) => row.some(({ point }) => isLeftAside(point)));
  return html`<p class="map-scale muted">
    ${formatShort(range.least)}
    <span class="ramp" aria-hidden="true">
      ${Array.from({ length: mapLevels }, (_, level) => html`<span class=${`level${String(level)}`}></span>`)}
    </span>
    ${formatShort(range.greatest)}
    <span class="map-marks"
      >${(["recorded", "chosen", "best"] as const).map((what) =>
        marks[what] === undefined ? nothing : html`<span>${markView(what)} ${words[what]}</span> `,
      )}
      ${
        aside
          ? html`<span title=${sweepWords.asideWhy}
              ><span class="aside-sign" aria-hidden="true"></span> ${words.aside}</span
            >`
          : nothing
      }</span
    >
  </p>`;
}

function tableView(chart: MapChart, measure: SweepMeasure, { onTake }: MapEvents): TemplateResult {
  return html`<details class="sweep-table">
    <summary>${words.table}</summary>
    ${
      chart.rows.some((row) => row.some(({ point }) => isLeftAside(point)))
        ? html`<p class="muted">${sweepWords.asideNote}</p>`
        : nothing
    }
    <div class="scroll" tabindex="0" role="region" aria-label=${words.table}>
      <table>
        <caption class="unseen">
          ${words.tableCaption(measure)}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="numeric">${words.minSavings}</th>
            ${chart.protectedTokens.map(
              (value) => html`<th scope="col" class="numeric">${formatCount(value)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${chart.rows.map(
            (row, index) =>
              html`<tr>
                <th scope="row" class="numeric">${formatCount(chart.minSavings[index] ?? 0)}</th>
                ${row.map(
                  (cell) =>
                    html`<td class="numeric">
                      <button
                        type="button"
                        class="plain link"
                        @click=${() => {
                          onTake(cell.point);
                        }}
                      >
                        ${figureText(cell)}
                      </button>
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function figureText({ figure, point }: MapCell): string {
  if (Number.isNaN(figure)) return words.unknown;
  return formatCount(figure) + (isLeftAside(point) ? sweepWords.asideMark : "");
}

function onKey(
  event: KeyboardEvent,
  chart: MapChart,
  { cursor, best }: Pick<Marks, "cursor" | "best">,
  { onCursor, onTake }: MapEvents,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const { row, column } = cursor;
  const rows = chart.rows.length;
  const columns = chart.protectedTokens.length;
  const to = {
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    Home: { row, column: 0 },
    End: { row, column: columns - 1 },
    PageUp: { row: 0, column },
    PageDown: { row: rows - 1, column },
    b: best,
    B: best,
  }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    onCursor(within(to, chart));
    return;
  }
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  const cell = chart.rows[row]?.[column];
  if (cell !== undefined) onTake(cell.point);
}

function within({ row, column }: MapPlace, { rows, protectedTokens }: MapChart): MapPlace {
  return {
    row: Math.min(rows.length - 1, Math.max(0, row)),
    column: Math.min(protectedTokens.length - 1, Math.max(0, column)),
  };
}

function isSame(a: MapPlace | undefined, b: MapPlace): boolean {
  return a?.row === b.row && a.column === b.column;
}

function cellId({ row, column }: MapPlace): string {
  return `map-${String(row)}-${String(column)}`;
}
