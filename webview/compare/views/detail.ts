import { html, nothing, type TemplateResult } from "lit";
import { requestCost, type ComparedRow } from "../../../src/core/compare/compareRequests";
import { basisWords, differenceWords } from "../../../src/core/compare/words";
import { sides, type Side } from "../../../src/core/compare/comparedSession";
import { formatCount, formatDifference, formatInterval } from "../../../src/core/format";
import type { Inspection } from "../../../src/core/inspect/inspectRequest";
import type { RequestRow } from "../../../src/core/inspect/requestRows";
import type { Prices } from "../../../src/core/whatif/prices";
import { decisionGlyphs, decisionWords } from "../../strings/common";
import { detail as words } from "../../strings/compare";
import { markView } from "./marks";

export interface DetailSide {
  readonly row: RequestRow | undefined;
  readonly inspection: Inspection | undefined;
}

export interface DetailGiven {
  readonly row: ComparedRow | undefined;
  readonly of: Readonly<Record<Side, DetailSide>>;
  readonly prices: Prices;
}

type StepName = keyof typeof words.steps;

/** One step of the chain in one session: a number, words, or the interval that a number is known to lie in. */
type StepValue = number | string | { readonly interval: string } | undefined;

/** Both requests of the selected row, step by step, with what differs and where they part. */
export function detailView(given: DetailGiven): TemplateResult {
  const { row } = given;
  return html`<section class="compare-detail" aria-labelledby="detail-heading" tabindex="0">
    <h2 id="detail-heading">${words.heading}</h2>
    ${row === undefined ? html`<p class="muted">${words.nothing}</p>` : rowView(row, given)}
  </section>`;
}

function rowView(row: ComparedRow, given: DetailGiven): TemplateResult {
  const steps = stepsOf(given);
  return html`<p>
      ${markView(row.difference)}
      <strong>${differenceWords[row.difference]}</strong>
    </p>
    ${row.basis === undefined ? nothing : html`<p class="muted">${basisWords[row.basis]}</p>`}
    ${notesOf(row, steps).map((note) => html`<p>${note}</p>`)}
    <table>
      <caption class="unseen">
        ${words.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.columns.step}</th>
          ${sides.map((side) => html`<th scope="col" class="numeric">${titleOf(given, side)}</th>`)}
          <th scope="col" class="numeric">${words.columns.difference}</th>
        </tr>
      </thead>
      <tbody>
        ${steps.map(stepView)}
      </tbody>
    </table>`;
}

function titleOf({ of }: DetailGiven, side: Side): TemplateResult {
  const { row } = of[side];
  return html`<span class="side-name ${side}">${side.toUpperCase()}</span>
    ${row === undefined ? words.noRequest : words.request(row.request)}`;
}

interface Step {
  readonly name: StepName;
  readonly a: StepValue;
  readonly b: StepValue;
  /** Whether it leads to the decision; what follows from it does not. */
  readonly leads: boolean;
}

/** An interval leaves open whether the number in it differs. */
function stepDiffers({ a, b }: Step): boolean {
  return isKnown(a) && isKnown(b) && a !== b;
}

function isKnown(value: StepValue): value is number | string {
  return typeof value === "number" || typeof value === "string";
}

function stepView(step: Step): TemplateResult {
  const { name, a, b } = step;
  const differs = stepDiffers(step);
  return html`<tr class=${differs ? "changed" : ""}>
    <th scope="row">${words.steps[name]}</th>
    <td class="numeric">${valueText(a)}</td>
    <td class="numeric">${valueText(b)}</td>
    <td class="numeric">
      ${
        !differs
          ? nothing
          : typeof a === "number" && typeof b === "number"
            ? formatDifference(b - a)
            : html`<span class="glyph" role="img" aria-label=${words.differs}>≠</span>`
      }
    </td>
  </tr>`;
}

function valueText(value: StepValue): string {
  if (value === undefined) return "–";
  if (typeof value === "object") return value.interval;
  return typeof value === "number" ? formatCount(value) : value;
}

function notesOf(row: ComparedRow, steps: readonly Step[]): readonly string[] {
  if (row.a === undefined || row.b === undefined) return [];
  const parting = steps.find((step) => step.leads && stepDiffers(step));
  const onlyA = row.leftOutOnlyInA.results;
  const onlyB = row.leftOutOnlyInB.results;
  const bothDecided = row.a.decision !== undefined && row.b.decision !== undefined;
  return [
    ...(bothDecided
      ? [parting === undefined ? words.agree : words.parts(words.steps[parting.name])]
      : []),
    ...(onlyA + onlyB === 0 ? [] : [words.left(onlyA, onlyB)]),
    ...(row.promptTokens === undefined ? [] : [words.prompt(row.promptTokens)]),
  ];
}

function stepsOf({ of, prices }: DetailGiven): readonly Step[] {
  const step = (name: StepName, leads: boolean, value: (side: DetailSide) => StepValue): Step => ({
    name,
    leads,
    a: value(of.a),
    b: value(of.b),
  });
  const chain = (side: DetailSide) => side.inspection?.evaluation?.chain;
  return [
    step("items", false, (side) => side.row?.historyLength),
    step("total", true, (side) => chain(side)?.total.tokens),
    step("protectedTokens", true, (side) => settingOf(side, "protectedTokens")),
    step("boundary", true, (side) => chain(side)?.boundary.replayed),
    step("tail", true, (side) => chain(side)?.tail?.tokens),
    step("candidates", true, (side) => chain(side)?.candidates.replayed),
    step("removedBytes", true, (side) => chain(side)?.removedBytes),
    step("savings", true, (side) => chain(side)?.savings.replayed),
    step("minSavings", true, (side) => settingOf(side, "minSavings")),
    step("decision", true, decisionOf),
    step("leftOut", false, (side) => side.row?.leftOut),
    step("sentAgain", false, (side) => side.row?.sentAgain),
    step("prompt", false, (side) => side.row?.inputTokens),
    step("cacheRead", false, (side) => side.row?.cacheReadTokens),
    step("cacheWrite", false, (side) => side.row?.cacheWriteTokens),
    step("output", false, (side) => side.row?.outputTokens),
    step("cost", false, (side) => requestCost(side.row, prices)),
  ];
}

function decisionOf({ row }: DetailSide): StepValue {
  if (row === undefined) return undefined;
  const decision = row.decision ?? "none";
  return `${decisionGlyphs[decision]} ${decisionWords[decision]}`;
}

/** A setting that is not known is told as the interval that the evaluations leave it. */
function settingOf({ inspection }: DetailSide, name: "protectedTokens" | "minSavings"): StepValue {
  const setting = inspection?.evaluation?.settings[name];
  if (setting === undefined) return undefined;
  const { value, interval } = setting;
  if (interval === undefined || (interval.value !== undefined && !interval.guessed)) return value;
  return { interval: formatInterval(interval.from, interval.to) };
}
