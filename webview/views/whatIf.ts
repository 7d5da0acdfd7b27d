import { html, nothing, type TemplateResult } from "lit";
import type { WhatIfMode } from "../../src/core/whatif/outcome";
import { lab } from "../strings/lab";
import { sweep } from "../strings/sweep";
import { comparisonView, type ComparisonGiven } from "./comparison";
import { knobsView, type KnobsEvents, type KnobsGiven } from "./knobs";
import { labTable, type LabTableGiven } from "./labTable";
import { modeView, type ModeEvents, type ModeGiven } from "./modeSwitch";
import { pricesView, type PricesEvents, type PricesGiven } from "./prices";
import { sweepView, type SweepEvents, type SweepGiven } from "./sweep";

export interface WhatIfGiven {
  readonly knobs: KnobsGiven;
  readonly mode: ModeGiven;
  readonly prices: PricesGiven;
  readonly comparison:
    | { readonly mode: Extract<WhatIfMode, "as recorded">; readonly given: ComparisonGiven }
    | { readonly mode: Extract<WhatIfMode, "re-simulated">; readonly given: LabTableGiven };
  /** Undefined until the tokens are fitted. */
  readonly sweep: SweepGiven | undefined;
  /** Copies the settings as manifest lines; undefined where the agent has no such settings, or nobody can copy. */
  readonly onCopy: (() => void) | undefined;
}

export type WhatIfEvents = KnobsEvents & ModeEvents & PricesEvents & SweepEvents;

/** The knobs, what they would change, and what others would. */
export function whatIfView(given: WhatIfGiven, events: WhatIfEvents): TemplateResult {
  const { comparison, onCopy } = given;
  return html`<div class="what-if">
    <form
      class="knobs"
      @submit=${(event: Event) => {
        event.preventDefault();
      }}
    >
      ${modeView(given.mode, events)} ${knobsView(given.knobs, events)}
      ${pricesView(given.prices, events, copyView(onCopy))}
    </form>
    <div>
      ${
        comparison.mode === "re-simulated"
          ? labTable(comparison.given)
          : comparisonView(comparison.given)
      }
    </div>
    ${given.sweep === undefined ? noSweepView(given.mode) : sweepView(given.sweep, events)}
  </div>`;
}

/** Says why there are no curves where the user chose a method that has none. */
function noSweepView({ isReady, mode }: ModeGiven): TemplateResult | typeof nothing {
  return isReady && mode === "as recorded"
    ? html`<p class="muted no-sweep">${sweep.onlyResimulated}</p>`
    : nothing;
}

function copyView(onCopy: WhatIfGiven["onCopy"]): TemplateResult | typeof nothing {
  if (onCopy === undefined) return nothing;
  return html`<vscode-button appearance="secondary" title=${lab.copyTitle} @click=${onCopy}
    >${lab.copy}</vscode-button
  >`;
}
