import { html, nothing, type TemplateResult } from "lit";
import { formatCount, formatMoment, formatTokens } from "../../src/core/format";
import type {
  InspectedEvaluation,
  InspectedJoin,
  Inspection,
} from "../../src/core/inspect/inspectRequest";
import type { HostAbility } from "../../src/core/protocol";
import type { SettingsFinding } from "../../src/core/replay/model";
import { actions, decisionGlyphs, decisionWords, inspector as words, regions } from "../strings";
import { replayWords } from "../strings";
import type { NotablePlace } from "../../src/core/inspect/notablePlaces";
import { chainView } from "./chain";
import { disclosedRow, type Disclosure } from "./disclosure";
import { placesView } from "./places";
import { verdictBox, verdictView, type VerdictGiven } from "./verdict";

export interface InspectorGiven {
  readonly inspection: Inspection | undefined;
  /** What went wrong with the selected request, each in a sentence. */
  readonly wrong: readonly string[];
  readonly source: SettingsFinding["source"];
  readonly abilities: ReadonlySet<HostAbility>;
  readonly segments: number;
  /** Position in the replay's requests of a usage record, by its segment and its position there. */
  readonly requestOf: (segment: number, measured: number) => number | undefined;
  readonly attachmentBytes: number;
  readonly previousFire: number | undefined;
  readonly nextFire: number | undefined;
  /** Whether it paid; empty until the tokens are fitted, and where it is no fire. */
  readonly outcome: VerdictGiven;
  /** Shown while no request is selected. */
  readonly places: readonly NotablePlace[];
  readonly disclosure: Disclosure;
}

export interface InspectorEvents {
  readonly onSelect: (request: number) => void;
  /** The candidates of the request are wanted. */
  readonly onCandidates: () => void;
  readonly onShowRecord: (segment: number, line: number) => void;
  readonly onCompare: (request: number) => void;
  readonly onCopy: (inspection: Inspection) => void;
}

/** Why the selected request was pruned, or not. */
export function inspectorView(given: InspectorGiven, events: InspectorEvents): TemplateResult {
  const { inspection } = given;
  return html`<section
    class="inspector"
    id="inspector"
    aria-label=${regions.inspector}
    tabindex="0"
  >
    ${
      inspection === undefined
        ? html`<p class="muted">${words.nothing}</p>
            ${firesView(given, events)} ${placesView(given.places, events.onSelect)}`
        : requestView(inspection, given, events)
    }
  </section>`;
}

function requestView(
  inspection: Inspection,
  given: InspectorGiven,
  events: InspectorEvents,
): TemplateResult {
  const { request, evaluation, run, historyLength, segment, ts } = inspection;
  const decision = evaluation?.recorded.decision ?? "none";
  return html`<div class="heading">
      <h2>
        ${words.heading(request)} ·
        <span class="decision ${decision}"
          ><span class="glyph" aria-hidden="true">${decisionGlyphs[decision]}</span>
          ${decisionWords[decision]}</span
        >
      </h2>
      ${firesView(given, events)}
    </div>
    <p class="muted">
      ${words.place(run, historyLength, given.segments > 1 ? words.segment(segment) : undefined)} ·
      <time datetime=${new Date(ts).toISOString()}>${formatMoment(ts)}</time>
    </p>
    ${given.wrong.map(
      (sentence) =>
        html`<p class="bad"><span class="glyph" aria-hidden="true">⚠</span> ${sentence}</p>`,
    )}
    ${actionsView(inspection, given, events)} ${verdictBox(given.outcome)}
    ${
      evaluation === undefined
        ? notEvaluatedView(given.source)
        : evaluationView(evaluation, historyLength, given, events)
    }
    ${measuredView(inspection, given.disclosure)} ${verdictView(given.outcome, given.disclosure)}
    ${evaluation?.recorded.decision === "fired" ? joinView(evaluation.join, given) : nothing}
    ${carriesView(inspection, given)}`;
}

function firesView(
  { previousFire, nextFire }: InspectorGiven,
  { onSelect }: InspectorEvents,
): TemplateResult {
  const button = (label: string, glyph: string, request: number | undefined) =>
    html`<button
      type="button"
      class="plain step"
      title=${label}
      aria-label=${label}
      ?disabled=${request === undefined}
      @click=${() => {
        if (request !== undefined) onSelect(request);
      }}
    >
      <span aria-hidden="true">${glyph}</span>
    </button>`;
  return html`<div class="steps">
    ${button(actions.previousFire, "◀ ▲", previousFire)}
    ${button(actions.nextFire, "▲ ▶", nextFire)}
  </div>`;
}

function actionsView(
  inspection: Inspection,
  { abilities }: InspectorGiven,
  events: InspectorEvents,
): TemplateResult {
  const { line, request, segment, leftOut } = inspection;
  const button = (label: string, title: string, act: () => void) =>
    html`<vscode-button appearance="secondary" title=${title} @click=${act}
      >${label}</vscode-button
    >`;
  return html`<div class="actions">
    ${
      abilities.has("compare") && leftOut > 0
        ? button(actions.compare, actions.compareTitle, () => {
            events.onCompare(request);
          })
        : nothing
    }
    ${
      abilities.has("showRecord") && line !== undefined
        ? button(actions.showRecord, actions.showRecordTitle(line), () => {
            events.onShowRecord(segment, line);
          })
        : nothing
    }
    ${
      abilities.has("copy")
        ? button(actions.copy, actions.copyTitle, () => {
            events.onCopy(inspection);
          })
        : nothing
    }
  </div>`;
}

function notEvaluatedView(source: SettingsFinding["source"]): TemplateResult {
  return html`<p>
    ${words.noEvaluation}. ${source === "off" ? words.noEvaluationOff : words.noEvaluationLost}
  </p>`;
}

function evaluationView(
  evaluation: InspectedEvaluation,
  historyLength: number,
  { attachmentBytes, disclosure }: InspectorGiven,
  { onCandidates }: InspectorEvents,
): TemplateResult {
  const { replay } = evaluation;
  const exact = replay.agreement === "exact";
  return html`<p class=${exact ? "good" : "bad"}>
      <span class="glyph" aria-hidden="true">${exact ? "✓" : "≠"}</span>
      ${replayWords.agreement[replay.agreement]}
    </p>
    ${replay.sent ? nothing : html`<p>${words.notSent}</p>`}
    ${
      evaluation.incomparable === undefined
        ? nothing
        : html`<p>${words.notComparable(evaluation.incomparable)}</p>`
    }
    ${
      replay.otherPlacements > 0
        ? html`<p class="muted">${words.otherPlacements(replay.otherPlacements)}</p>`
        : nothing
    }
    ${chainView(evaluation, historyLength, disclosure, onCandidates)}
    ${attachmentBytes > 0 ? html`<p>${words.attachments(attachmentBytes)}</p>` : nothing}`;
}

function measuredView({ measured, leftOut }: Inspection, disclosure: Disclosure): TemplateResult {
  const row = (id: keyof typeof words.measuredSteps, tokens: number | undefined) =>
    tokensRow(id, words.measuredSteps[id], tokens, words.measuredHow[id], disclosure);
  return html`<h3>${words.measured}</h3>
    ${leftOut > 0 ? html`<p class="muted">${words.leftOut(leftOut)}</p>` : nothing}
    ${
      measured === undefined
        ? html`<p>${words.notMeasured}</p>`
        : html`<dl class="rows">
            ${row("input", measured.inputTokens)} ${row("read", measured.cacheReadTokens)}
            ${row("write", measured.cacheWriteTokens)} ${row("output", measured.outputTokens)}
          </dl>`
    }`;
}

function tokensRow(
  id: string,
  name: string,
  tokens: number | undefined,
  how: string,
  disclosure: Disclosure,
): TemplateResult {
  const value = tokens === undefined ? words.notInLog : formatTokens(tokens);
  return disclosedRow({ id, name, value, how }, disclosure);
}

/** What the log joins to a fire, and whether it is the fire's own request. */
function joinView(join: InspectedJoin | undefined, given: InspectorGiven): TemplateResult {
  if (join === undefined)
    return html`<h3>${words.join}</h3>
      <p>${words.noJoin}</p>`;
  const { post } = join;
  const request = post.request < 0 ? undefined : given.requestOf(join.segment, post.request);
  const other =
    request === undefined ? words.joinOtherUnknown : words.heading(request).toLowerCase();
  const { disclosure } = given;
  const length =
    post.historyLength === undefined ? words.notInLog : formatCount(post.historyLength);
  return html`<h3>${words.join}</h3>
    <dl class="rows">
      ${tokensRow("join-read", words.measuredSteps.read, post.cacheReadTokens, words.joinHow.read, disclosure)}
      ${tokensRow("join-write", words.measuredSteps.write, post.cacheWriteTokens, words.joinHow.write, disclosure)}
      ${disclosedRow({ id: "join-length", name: words.joinLength, value: length, how: words.joinHow.length }, disclosure)}
    </dl>
    ${
      join.ownRequest
        ? html`<p class="muted">${words.joinOwn}</p>`
        : html`<p class="bad">
            <span class="glyph" aria-hidden="true">⚠</span> ${words.joinOther(other)}
          </p>`
    }`;
}

/** Where this request's usage record took the pending id of another fire. */
function carriesView(
  { carries }: Inspection,
  { segments }: InspectorGiven,
): TemplateResult | typeof nothing {
  if (carries === undefined) return nothing;
  const segment = segments > 1 ? words.segment(carries.segment) : undefined;
  return html`<p class="bad">
    <span class="glyph" aria-hidden="true">⚠</span>
    ${words.carries(carries.evaluation, segment, carries.sent)}
  </p>`;
}
