import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { formatCount } from "../../src/core/format";
import {
  layoutSweep,
  measureOf,
  nearestPoint,
  sweepMeasures,
  type ChartCurve,
  type ChartPoint,
  type SweepChart,
  type SweepMeasure,
} from "../../src/core/lab/sweepChart";
import type { LabSweep } from "../../src/core/lab/labRun";
import type { BestPoint, SweepPoint } from "../../src/core/whatif/sweep";
import type { RunSummary } from "../../src/core/whatif/summarise";
import { policyById } from "../../src/core/whatif/policies/all";
import type { Chosen } from "../knobs";
import { sweep as words } from "../labStrings";
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
}

export interface SweepEvents {
  readonly onTake: (point: SweepPoint) => void;
  readonly onMeasure: (measure: SweepMeasure) => void;
}

const size = { width: 380, height: 190 };

/** The curves of a figure over protected tokens, one a policy; a click or a key takes a point. */
export function sweepView(given: SweepGiven, events: SweepEvents): TemplateResult {
  const { swept, measure, off, recorded, chosenSummary } = given;
  if (swept === undefined) return html`<p class="muted">${words.waiting}</p>`;
  const figures = [off, recorded, ...(chosenSummary === undefined ? [] : [chosenSummary])];
  const chart = layoutSweep(
    swept.sweep.curves,
    measure,
    size,
    figures.map((summary) => measureOf(summary, measure)),
  );
  return html`<div class="sweep">
    <div class="sweep-head">
      <select
        aria-label=${words.measure}
        @change=${(event: Event) => {
          const { target } = event;
          const wanted = sweepMeasures.find(
            (name) => target instanceof HTMLSelectElement && name === target.value,
          );
          if (wanted !== undefined) events.onMeasure(wanted);
        }}
      >
        ${sweepMeasures.map(
          (name) =>
            html`<option value=${name} ?selected=${name === measure}>
              ${words.measures[name]}
            </option>`,
        )}
      </select>
      <h2>${words.title}</h2>
    </div>
    ${chartView(chart, given, events)} ${legendView(chart)}
    ${bestView(words.bestLabel, swept.sweep.best, events)}
    ${
      swept.bestOfYoi === undefined || swept.sweep.best?.point.policy === "yoi"
        ? nothing
        : bestView(words.bestOfYoi, swept.bestOfYoi, events)
    }
    ${sweepTable(swept.sweep.curves, measure, events.onTake)}
  </div>`;
}

function chartView(chart: SweepChart, given: SweepGiven, events: SweepEvents): TemplateResult {
  const { measure } = given;
  const at = chosenPoint(chart, given);
  const curve = chart.curves.find(({ policy }) => policy === given.chosen.policy.id);
  const { plot } = chart;
  return html`<div
    class="sweep-chart"
    role="slider"
    tabindex="0"
    aria-label=${words.slider}
    aria-valuemin="0"
    aria-valuemax=${Math.max(0, (curve?.points.length ?? 1) - 1)}
    aria-valuenow=${at === undefined ? 0 : Math.max(0, (curve?.points ?? []).indexOf(at))}
    aria-valuetext=${at === undefined ? words.none : pointText(at, measure)}
    @keydown=${(event: KeyboardEvent) => {
      const next = walk(chart, given, event.key);
      if (next === undefined) return;
      event.preventDefault();
      events.onTake(next.point);
    }}
    @click=${(event: MouseEvent) => {
      const { currentTarget } = event;
      if (!(currentTarget instanceof HTMLElement)) return;
      const box = currentTarget.getBoundingClientRect();
      const scale = size.width / box.width;
      const x = (event.clientX - box.left) * scale;
      const nearest = nearestPoint(chart, x, (event.clientY - box.top) * scale);
      if (nearest !== undefined) events.onTake(nearest.point);
    }}
  >
    <svg viewBox=${`0 0 ${String(size.width)} ${String(size.height)}`} aria-hidden="true">
      ${chart.yTicks.map(
        ({ at: y, value }) =>
          svg`<line class="gridline" x1=${plot.left} x2=${plot.right} y1=${y} y2=${y} />
            <text class="tick" x=${plot.left - 4} y=${y + 3.5} text-anchor="end">${tickText(value)}</text>`,
      )}
      ${chart.xTicks.map(
        ({ at: x, value }) =>
          svg`<line class="axis" x1=${x} x2=${x} y1=${plot.bottom} y2=${plot.bottom + 3} />
            <text class="tick" x=${x} y=${plot.bottom + 14} text-anchor="middle">${tickText(value)}</text>`,
      )}
      ${offView(chart, measureOf(given.off, measure))}
      ${chart.curves.map((each, index) => curveView(each, index, measure))}
      ${marksView(chart, given, at)}
    </svg>
  </div>`;
}

/** Round numbers as short as they are: `500`, `64k`, `2.5M`. */
function tickText(value: number): string {
  if (value >= 1e6) return `${String(Number((value / 1e6).toPrecision(3)))}M`;
  return value >= 1000 ? `${String(Number((value / 1000).toPrecision(3)))}k` : String(value);
}

function offView(chart: SweepChart, figure: number): SVGTemplateResult | typeof nothing {
  if (Number.isNaN(figure)) return nothing;
  const { y } = chart.place(0, figure);
  const { left, right } = chart.plot;
  return svg`<line class="off" x1=${left} x2=${right} y1=${y} y2=${y} />
    <text class="label" x=${left + 4} y=${y - 3}>${words.off}</text>`;
}

function curveView(
  { points }: ChartCurve,
  index: number,
  measure: SweepMeasure,
): SVGTemplateResult {
  const path = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  return svg`<g class=${`curve c${String(index)}`}>
    <polyline points=${path} />
    ${points.map(
      (point) =>
        svg`<g>${marker(index, point.x, point.y, 2.4)}<title>${pointText(point, measure)}</title></g>`,
    )}
  </g>`;
}

function marksView(
  chart: SweepChart,
  given: SweepGiven,
  at: ChartPoint | undefined,
): SVGTemplateResult {
  const { recorded, recordedTokens, chosen, chosenSummary, measure, swept } = given;
  const figure = measureOf(recorded, measure);
  const before =
    recordedTokens === undefined || Number.isNaN(figure)
      ? undefined
      : chart.place(recordedTokens, figure);
  const { sweptParameter } = chosen.policy;
  const now =
    chosenSummary === undefined || sweptParameter === undefined
      ? at
      : chart.place(chosen.values[sweptParameter] ?? 0, measureOf(chosenSummary, measure));
  const best = swept?.sweep.best?.point;
  const bestAt = chart.curves.flatMap(({ points }) => points).find(({ point }) => point === best);
  const isBest = bestAt !== undefined && now !== undefined && isNear(bestAt, now);
  return svg`${
    bestAt === undefined
      ? nothing
      : svg`<circle class="best" cx=${bestAt.x} cy=${bestAt.y} r="7" />
          ${isBest ? nothing : label(chart, bestAt.x, bestAt.y - 11, words.best)}`
  }
  ${
    before === undefined
      ? nothing
      : svg`<circle class="recorded" cx=${before.x} cy=${before.y} r="5" />
          ${label(chart, before.x, before.y - 9, words.recorded)}`
  }
  ${
    now === undefined || Number.isNaN(now.y)
      ? nothing
      : svg`<circle class="chosen" cx=${now.x} cy=${now.y} r="4" />
          ${
            before !== undefined && isNear(before, now)
              ? nothing
              : label(chart, now.x, now.y - 11, isBest ? words.chosenBest : words.chosen)
          }`
  }`;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function isNear(a: Place, b: Place): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < 12;
}

function label(chart: SweepChart, x: number, y: number, text: string): SVGTemplateResult {
  const { left, right, bottom } = chart.plot;
  const anchor = x < left + 24 ? "start" : x > right - 24 ? "end" : "middle";
  return svg`<text class="label" x=${x} y=${Math.min(bottom - 3, y)} text-anchor=${anchor}>${text}</text>`;
}

function legendView({ curves }: SweepChart): TemplateResult {
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
  </ul>`;
}

function bestView(
  label: string,
  best: BestPoint | undefined,
  { onTake }: SweepEvents,
): TemplateResult {
  if (best === undefined) return html`<p class="muted">${words.noOther}</p>`;
  const { point, reason } = best;
  const policy = policyById(point.policy);
  const settings = (policy?.parameters ?? [])
    .map(
      ({ title }, position) => `${title.toLowerCase()} ${formatCount(point.values[position] ?? 0)}`,
    )
    .join(", ");
  return html`<p class="best-point">
    <strong>${label}:</strong> ${reason}${settings === "" ? "" : ` (${settings})`}
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

function pointText({ point, value }: ChartPoint, measure: SweepMeasure): string {
  const title = policyById(point.policy)?.title ?? point.policy;
  return words.point(title, value, measureOf(point.summary, measure), measure);
}

/** The point of the chosen policy's curve that is nearest to the chosen value. */
function chosenPoint(chart: SweepChart, { chosen }: SweepGiven): ChartPoint | undefined {
  const curve = chart.curves.find(({ policy }) => policy === chosen.policy.id);
  const value = chosen.values[chosen.policy.sweptParameter ?? -1];
  return value === undefined ? undefined : nearestTo(curve?.points ?? [], value);
}

function nearestTo(points: readonly ChartPoint[], value: number): ChartPoint | undefined {
  return points.reduce<ChartPoint | undefined>(
    (best, point) =>
      best === undefined || Math.abs(point.value - value) < Math.abs(best.value - value)
        ? point
        : best,
    undefined,
  );
}

/** Where a key leads from the chosen point; undefined for keys that lead nowhere. */
function walk(chart: SweepChart, given: SweepGiven, key: string): ChartPoint | undefined {
  const at = chosenPoint(chart, given);
  const curve = chart.curves.findIndex(({ policy }) => policy === given.chosen.policy.id);
  const points = chart.curves[curve]?.points ?? [];
  const position = at === undefined ? -1 : points.indexOf(at);
  const exact =
    at?.value === given.chosen.values[given.chosen.policy.sweptParameter ?? -1] ? 0 : undefined;
  const other = (by: number) => {
    const next = chart.curves[Math.min(chart.curves.length - 1, Math.max(0, curve + by))];
    return nearestTo(next?.points ?? [], at?.value ?? 0);
  };
  switch (key) {
    case "ArrowRight":
      return points[Math.min(points.length - 1, position + 1)] ?? other(0);
    case "ArrowLeft":
      return points[Math.max(0, position - (exact === undefined ? 0 : 1))] ?? other(0);
    case "ArrowUp":
      return other(-1);
    case "ArrowDown":
      return other(1);
    case "Home":
      return points[0];
    case "End":
      return points[points.length - 1];
    default:
      return undefined;
  }
}
