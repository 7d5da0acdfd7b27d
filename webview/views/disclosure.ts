import { html, nothing, type TemplateResult } from "lit";

/** What of the inspector is opened: each figure hides how it was obtained behind its name. */
export interface Disclosure {
  readonly isOpen: (id: string) => boolean;
  readonly toggle: (id: string) => void;
}

/** A figure's name that opens and closes what stands at `how-ID`; plain text where there is nothing to open. */
export function disclosingName(
  id: string,
  name: string,
  how: unknown,
  { isOpen, toggle }: Disclosure,
): TemplateResult | string {
  if (how === undefined || how === "" || how === nothing) return name;
  return html`<button
    type="button"
    class="plain disclose"
    aria-expanded=${String(isOpen(id))}
    aria-controls=${`how-${id}`}
    @click=${() => {
      toggle(id);
    }}
  >
    ${name}
  </button>`;
}

/** One figure of a definition list. */
export interface DisclosedRow {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly how: string | undefined;
}

/** A row of a description list whose name opens to how its value was obtained. */
export function disclosedRow(
  { id, name, value, how }: DisclosedRow,
  disclosure: Disclosure,
): TemplateResult {
  return html`<div>
    <dt>${disclosingName(id, name, how, disclosure)}</dt>
    <dd>${value}</dd>
    ${
      how === undefined || how === ""
        ? nothing
        : html`<dd class="workings" id=${`how-${id}`} ?hidden=${!disclosure.isOpen(id)}>${how}</dd>`
    }
  </div>`;
}
