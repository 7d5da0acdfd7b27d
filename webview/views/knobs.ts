import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { formatCount, formatTokens } from "../../src/core/format";
import { knobPosition, knobValue, type KnobInput } from "../../src/core/inspect/knob";
import { defaultSettings, type PruneSettings } from "../../src/core/prune/evaluate";
import { policies } from "../../src/core/whatif/policies/all";
import type { Policy, PolicyParameter } from "../../src/core/whatif/policies/policy";
import { settingsOf, type Chosen } from "../knobs";
import { lab } from "../strings/lab";
import type { Knobs } from "../pageState";
import { whatIf as words } from "../strings";

export type Preset = "recorded" | "defaults" | "off";
export type Problem = Exclude<KnobInput, { kind: "value" }>;

export interface KnobsGiven {
  readonly knobs: Knobs;
  readonly chosen: Chosen;
  readonly recordedSettings: PruneSettings;
  readonly settingsKnown: boolean;
  /** What stands in the number fields, and what is wrong with it, by the parameter's id. */
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: ReadonlyMap<string, Problem>;
  /** The largest value of the sliders, in tokens. */
  readonly most: number;
}

export interface KnobsEvents {
  readonly onSlide: (position: number, value: number) => void;
  readonly onType: (position: number, text: string) => void;
  readonly onPreset: (preset: Preset) => void;
  readonly onPolicy: (policy: Policy) => void;
}

/** Presets, policy, and a knob for each of its parameters. */
export function knobsView(given: KnobsGiven, events: KnobsEvents): TemplateResult {
  const { policy } = given.chosen;
  return html`${presetsView(given, events)} ${policyView(given, events)}
  ${policy.parameters.map((parameter, position) => knobView(parameter, position, given, events))}`;
}

function presetsView({ knobs, chosen }: KnobsGiven, { onPreset }: KnobsEvents): TemplateResult {
  const settings = knobs.kind === "settings" ? settingsOf(chosen) : undefined;
  const isDefaults =
    settings?.protectedTokens === defaultSettings.protectedTokens &&
    settings.minSavings === defaultSettings.minSavings;
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
    ${preset("defaults", words.defaults, isDefaults)}
    ${preset("off", words.off, knobs.kind === "off")}
  </div>`;
}

function policyView({ chosen }: KnobsGiven, { onPolicy }: KnobsEvents): TemplateResult {
  const { policy } = chosen;
  return html`<div class="field-row">
    <label for="policy">${lab.policy}</label>
    <select
      id="policy"
      aria-describedby="policy-note"
      title=${`${policy.summary} ${lab.source(policy.source)}`}
      @change=${(event: Event) => {
        const { target } = event;
        const wanted = policies.find(
          ({ id }) => target instanceof HTMLSelectElement && id === target.value,
        );
        if (wanted !== undefined) onPolicy(wanted);
      }}
    >
      ${policies.map(
        ({ id, title }) =>
          html`<option value=${id} .selected=${live(id === policy.id)}>${title}</option>`,
      )}
    </select>
    <p class="unseen" id="policy-note">${policy.summary} ${lab.source(policy.source)}</p>
  </div>`;
}

function knobView(
  parameter: PolicyParameter,
  position: number,
  given: KnobsGiven,
  { onType, onSlide }: KnobsEvents,
): TemplateResult {
  const { id, title, unit } = parameter;
  const value = given.chosen.values[position] ?? 0;
  const problem = given.problems.get(id);
  const recorded = recordedValue(id, given.recordedSettings);
  const label =
    unit === "tokens" && recorded !== undefined ? title : `${title}, ${lab.units[unit]}`;
  return html`<div class=${recorded === undefined ? "knob plain-knob" : "knob"}>
    <span class="knob-name" aria-hidden="true">${label}</span>
    ${
      recorded === undefined
        ? nothing
        : sliderView(title, value, recorded, given, (moved) => {
            onSlide(position, moved);
          })
    }
    <vscode-text-field
      inputmode="numeric"
      spellcheck="false"
      class=${problem === undefined ? "" : "invalid"}
      aria-label=${problem === undefined ? label : `${label}. ${words.problem(problem)}`}
      aria-invalid=${problem === undefined ? "false" : "true"}
      .value=${live(given.texts.get(id) ?? formatCount(value))}
      @input=${(event: Event) => {
        onType(position, fieldText(event));
      }}
      >${label}</vscode-text-field
    >
    <p class=${problem === undefined ? "problem" : "problem said"} role="alert">
      ${problem === undefined ? nothing : `${words.problem(problem)} ${words.stillShown}`}
    </p>
  </div>`;
}

/** The recorded setting that a parameter corresponds to. */
function recordedValue(id: string, settings: PruneSettings): number | undefined {
  if (id === "protected-tokens") return settings.protectedTokens;
  return id === "min-savings" ? settings.minSavings : undefined;
}

function sliderView(
  title: string,
  value: number,
  recorded: number,
  { settingsKnown, most }: KnobsGiven,
  onMove: (value: number) => void,
): TemplateResult {
  const last = knobPosition(Math.max(most, value, recorded));
  return html`<div class="slider" title=${settingsKnown ? words.recordedMark(recorded) : nothing}>
    ${
      settingsKnown
        ? html`<span
            class="mark"
            aria-hidden="true"
            .style=${`--at: ${String(knobPosition(recorded) / last)}`}
          ></span>`
        : nothing
    }
    <input
      type="range"
      aria-label=${words.sliderTitle(title)}
      aria-valuetext=${formatTokens(value)}
      min="0"
      max=${last}
      step="1"
      .value=${live(String(Math.min(last, knobPosition(value))))}
      @input=${(event: Event) => {
        const { target } = event;
        if (target instanceof HTMLInputElement) onMove(knobValue(target.valueAsNumber));
      }}
    />
  </div>`;
}

/** The text of a field, which is an element of the component library. */
function fieldText(event: Event): string {
  const { target } = event;
  const value: unknown = target !== null && "value" in target ? target.value : undefined;
  return typeof value === "string" ? value : "";
}
