import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { formatExact } from "../../src/core/format";
import {
  measureOf,
  nearestPoint,
  type ChartCurve,
  type ChartPoint,
  type SweepChart,
  type SweepMeasure,
} from "../../src/core/lab/sweepChart";
import { policyById } from "../../src/core/whatif/policies/all";
import { isLeftAside } from "../../src/core/whatif/sweep";
import { sweep as words } from "../strings/sweep";
import type { SweepEvents, SweepGiven } from "./sweep";
import { chosenPoint, walk } from "./sweepKeys";
import { marker } from "./sweepMarks";

/** In the units of the drawing. */
export const chartSize = { width: 400, height: 118 };

/** The chart itself: one slider for the keys, a picture for the eyes. */
export function chartView(
  chart: SweepChart,
  given: SweepGiven,
  events: SweepEvents,
): TemplateResult {
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
      const scale = chartSize.width / box.width;
      const x = (event.clientX - box.left) * scale;
      const nearest = nearestPoint(chart, x, (event.clientY - box.top) * scale);
      if (nearest !== undefined) events.onTake(nearest.point);
    }}
  >
    <svg viewBox=${`0 0 ${String(chartSize.width)} ${String(chartSize.height)}`} aria-hidden="true">
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
      ${offView(chart, measureOf(given.off, measure), bestPlaces(chart, given)[0]?.at)}
      ${chart.curves.map((each, index) => curveView(each, index, measure))}
      ${marksView(chart, given, at)}
    </svg>
  </div>`;
}

/** Round numbers as short as they are: `500`, `64k`, `2.5M`. */
export function tickText(value: number): string {
  if (value >= 1e6) return `${formatExact(Number((value / 1e6).toPrecision(3)))}M`;
  return value >= 1000 ? `${formatExact(Number((value / 1000).toPrecision(3)))}k` : String(value);
}

/** Room of the words at the line of pruning off. */
const offRoom = 75;

interface BestPlace {
  readonly at: ChartPoint;
  readonly word: string;
  readonly wordIfChosen: string;
}

/** Where the best point lies, and where that of the agent's own rule; without those that are not on the chart. */
function bestPlaces({ curves }: SweepChart, { swept }: SweepGiven): readonly BestPlace[] {
  const all = curves.flatMap(({ points }) => points);
  const bests = [
    { point: swept?.sweep.best?.point, word: words.best, wordIfChosen: words.chosenBest },
    { point: swept?.bestOfYoi?.point, word: words.bestYoi, wordIfChosen: words.chosenBestYoi },
  ];
  return bests.flatMap(({ point, ...named }, position) => {
    const at = all.find((each) => each.point === point);
    return at === undefined || (position > 0 && point === bests[0]?.point) ? [] : { at, ...named };
  });
}

function offView(
  chart: SweepChart,
  figure: number,
  best: ChartPoint | undefined,
): SVGTemplateResult | typeof nothing {
  if (Number.isNaN(figure)) return nothing;
  const { y } = chart.place(0, figure);
  const { left, right } = chart.plot;
  // The best point has its own word above it.
  const offX = best !== undefined && best.x < left + offRoom ? best.x + 30 : left + 4;
  return svg`<line class="off" x1=${left} x2=${right} y1=${y} y2=${y} />
    <text class="label" x=${offX} y=${y - 3}>${words.off}</text>`;
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
        svg`<g class=${isLeftAside(point.point) ? "aside" : nothing}>${marker(index, point.x, point.y, 2.4)}<title>${pointText(point, measure)}</title></g>`,
    )}
  </g>`;
}

function marksView(
  chart: SweepChart,
  given: SweepGiven,
  at: ChartPoint | undefined,
): SVGTemplateResult {
  const { recorded, recordedTokens, chosen, chosenSummary, measure } = given;
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
  const bests = bestPlaces(chart, given);
  const taken = now === undefined ? undefined : bests.find(({ at: best }) => isNear(best, now));
  return svg`${bests.map(
    (best, position) =>
      svg`<circle class="best" cx=${best.at.x} cy=${best.at.y} r="7" />
        ${
          best === taken || bests.slice(0, position).some(({ at: other }) => isNear(other, best.at))
            ? nothing
            : label(chart, best.at.x, best.at.y - 11, best.word)
        }`,
  )}
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
              : label(chart, now.x, now.y - 11, taken?.wordIfChosen ?? words.chosen)
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

function pointText({ point, value }: ChartPoint, measure: SweepMeasure): string {
  const title = policyById(point.policy)?.title ?? point.policy;
  const figure = measureOf(point.summary, measure);
  return words.point(title, value, figure, measure, point.newlyHidden);
}
