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
import { map as mapWords, sweep as words } from "../strings/sweep";
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
  /** Why what is modelled is no ground for advice; undefined where it is one. */
  readonly doubt: string | undefined;
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
  const { best } = swept.sweep;
  return html`${best === undefined ? nothing : briefView(best, given.doubt, events)}
  ${chartView(chart, given, events)} ${legendView(chart)}
  ${best === undefined ? html`<p class="muted">${words.noOther}</p>` : reasonView(words.bestLabel, best, nothing)}
  ${
    swept.bestOfYoi === undefined || best?.point.policy === "yoi"
      ? nothing
      : reasonView(words.bestOfYoi, swept.bestOfYoi, takeView(swept.bestOfYoi.point, events))
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

/** What is best, before its chart; why stands behind it. */
function briefView(
  { point, recorded }: BestPoint,
  doubt: string | undefined,
  events: SweepEvents,
): TemplateResult {
  const title = policyById(point.policy)?.title ?? point.policy;
  const share = 1 - point.summary.cost / recorded.cost;
  return html`<p class="best-brief" title=${doubt ?? nothing}>
    <strong>${doubt === undefined ? words.bestLabel : words.bestInDoubt}</strong>:
    ${words.bestBrief(title, share)} ${takeView(point, events)}
  </p>`;
}

function reasonView(
  label: string,
  { point, reason, cheaperLeftAside }: BestPoint,
  take: TemplateResult | typeof nothing,
): TemplateResult {
  const settings = settingsText(point);
  return html`<p class="best-point">
    <strong>${label}</strong>${settings === "" ? "" : ` (${settings})`}: ${reason}
    ${
      cheaperLeftAside === 0
        ? nothing
        : html`<span title=${words.asideWhy}>${words.cheaperAside(cheaperLeftAside)}</span>`
    }
    ${take}
  </p>`;
}

function takeView(point: SweepPoint, { onTake }: SweepEvents): TemplateResult {
  const title = policyById(point.policy)?.title ?? "";
  return html`<button
    type="button"
    class="plain link"
    title=${words.takeTitle(`${title}, ${settingsText(point)}`)}
    @click=${() => {
      onTake(point);
    }}
  >
    ${words.take}
  </button>`;
}

function settingsText({ policy, values }: SweepPoint): string {
  return (policyById(policy)?.parameters ?? [])
    .map(({ title }, position) => `${title.toLowerCase()} ${formatCount(values[position] ?? 0)}`)
    .join(", ");
}
