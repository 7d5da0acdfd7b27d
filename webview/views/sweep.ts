import { html, nothing, type TemplateResult } from "lit";
import { formatCount } from "../../src/core/format";
import {
  layoutSweep,
  measureOf,
  sweepMeasures,
  type SweepChart,
  type SweepMeasure,
} from "../../src/core/lab/sweepChart";
import type { LabSweep } from "../../src/core/lab/labRun";
import { isLeftAside, type BestPoint, type SweepPoint } from "../../src/core/whatif/sweep";
import type { RunSummary } from "../../src/core/whatif/summarise";
import { policyById } from "../../src/core/whatif/policies/all";
import type { Chosen } from "../knobs";
import { map as mapWords, sweep as words } from "../labStrings";
import { sweepChartKinds, type SweepChartKind } from "../pageState";
import { chartSize, chartView } from "./sweepChart";
import { sweepMapView, type MapEvents, type MapGiven } from "./sweepMap";
import { marker } from "./sweepMarks";
import { sweepTable } from "./sweepTable";

export interface SweepGiven {
  readonly swept: LabSweep | undefined;
  readonly off: RunSummary;
  readonly recorded: RunSummary;
  /** Undefined where the recorded settings are not known. */
  readonly recordedTokens: number | undefined;
  readonly chosen: Chosen;
  readonly chosenSummary: RunSummary | undefined;
  readonly measure: SweepMeasure;
  readonly kind: SweepChartKind;
  /** Undefined until it is computed. */
  readonly map: MapGiven | undefined;
}

export interface SweepEvents {
  readonly onTake: (point: SweepPoint) => void;
  readonly onMeasure: (measure: SweepMeasure) => void;
  readonly onKind: (kind: SweepChartKind) => void;
  readonly onCursor: MapEvents["onCursor"];
}

/** A figure of the runs that were tried, as curves over protected tokens or as a map over both settings. */
export function sweepView(given: SweepGiven, events: SweepEvents): TemplateResult {
  const { swept, kind } = given;
  if (swept === undefined) return html`<p class="muted">${words.waiting}</p>`;
  return html`<div class="sweep">
    <div class="sweep-head">${measureView(given, events)} ${kindsView(kind, events)}</div>
    ${kind === "map" ? mapView(given, events) : curvesView(swept, given, events)}
  </div>`;
}

function measureView(
  { measure, kind }: Pick<SweepGiven, "measure" | "kind">,
  { onMeasure }: Pick<SweepEvents, "onMeasure">,
): TemplateResult {
  return html`<select
      aria-label=${words.measure}
      @change=${(event: Event) => {
        const { target } = event;
        const wanted = sweepMeasures.find(
          (name) => target instanceof HTMLSelectElement && name === target.value,
        );
        if (wanted !== undefined) onMeasure(wanted);
      }}
    >
      ${sweepMeasures.map(
        (name) =>
          html`<option value=${name} ?selected=${name === measure}>
            ${words.measures[name]}
          </option>`,
      )}
    </select>
    <h2 class=${kind === "map" ? "unseen" : ""}>
      ${kind === "map" ? mapWords.title : words.title}
    </h2>`;
}

function kindsView(
  chosen: SweepChartKind,
  { onKind }: Pick<SweepEvents, "onKind">,
): TemplateResult {
  return html`<div class="presets" role="group" aria-label=${mapWords.kind}>
    ${sweepChartKinds.map(
      (kind) =>
        html`<button
          type="button"
          class="plain choice"
          aria-pressed=${String(kind === chosen)}
          @click=${() => {
            onKind(kind);
          }}
        >
          ${mapWords.kinds[kind]}
        </button>`,
    )}
  </div>`;
}

function mapView({ map }: SweepGiven, events: SweepEvents): TemplateResult {
  return map === undefined
    ? html`<p class="muted">${mapWords.waiting}</p>`
    : sweepMapView(map, events);
}

function curvesView(swept: LabSweep, given: SweepGiven, events: SweepEvents): TemplateResult {
  const { measure, off, recorded, chosenSummary } = given;
  const figures = [off, recorded, ...(chosenSummary === undefined ? [] : [chosenSummary])];
  const chart = layoutSweep(
    swept.sweep.curves,
    measure,
    chartSize,
    figures.map((summary) => measureOf(summary, measure)),
  );
  return html`${chartView(chart, given, events)} ${legendView(chart)}
  ${bestView(words.bestLabel, swept.sweep.best, events)}
  ${
    swept.bestOfYoi === undefined || swept.sweep.best?.point.policy === "yoi"
      ? nothing
      : bestView(words.bestOfYoi, swept.bestOfYoi, events)
  }
  ${sweepTable(swept.sweep.curves, measure, events.onTake)}`;
}

function legendView({ curves }: SweepChart): TemplateResult {
  const aside = curves.some(({ points }) => points.some(({ point }) => isLeftAside(point)));
  return html`<ul class="sweep-legend">
    ${curves.map(
      ({ policy }, index) =>
        html`<li>
          <svg viewBox="0 0 22 10" width="22" height="10" aria-hidden="true">
            <g class=${`curve c${String(index)}`}>
              <polyline points="1,5 21,5" />
              ${marker(index, 11, 5, 3)}
            </g>
          </svg>
          ${policyById(policy)?.title ?? policy}
        </li>`,
    )}
    ${
      aside
        ? html`<li title=${words.asideWhy}>
            <svg viewBox="0 0 22 10" width="22" height="10" aria-hidden="true">
              <g class="curve aside-sign">
                <g class="aside">${marker(0, 5, 5, 3)}${marker(1, 17, 5, 3)}</g>
              </g>
            </svg>
            ${words.aside}
          </li>`
        : nothing
    }
  </ul>`;
}

function bestView(
  label: string,
  best: BestPoint | undefined,
  { onTake }: SweepEvents,
): TemplateResult {
  if (best === undefined) return html`<p class="muted">${words.noOther}</p>`;
  const { point, reason, cheaperLeftAside } = best;
  const policy = policyById(point.policy);
  const settings = (policy?.parameters ?? [])
    .map(
      ({ title }, position) => `${title.toLowerCase()} ${formatCount(point.values[position] ?? 0)}`,
    )
    .join(", ");
  return html`<p class="best-point">
    <strong>${label}</strong>${settings === "" ? "" : ` (${settings})`}: ${reason}
    ${
      cheaperLeftAside === 0
        ? nothing
        : html`<span title=${words.asideWhy}>${words.cheaperAside(cheaperLeftAside)}</span>`
    }
    <button
      type="button"
      class="plain link"
      title=${words.takeTitle(`${policy?.title ?? ""}, ${settings}`)}
      @click=${() => {
        onTake(point);
      }}
    >
      ${words.take}
    </button>
  </p>`;
}
