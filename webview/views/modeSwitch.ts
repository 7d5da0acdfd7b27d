import { html, nothing, type TemplateResult } from "lit";
import type { WhatIfMode } from "../../src/core/whatif/outcome";
import type { SelfCheck } from "../../src/core/whatif/selfCheck";
import type { LabWork } from "../lab/lab";
import { lab as words } from "../labStrings";
import { whatIf } from "../strings";

export interface ModeGiven {
  readonly mode: WhatIfMode;
  readonly isReady: boolean;
  /** Whether the policy can be evaluated on the tokens as they were recorded. */
  readonly asRecordedPossible: boolean;
  readonly work: LabWork | undefined;
  readonly stopped: "by the user" | { readonly message: string } | undefined;
  readonly selfCheck: SelfCheck | undefined;
  /** How sure the decisions are. */
  readonly certainty: string;
}

export interface ModeEvents {
  readonly onMode: (mode: WhatIfMode) => void;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
}

/** Which of the two methods is shown. */
export function modeSwitch(given: ModeGiven, events: ModeEvents): TemplateResult {
  const { mode, isReady, asRecordedPossible } = given;
  const choice = (one: WhatIfMode, disabled: boolean, title: string) =>
    html`<button
      type="button"
      class="plain choice"
      aria-pressed=${String(mode === one)}
      ?disabled=${disabled}
      title=${title}
      @click=${() => {
        events.onMode(one);
      }}
    >
      ${whatIf.modes[one]}
    </button>`;
  return html`<div class="presets" role="group" aria-label=${whatIf.mode}>
    ${choice("re-simulated", !isReady, isReady ? words.switchTitle["re-simulated"] : words.untilFitted)}
    ${choice(
      "as recorded",
      !asRecordedPossible,
      asRecordedPossible ? words.switchTitle["as recorded"] : words.onlyYoi,
    )}
  </div>`;
}

/** How well it is founded, and what is still being computed. */
export function modeNotes(given: ModeGiven, events: ModeEvents): TemplateResult {
  const { mode, isReady } = given;
  return html`<div class="mode">
    <p class="self-check">
      <strong>${whatIf.mode}: ${whatIf.modes[mode]}.</strong>
      ${mode === "as recorded" ? whatIf.modeHow[mode] : nothing}
      ${isReady || given.stopped !== undefined ? nothing : words.untilFitted}
      ${
        !isReady
          ? nothing
          : given.selfCheck === undefined
            ? words.notChecked
            : words.selfCheck(given.selfCheck)
      }
    </p>
    ${workView(given, events)}
    <p class="muted certainty">${given.certainty}</p>
  </div>`;
}

function workView(
  { work, stopped, isReady }: ModeGiven,
  { onCancel, onAgain }: ModeEvents,
): TemplateResult | typeof nothing {
  if (work?.shown === true) {
    const name = words.stages[work.stage];
    return html`<div class="work-shown">
      <span>${name}…</span>
      <progress aria-label=${name} max="1" .value=${work.share}></progress>
      ${
        work.cancellable
          ? html`<button type="button" class="plain link" @click=${onCancel}>
              ${words.cancel}
            </button>`
          : nothing
      }
    </div>`;
  }
  if (stopped === undefined) return nothing;
  const text =
    stopped !== "by the user"
      ? words.failed(stopped.message)
      : isReady
        ? words.stopped
        : words.stoppedFit;
  return html`<p role="alert">
    ${text}
    <button type="button" class="plain link" @click=${onAgain}>${words.again}</button>
  </p>`;
}
