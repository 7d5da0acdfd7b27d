import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";

/** One figure of the header. `how` says how it was obtained. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly how: string;
  readonly note?: string | undefined;
  readonly tone?: "good" | "bad" | undefined;
  /** Where the figure leads; its value then is a button. */
  readonly goTo?: { readonly label: string; readonly act: () => void } | undefined;
}

const toneGlyphs = { good: "✓", bad: "⚠" };

/** A figure in a definition list. How it was obtained is there for screen readers always, and on demand for the eyes. */
export function figureView(figure: Figure, explained: boolean): TemplateResult {
  const { label, value, how, note, tone, goTo } = figure;
  const glyph =
    tone === undefined
      ? nothing
      : html`<span class="glyph" aria-hidden="true">${toneGlyphs[tone]}</span>`;
  return html`<div
    class=${classMap({ figure: true, good: tone === "good", bad: tone === "bad" })}
    title=${how}
  >
    <dt>${label}</dt>
    <dd class="value">
      ${glyph}${
        goTo === undefined
          ? value
          : html`<button
              type="button"
              class="plain link"
              aria-label=${`${value}. ${goTo.label}`}
              @click=${goTo.act}
            >
              ${value}
            </button>`
      }
    </dd>
    ${note === undefined || note === "" ? nothing : html`<dd class="note">${note}</dd>`}
    <dd class=${explained ? "how" : "how unseen"}>${how}</dd>
  </div>`;
}
