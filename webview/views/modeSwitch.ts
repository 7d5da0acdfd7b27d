import { html, nothing, type TemplateResult } from "lit";
import type { WhatIfMode } from "../../src/core/whatif/outcome";
import { repeatsEnough } from "../../src/core/lab/advice";
import type { SelfCheck } from "../../src/core/whatif/selfCheck";
import type { LabWork } from "../lab/lab";
import { lab as words } from "../strings/lab";
import { whatIf } from "../strings";

export interface ModeGiven {
  readonly mode: WhatIfMode;
  readonly isReady: boolean;
  /** Whether the policy can be evaluated on the tokens as they were recorded. */
  readonly asRecordedPossible: boolean;
  readonly work: LabWork | undefined;
  readonly stopped: "by the user" | { readonly message: string } | undefined;
  readonly selfCheck: SelfCheck | undefined;
  /** How sure the decisions are; `certain` is how many of them, undefined where that is not known. */
  readonly certainty: {
    readonly text: string;
    readonly certain: number | undefined;
    readonly requests: number;
  };
}

export interface ModeEvents {
  readonly onMode: (mode: WhatIfMode) => void;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
}

/** Which of the two methods is shown, and beside it how well it is founded: in few words, and opened in all. */
export function modeView(given: ModeGiven, events: ModeEvents): TemplateResult {
  const isWorking = given.work?.shown === true;
  return html`<div class="mode">
    ${switchView(given, events)} ${workView(given, events)}
    <details class="trust" ?hidden=${isWorking}>
      <summary title=${`${checkText(given)} ${given.certainty.text}`.trim()}>
        ${trustView(given)}
      </summary>
      <p class="self-check">
        <strong>${whatIf.mode}: ${whatIf.modes[given.mode]}.</strong>
        ${whatIf.modeHow[given.mode]} ${checkText(given)}
      </p>
      <p class="muted certainty">${given.certainty.text}</p>
    </details>
  </div>`;
}

function switchView(given: ModeGiven, events: ModeEvents): TemplateResult {
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

function checkText({ isReady, stopped, selfCheck }: ModeGiven): string {
  if (!isReady) return stopped === undefined ? words.untilFitted : "";
  return selfCheck === undefined ? words.notChecked : words.selfCheck(selfCheck);
}

function trustView(given: ModeGiven): TemplateResult {
  const { text, isGood } = trustOf(given);
  return html`<span class=${isGood ? "glyph good" : "glyph doubtful"} aria-hidden="true"
      >${isGood ? "✓" : "⚠"}</span
    >
    ${text}`;
}

/** The same measure in few words: of as many decisions, so many are the recorded ones or certain. */
function trustOf({ mode, isReady, selfCheck, certainty }: ModeGiven): {
  readonly text: string;
  readonly isGood: boolean;
} {
  if (mode === "as recorded") {
    const { certain = 0, requests } = certainty;
    return { text: words.trust.certain(certain, requests), isGood: certain === requests };
  }
  if (!isReady || selfCheck === undefined) return { text: words.trust.notChecked, isGood: false };
  const { sameDecision, evaluated } = selfCheck;
  return evaluated === 0
    ? { text: words.trust.nothingToRepeat, isGood: false }
    : {
        text: words.trust.repeats(sameDecision, evaluated),
        isGood: repeatsEnough(selfCheck),
      };
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
