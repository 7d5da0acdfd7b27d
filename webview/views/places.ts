import { html, nothing, type TemplateResult } from "lit";
import type { NotablePlace } from "../../src/core/inspect/notablePlaces";
import { places as words } from "../strings";

/** Where to begin, while no request is selected. */
export function placesView(
  places: readonly NotablePlace[],
  onSelect: (request: number) => void,
): TemplateResult | typeof nothing {
  if (places.length === 0) return nothing;
  return html`<h2>${words.title}</h2>
    <ul class="places">
      ${places.map(
        (place) =>
          html`<li>
            <button
              type="button"
              class="plain link"
              @click=${() => {
                onSelect(place.request);
              }}
            >
              ${words.request(place.request)}
            </button>
            ${words.why(place)}
          </li>`,
      )}
    </ul>`;
}
