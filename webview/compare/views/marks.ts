import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import type { RowDifference } from "../../../src/core/compare/compareRequests";
import { unreachable } from "../../../src/core/unreachable";

/** The mark of a difference as the strip draws it; what it means stands beside it in words. */
export function markView(difference: RowDifference): TemplateResult {
  return html`<svg
    class="mark ${difference.replaceAll(" ", "-")}"
    viewBox="0 0 12 12"
    width="12"
    height="12"
    aria-hidden="true"
  >
    ${shape(difference)}
  </svg>`;
}

function shape(difference: RowDifference): SVGTemplateResult {
  switch (difference) {
    case "fired in a":
      return svg`<path d="M6 1 L1 10 H11 Z" />`;
    case "fired in b":
      return svg`<path d="M6 11 L1 2 H11 Z" />`;
    case "other set":
      return svg`<path d="M6 0 L11 6 L6 12 L1 6 Z" />`;
    case "other reason":
      return svg`<circle class="open" cx="6" cy="6" r="3.5" />`;
    case "only a":
      return svg`<path class="open" d="M1.5 8 V2 H10.5 V8" />`;
    case "only b":
      return svg`<path class="open" d="M1.5 4 V10 H10.5 V4" />`;
    case "same":
      return svg`<path class="open" d="M2 4.5 H10 M2 7.5 H10" />`;
    case "not evaluated":
      return svg`<path class="open" d="M2 6 H10" />`;
    default:
      return unreachable(difference);
  }
}
