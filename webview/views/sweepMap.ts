import { html, nothing, type TemplateResult } from "lit";
import { formatCount, formatShort } from "../../src/core/format";
import {
  layoutMap,
  mapLevels,
  nearestCell,
  type MapCell,
  type MapChart,
} from "../../src/core/lab/mapChart";
import type { SweepMeasure } from "../../src/core/lab/sweepChart";
import type { PruneSettings } from "../../src/core/prune/evaluate";
import { isLeftAside, type SweepMap, type SweepPoint } from "../../src/core/whatif/sweep";
import { map as words, sweep as sweepWords } from "../labStrings";
import { tickText } from "./sweepChart";

export interface MapGiven {
  readonly map: SweepMap;
  readonly measure: SweepMeasure;
  /** Undefined where they are not known. */
  readonly recorded: PruneSettings | undefined;
  /** Undefined where the knobs stand at another rule than the agent's. */
  readonly chosen: PruneSettings | undefined;
  /** Where pointer or keys were last; asked anew by each key, for the next may come before the next drawing. */
  readonly cursor: () => MapCursor | undefined;
}

/** A cell of the map, rows from the top. */
export interface MapCursor {
  readonly row: number;
  readonly column: number;
}

export interface MapEvents {
  readonly onTake: (point: SweepPoint) => void;
  readonly onCursor: (cursor: MapCursor) => void;
}

/** A figure over both settings of the agent's own rule, as a grid for eyes, pointer and keys. */
export function sweepMapView(given: MapGiven, events: MapEvents): TemplateResult {
  const chart = layoutMap(given.map, given.measure);
  const recorded = given.recorded === undefined ? undefined : nearestCell(chart, given.recorded);
  const chosen = given.chosen === undefined ? undefined : nearestCell(chart, given.chosen);
  const cursorNow = () =>
    within(given.cursor() ?? chosen ?? recorded ?? { row: 0, column: 0 }, chart);
  const cursor = cursorNow();
  const marks: Marks = { recorded, chosen, cursor };
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
          onKey(event, chart, cursorNow(), events);
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
    ${scaleView(chart)}
    <p class="map-axes muted">${words.axes}</p>
    ${tableView(chart, given.measure, events)}
  </div>`;
}

interface Marks {
  readonly recorded: MapCursor | undefined;
  readonly chosen: MapCursor | undefined;
  readonly cursor: MapCursor;
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
        ${isChosen ? markView("chosen") : isRecorded ? markView("recorded") : nothing}
      </td>`;
    })}
  </tr>`;
}

/** A ring for what was recorded, a disc for what is chosen. */
function markView(what: "recorded" | "chosen"): TemplateResult {
  return html`<span class=${`map-mark ${what}`} aria-hidden="true"></span>`;
}

function cellClass({ level, point }: MapCell, isAt: boolean): string {
  return [
    level === undefined ? "no-figure" : `level${String(level)}`,
    ...(isLeftAside(point) ? ["aside"] : []),
    ...(isAt ? ["at"] : []),
  ].join(" ");
}

function cellText(cell: MapCell, measure: SweepMeasure, marks: Marks, place: MapCursor): string {
  const [budget = 0, least = 0] = cell.point.values;
  const marked = [
    ...(isSame(marks.recorded, place) ? [words.recorded] : []),
    ...(isSame(marks.chosen, place) ? [words.chosen] : []),
  ];
  return words.cell(budget, least, cell.figure, measure, marked, cell.point.newlyHidden);
}

function scaleView({ range, rows }: MapChart): TemplateResult | typeof nothing {
  if (range === undefined) return nothing;
  const aside = rows.some((row) => row.some(({ point }) => isLeftAside(point)));
  return html`<p class="map-scale muted">
    ${formatShort(range.least)}
    <span class="ramp" aria-hidden="true">
      ${Array.from({ length: mapLevels }, (_, level) => html`<span class=${`level${String(level)}`}></span>`)}
    </span>
    ${formatShort(range.greatest)}
    <span class="map-marks"
      ><span>${markView("recorded")} ${words.recorded}</span>
      <span>${markView("chosen")} ${words.chosen}</span>
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
  cursor: MapCursor,
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

function within({ row, column }: MapCursor, { rows, protectedTokens }: MapChart): MapCursor {
  return {
    row: Math.min(rows.length - 1, Math.max(0, row)),
    column: Math.min(protectedTokens.length - 1, Math.max(0, column)),
  };
}

function isSame(a: MapCursor | undefined, b: MapCursor): boolean {
  return a?.row === b.row && a.column === b.column;
}

function cellId({ row, column }: MapCursor): string {
  return `map-${String(row)}-${String(column)}`;
}
