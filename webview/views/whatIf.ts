import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { formatBytes, formatCount, formatDifference, formatTokens } from "../../src/core/format";
import { knobPosition, knobValue, type KnobInput } from "../../src/core/inspect/knob";
import {
  figuresOfMode,
  type ComparedFigure,
  type RunFigures,
} from "../../src/core/inspect/whatIfComparison";
import { defaultSettings, type PruneSettings } from "../../src/core/prune/evaluate";
import type { WhatIfMode } from "../../src/core/whatif/outcome";
import type { Knobs } from "../pageState";
import { whatIf as words } from "../strings";

export type Knob = keyof PruneSettings;
export type Preset = "recorded" | "defaults" | "off";

export interface WhatIfGiven {
  readonly mode: WhatIfMode;
  readonly knobs: Knobs;
  /** What the sliders stand at. */
  readonly settings: PruneSettings;
  readonly recordedSettings: PruneSettings;
  readonly settingsKnown: boolean;
  /** Whether metadata says so. */
  readonly pruningOff: boolean;
  /** What stands in the number fields. */
  readonly texts: Readonly<Record<Knob, string>>;
  readonly problems: Readonly<Partial<Record<Knob, Exclude<KnobInput, { kind: "value" }>>>>;
  /** The largest value of the sliders, in tokens. */
  readonly most: number;
  readonly recorded: RunFigures;
  /** Undefined while the knobs stand as recorded. */
  readonly whatIf: RunFigures | undefined;
  readonly changedRequests: number;
  readonly requests: number;
  /** Requests whose decision replay reproduces exactly. */
  readonly certain: number;
}

export interface WhatIfEvents {
  readonly onSlide: (knob: Knob, value: number) => void;
  readonly onType: (knob: Knob, text: string) => void;
  readonly onPreset: (preset: Preset) => void;
}

/** The knobs and what they would change. */
export function whatIfView(given: WhatIfGiven, events: WhatIfEvents): TemplateResult {
  return html`<div class="what-if">
    <form
      class="knobs"
      @submit=${(event: Event) => {
        event.preventDefault();
      }}
    >
      ${presetsView(given, events)}
      ${knobView("protectedTokens", words.protectedTokens, given, events)}
      ${knobView("minSavings", words.minSavings, given, events)}
      <p class="mode">
        <strong>${words.mode}: ${words.modes[given.mode]}.</strong> ${words.modeHow[given.mode]}
      </p>
      <p class="muted">
        ${
          given.certain === given.requests
            ? words.allCertain(given.requests)
            : words.certain(given.certain, given.requests)
        }
      </p>
    </form>
    ${comparisonView(given)}
  </div>`;
}

function presetsView({ knobs }: WhatIfGiven, { onPreset }: WhatIfEvents): TemplateResult {
  const preset = (id: Preset, label: string, pressed: boolean) =>
    html`<button
      type="button"
      class="plain choice"
      aria-pressed=${String(pressed)}
      @click=${() => {
        onPreset(id);
      }}
    >
      ${label}
    </button>`;
  return html`<div class="presets" role="group" aria-label=${words.presets}>
    ${preset("recorded", words.recorded, knobs.kind === "recorded")}
    ${preset("defaults", words.defaults, isDefaults(knobs))}
    ${preset("off", words.off, knobs.kind === "off")}
  </div>`;
}

function knobView(
  knob: Knob,
  label: string,
  given: WhatIfGiven,
  { onSlide, onType }: WhatIfEvents,
): TemplateResult {
  const value = given.settings[knob];
  const problem = given.problems[knob];
  const last = knobPosition(Math.max(given.most, value, given.recordedSettings[knob]));
  return html`<div class="knob">
    <vscode-text-field
      inputmode="numeric"
      spellcheck="false"
      class=${problem === undefined ? "" : "invalid"}
      aria-label=${problem === undefined ? label : `${label}. ${words.problem(problem)}`}
      aria-invalid=${problem === undefined ? "false" : "true"}
      .value=${live(given.texts[knob])}
      @input=${(event: Event) => {
        onType(knob, fieldText(event));
      }}
      >${label}</vscode-text-field
    >
    <div
      class="slider"
      title=${given.settingsKnown ? words.recordedMark(given.recordedSettings[knob]) : nothing}
    >
      ${
        given.settingsKnown
          ? html`<span
              class="mark"
              aria-hidden="true"
              .style=${`--at: ${String(knobPosition(given.recordedSettings[knob]) / last)}`}
            ></span>`
          : nothing
      }
      <input
        type="range"
        aria-label=${words.sliderTitle(label)}
        aria-valuetext=${words.sliderText(value)}
        min="0"
        max=${last}
        step="1"
        .value=${live(String(Math.min(last, knobPosition(value))))}
        @input=${(event: Event) => {
          const { target } = event;
          if (target instanceof HTMLInputElement) onSlide(knob, knobValue(target.valueAsNumber));
        }}
      />
    </div>
    <p class="problem" role="alert">
      ${problem === undefined ? nothing : `${words.problem(problem)} ${words.stillShown}`}
    </p>
  </div>`;
}

/** The text of a field, which is an element of the component library. */
function fieldText(event: Event): string {
  const { target } = event;
  const value: unknown = target !== null && "value" in target ? target.value : undefined;
  return typeof value === "string" ? value : "";
}

function isDefaults(knobs: Knobs): boolean {
  return (
    knobs.kind === "settings" &&
    knobs.settings.protectedTokens === defaultSettings.protectedTokens &&
    knobs.settings.minSavings === defaultSettings.minSavings
  );
}

function comparisonView(given: WhatIfGiven): TemplateResult {
  const { recorded, whatIf, mode } = given;
  return html`<div class="comparison">
    <p role="status">${statusText(given)}</p>
    <table>
      <caption class="unseen">
        ${words.table}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.columns.figure}</th>
          <th scope="col" class="numeric">${words.columns.recorded}</th>
          <th scope="col" class="numeric">${words.columns.whatIf}</th>
          <th scope="col" class="numeric">${words.columns.difference}</th>
        </tr>
      </thead>
      <tbody>
        ${figuresOfMode(mode).map((figure) => rowView(figure, recorded[figure], whatIf?.[figure]))}
      </tbody>
    </table>
  </div>`;
}

function statusText(given: WhatIfGiven): string {
  const { knobs, settingsKnown, pruningOff, changedRequests } = given;
  switch (knobs.kind) {
    case "recorded":
      if (settingsKnown) return words.recordedNote;
      return pruningOff ? words.recordedOff : words.recordedUnknown;
    case "off":
      return `${words.offNote} ${words.changedRequests(changedRequests)}`;
    case "settings":
      return words.changedRequests(changedRequests);
  }
}

function rowView(
  figure: ComparedFigure,
  recorded: number | undefined,
  whatIf: number | undefined,
): TemplateResult {
  const text = (value: number | undefined) => (value === undefined ? "–" : formatOf(figure)(value));
  const difference = recorded === undefined || whatIf === undefined ? undefined : whatIf - recorded;
  return html`<tr class=${difference === undefined || difference === 0 ? "" : "changed"}>
    <th scope="row">${words.figures[figure]}</th>
    <td class="numeric" title=${exact(figure, recorded)}>${text(recorded)}</td>
    <td class="numeric" title=${exact(figure, whatIf)}>${text(whatIf)}</td>
    <td class="numeric" title=${exact(figure, difference)}>
      ${difference === undefined ? "" : differenceText(figure, difference)}
    </td>
  </tr>`;
}

function isBytes(figure: ComparedFigure): boolean {
  return figure === "bytesLeftOut" || figure === "bytesSentAgain";
}

function formatOf(figure: ComparedFigure): (value: number) => string {
  return isBytes(figure) ? formatBytes : formatCount;
}

function differenceText(figure: ComparedFigure, difference: number): string {
  if (!isBytes(figure) || difference === 0) return formatDifference(difference);
  return `${difference > 0 ? "+" : "−"}${formatBytes(Math.abs(difference))}`;
}

function exact(figure: ComparedFigure, value: number | undefined): string | typeof nothing {
  if (value === undefined) return nothing;
  return isBytes(figure)
    ? words.exactBytes(value)
    : isTokens(figure)
      ? formatTokens(value)
      : nothing;
}

function isTokens(figure: ComparedFigure): boolean {
  return ["peak", "mean", "input", "cacheRead", "cacheWrite"].includes(figure);
}
