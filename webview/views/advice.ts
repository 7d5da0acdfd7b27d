import { html, nothing, type TemplateResult } from "lit";
import type { Advice } from "../../src/core/lab/advice";
import { policyById } from "../../src/core/whatif/policies/all";
import { off } from "../../src/core/whatif/policies/off";
import type { SelfCheck } from "../../src/core/whatif/selfCheck";
import type { SweepPoint } from "../../src/core/whatif/sweep";
import { advice as words } from "../strings";

/** What to set instead, as far as it is known. */
export type AdviceGiven =
  | { readonly kind: "fitting" }
  | { readonly kind: "sweeping" }
  | { readonly kind: "stopped" }
  | { readonly kind: "no measurements" }
  | {
      readonly kind: "advice";
      readonly advice: Advice;
      readonly pruningWasOff: boolean;
      readonly prices: string;
      readonly selfCheck: SelfCheck | undefined;
      /** Whether the knobs stand at what is advised. */
      readonly isTaken: boolean;
    };

export interface AdviceEvents {
  readonly onTake: (point: SweepPoint) => void;
  readonly onAgain: () => void;
  /** Copies a point as manifest lines; undefined where the agent has no such settings, or nobody can copy. */
  readonly onCopy: (point: SweepPoint) => (() => void) | undefined;
}

/** What to set instead, what it would save, and on which ground that is said. */
export function adviceView(given: AdviceGiven, events: AdviceEvents): TemplateResult {
  switch (given.kind) {
    case "fitting":
      return boxView("waiting", words.waitingTitle, words.waitingFit, nothing, nothing);
    case "sweeping":
      return boxView("waiting", words.waitingTitle, words.waitingSweep, nothing, nothing);
    case "stopped":
      return boxView(
        "waiting",
        words.waitingTitle,
        words.stopped,
        nothing,
        html`<vscode-button appearance="secondary" @click=${events.onAgain}
          >${words.again}</vscode-button
        >`,
      );
    case "no measurements":
      return boxView("unknown", words.unknown, words.noMeasurements, nothing, nothing);
    case "advice":
      return knownView(given, events);
  }
}

type Known = Extract<AdviceGiven, { kind: "advice" }>;

function knownView(given: Known, events: AdviceEvents): TemplateResult {
  const { advice, pruningWasOff } = given;
  switch (advice.kind) {
    case "keep":
      return boxView(
        "keep",
        pruningWasOff ? words.keepOff : words.keep,
        pruningWasOff ? offText(advice) : words.keepText,
        html`${ground(given)} ${betterView(advice, events)}`,
        nothing,
      );
    case "unknown":
      return boxView("unknown", words.unknown, words.unknownText, nothing, nothing);
    case "doubtful":
      return boxView(
        "unknown",
        words.unknown,
        words.doubtful(advice.sameDecision, advice.evaluated),
        nothing,
        nothing,
      );
    case "change": {
      const { point, recorded } = advice.best;
      return boxView(
        "change",
        titleOf(point, pruningWasOff),
        html`<span class="setting">${settingsIn(point)}</span>
          <span title=${words.effectTitle(point.summary, recorded)}
            >${words.effect(advice.share, point.summary, recorded)}</span
          >`,
        html`${ground(given)} ${betterView(advice, events)}`,
        actionsView(point, given.isTaken, events),
      );
    }
  }
}

/** What pruning would have done to a session without it. */
function offText({ firing }: Extract<Advice, { kind: "keep" }>): string {
  if (firing === undefined) return words.offNothing;
  return words.offKept(settingsIn(firing.best.point), firing.share);
}

function settingsIn({ policy: id, values }: SweepPoint): string {
  const policy = policyById(id);
  return policy === undefined ? "" : words.manifest(policy, values);
}

/** A rule that the agent has not, where it would save more. */
function betterView(
  { better }: Extract<Advice, { kind: "change" | "keep" }>,
  { onTake }: AdviceEvents,
): TemplateResult | typeof nothing {
  if (better === undefined) return nothing;
  const { point } = better.best;
  const title = policyById(point.policy)?.title ?? point.policy;
  return html`${words.better(title, better.share)}
    <button
      type="button"
      class="plain link"
      aria-label=${words.tryOther(title)}
      @click=${() => {
        onTake(point);
      }}
    >
      ${words.take}
    </button>`;
}

function titleOf({ policy }: SweepPoint, pruningWasOff: boolean): string {
  if (policy === off.id) return words.switchOff;
  return pruningWasOff ? words.switchOn : words.set;
}

function actionsView(
  point: SweepPoint,
  isTaken: boolean,
  { onTake, onCopy }: AdviceEvents,
): TemplateResult {
  const copy = onCopy(point);
  return html`<vscode-button
      title=${words.takeTitle}
      appearance=${isTaken ? "secondary" : "primary"}
      @click=${() => {
        onTake(point);
      }}
      >${isTaken ? words.taken : words.take}</vscode-button
    >
    ${
      copy === undefined
        ? nothing
        : html`<vscode-button appearance="secondary" @click=${copy}>${words.copy}</vscode-button>`
    }`;
}

function ground({ prices, selfCheck }: Known): string {
  return words.ground(
    prices,
    selfCheck === undefined ? "" : words.checked(selfCheck.sameDecision, selfCheck.evaluated),
  );
}

/** Shapes that tell what kind of advice it is; one that cannot be given does not look as if it were on its way. */
const glyphs = { change: "→", keep: "✓", unknown: "?" } as const;

function boxView(
  kind: keyof typeof glyphs | "waiting",
  title: string,
  text: TemplateResult | string,
  workings: TemplateResult | string | typeof nothing,
  actions: TemplateResult | typeof nothing,
): TemplateResult {
  const glyph = kind === "waiting" ? "…" : glyphs[kind];
  return html`<section class=${`advice ${kind}`} aria-label=${words.label}>
    <span class="glyph" aria-hidden="true">${glyph}</span>
    <p class="says" role="status"><strong>${title}</strong> ${text}</p>
    ${actions === nothing ? nothing : html`<div class="buttons">${actions}</div>`}
    ${workings === nothing ? nothing : html`<p class="workings">${workings}</p>`}
  </section>`;
}
