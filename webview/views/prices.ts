import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { formatExact } from "../../src/core/format";
import { pricePresets, type PricePreset } from "../../src/core/whatif/prices";
import { ownShown, readPriceField, type OwnPrices, type PriceChoice } from "../priceChoice";
import { lab } from "../strings/lab";
import { prices as words } from "../strings";

export interface PricesGiven {
  readonly choice: PriceChoice;
  readonly chosen: PricePreset;
  /** Those of the editor's settings, where there are any. */
  readonly setting: PricePreset | undefined;
  /** What stands in the fields where the user typed it. */
  readonly texts: ReadonlyMap<keyof OwnPrices, string>;
}

export interface PricesEvents {
  readonly onPrices: (choice: PriceChoice) => void;
  /** The user is typing into a field. */
  readonly onPriceWritten: (field: keyof OwnPrices, text: string) => void;
  /** The user typed into a field; the others stay at what is shown. */
  readonly onPriceText: (field: keyof OwnPrices, text: string) => void;
}

const fields = ["input", "read", "write", "minutes"] as const;

/** The prices that costs are counted at: a preset, those of the settings, or one's own. `beside` stands beside their fields' opener. */
export function pricesView(
  given: PricesGiven,
  events: PricesEvents,
  beside: TemplateResult | typeof nothing,
): TemplateResult {
  const { choice, chosen, setting } = given;
  const selected =
    choice.kind === "setting"
      ? setting === undefined
        ? pricePresets[0].id
        : "setting"
      : chosen.id;
  const option = (id: string, label: string) =>
    html`<option value=${id} .selected=${live(id === selected)}>${label}</option>`;
  return html`<div class="prices">
    <div class="field-row">
      <label for="prices">${words.label}</label>
      <select
        id="prices"
        title=${lab.pricesTitle(chosen.prices)}
        @change=${(event: Event) => {
          const { target } = event;
          if (target instanceof HTMLSelectElement)
            events.onPrices(choiceOf(target.value, ownShown(given.choice, given.chosen)));
        }}
      >
        ${setting === undefined ? nothing : option("setting", setting.label)}
        ${pricePresets.map(({ id, label }) => option(id, label))}
        ${option("own", choice.kind === "own" ? chosen.label : words.ownOption)}
      </select>
    </div>
    <div class="knobs-foot">
      ${beside}
      <details class="price-fields">
        <summary>${words.edit}</summary>
        <div class="fields">${fields.map((field) => fieldView(field, given, events))}</div>
        <p class="muted">${words.editNote}</p>
      </details>
    </div>
  </div>`;
}

function choiceOf(id: string, shown: OwnPrices): PriceChoice {
  if (id === "setting") return { kind: "setting" };
  return id === "own" ? { kind: "own", ...shown } : { kind: "preset", id };
}

function fieldView(
  field: keyof OwnPrices,
  given: PricesGiven,
  { onPriceText, onPriceWritten }: PricesEvents,
): TemplateResult {
  const shown = formatExact(ownShown(given.choice, given.chosen)[field]);
  const id = `price-${field}`;
  const text = typedIn(id) ?? given.texts.get(field) ?? shown;
  const input = readPriceField(field, text);
  return html`<div class="price-field">
    <label for=${id}>${words.fields[field]}</label>
    <input
      id=${id}
      type="text"
      inputmode="decimal"
      spellcheck="false"
      class="plain-field"
      aria-invalid=${String(input.kind !== "value")}
      aria-describedby=${`${id}-note`}
      .value=${live(text)}
      @input=${(event: Event) => {
        const { target } = event;
        if (target instanceof HTMLInputElement) onPriceWritten(field, target.value);
      }}
      @change=${(event: Event) => {
        const { target } = event;
        if (target instanceof HTMLInputElement) onPriceText(field, target.value);
      }}
    />
    <p id=${`${id}-note`} class=${input.kind === "value" ? "muted" : "problem"} role="status">
      ${
        input.kind !== "value"
          ? `${words.problem(input)} ${words.stillHeld}`
          : isPlain(text, input.value)
            ? nothing
            : words.understood(input.value)
      }
    </p>
  </div>`;
}

/** Whether a text is a number as this page writes it, so that nobody need be told how it was understood. */
function isPlain(text: string, value: number): boolean {
  return text.trim() === formatExact(value);
}

/** What stands in a field that has the focus: figures that arrive meanwhile do not take it from who is typing. */
function typedIn(id: string): string | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLInputElement && activeElement.id === id
    ? activeElement.value
    : undefined;
}
