import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { pricePresets, type PricePreset } from "../../src/core/whatif/prices";
import { ownShown, type OwnPrices, type PriceChoice } from "../priceChoice";
import { lab } from "../labStrings";
import { prices as words } from "../strings";

export interface PricesGiven {
  readonly choice: PriceChoice;
  readonly chosen: PricePreset;
  /** Those of the editor's settings, where there are any. */
  readonly setting: PricePreset | undefined;
  /** What stands in the fields where it is no price. */
  readonly texts: ReadonlyMap<keyof OwnPrices, string>;
}

export interface PricesEvents {
  readonly onPrices: (choice: PriceChoice) => void;
  /** The user typed into a field; the others stay at what is shown. */
  readonly onPriceText: (field: keyof OwnPrices, text: string) => void;
}

const fields = ["input", "read", "write", "minutes"] as const;

/** The prices that costs are counted at: a preset, those of the settings, or one's own. */
export function pricesView(given: PricesGiven, events: PricesEvents): TemplateResult {
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
    <details class="price-fields">
      <summary>${words.edit}</summary>
      <div class="fields">${fields.map((field) => fieldView(field, given, events))}</div>
      <p class="muted">${words.editNote}</p>
      ${given.texts.size === 0 ? nothing : html`<p class="problem" role="alert">${words.problem}</p>`}
    </details>
  </div>`;
}

function choiceOf(id: string, shown: OwnPrices): PriceChoice {
  if (id === "setting") return { kind: "setting" };
  return id === "own" ? { kind: "own", ...shown } : { kind: "preset", id };
}

function fieldView(
  field: keyof OwnPrices,
  given: PricesGiven,
  { onPriceText }: PricesEvents,
): TemplateResult {
  const shown = ownShown(given.choice, given.chosen);
  const text = given.texts.get(field);
  const id = `price-${field}`;
  return html`<label class="price-field"
    ><span>${words.fields[field]}</span>
    <input
      id=${id}
      type="text"
      inputmode="decimal"
      spellcheck="false"
      class="plain-field"
      aria-invalid=${String(text !== undefined)}
      .value=${live(typedIn(id) ?? text ?? String(shown[field]))}
      @change=${(event: Event) => {
        const { target } = event;
        if (target instanceof HTMLInputElement) onPriceText(field, target.value);
      }}
    />
  </label>`;
}

/** What stands in a field that has the focus: figures that arrive meanwhile do not take it from who is typing. */
function typedIn(id: string): string | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLInputElement && activeElement.id === id
    ? activeElement.value
    : undefined;
}
