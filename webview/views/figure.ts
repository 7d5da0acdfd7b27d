import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { disclosingName, type Disclosure } from "./disclosure";

/** One figure of the header. `how` says how it was obtained. */
export interface Figure {
  /** Among the page's ids, once behind `how-`. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly how: string;
  readonly note?: string | undefined;
  readonly tone?: "good" | "bad" | undefined;
  /** Where the figure leads; its value then is a button. */
  readonly goTo?: { readonly label: string; readonly act: () => void } | undefined;
}

const toneGlyphs = { good: "✓", bad: "⚠" };

/** A figure in a definition list. Its name opens how it was obtained. */
export function figureView(figure: Figure, disclosure: Disclosure): TemplateResult {
  const { id, label, value, how, note, tone, goTo } = figure;
  const isOpen = disclosure.isOpen(id);
  const glyph =
    tone === undefined
      ? nothing
      : html`<span class="glyph" aria-hidden="true">${toneGlyphs[tone]}</span>`;
  return html`<div
    class=${classMap({ figure: true, good: tone === "good", bad: tone === "bad", open: isOpen })}
    title=${how}
  >
    <dt>${disclosingName(id, label, how, disclosure)}</dt>
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
    <dd class="how" id=${`how-${id}`} ?hidden=${!isOpen}>${how}</dd>
  </div>`;
}
