import { html, nothing, type TemplateResult } from "lit";
import type { FigureName } from "../../../src/core/compare/compareFigures";
import type { AlignmentCounts, Comparison } from "../../../src/core/compare/compareSessions";
import { sides, type Side } from "../../../src/core/compare/comparedSession";
import {
  betterText,
  figureLabels,
  figureSources,
  settingsText,
  sideNames,
  verdictText,
} from "../../../src/core/compare/words";
import { visibleText } from "../../../src/core/visibleText";
import type { AlignerWork } from "../aligner";
import type { SidePhase } from "../sideIntake";
import { alignment, page as words } from "../../strings/compare";

export interface SideShown {
  readonly name: string;
  readonly phase: SidePhase;
}

/** The page while at least one of the two sessions is not there. */
export function waitingView(
  shown: Readonly<Record<Side, SideShown>>,
  work: TemplateResult | typeof nothing,
): TemplateResult {
  const failed = sides.some((side) => shown[side].phase.kind === "failed");
  return html`<main class="state" aria-busy=${failed ? "false" : "true"}>
    <h1>${words.title}</h1>
    ${sides.map((side) => waitingSide(side, shown[side]))} ${work}
  </main>`;
}

function waitingSide(side: Side, { name, phase }: SideShown): TemplateResult {
  const heading = html`<h2>${words.side(side, visibleText(name))}</h2>`;
  switch (phase.kind) {
    case "loading": {
      const detail = phase.detail === "" ? words.reading : phase.detail;
      return html`${heading}
        <p role="status">${detail}</p>
        ${
          phase.done === undefined
            ? html`<progress aria-label=${words.side(side, words.reading)}></progress>`
            : html`<progress
                aria-label=${words.side(side, words.reading)}
                max="1"
                value=${phase.done}
              ></progress>`
        }`;
    }
    case "failed":
      return html`${heading}
        <p role="alert"><span class="glyph bad" aria-hidden="true">⚠</span> ${phase.message}</p>
        ${phase.detail === "" ? nothing : html`<p class="detail">${phase.detail}</p>`}`;
    case "shown":
      return html`${heading}
        <p role="status">${words.ready}</p>`;
  }
}

export interface WorkEvents {
  readonly onStop: () => void;
  readonly onAgain: () => void;
}

/** How far the comparing is, once it takes long, and a way to stop it; or that it was stopped. */
export function workView(
  work: AlignerWork | undefined,
  isStopped: boolean,
  { onStop, onAgain }: WorkEvents,
): TemplateResult | typeof nothing {
  if (isStopped)
    return html`<p class="comparing" role="status">
      ${words.stopped}
      <button type="button" class="plain link" @click=${onAgain}>${words.again}</button>
    </p>`;
  if (work === undefined) return nothing;
  return html`<p class="comparing" role="status">
    ${words.comparing}
    <progress aria-label=${words.comparing} max="1" value=${work.share}></progress>
    ${
      work.cancellable
        ? html`<button type="button" class="plain link" @click=${onStop}>${words.stop}</button>`
        : nothing
    }
  </p>`;
}

export interface HeadEvents {
  readonly onSwap: () => void;
  readonly onOpen: (side: Side) => void;
}

/** Both sessions by name and settings, and how their requests stand to each other. */
export function headView(
  comparison: Comparison,
  shown: Readonly<Record<Side, SideShown>>,
  events: HeadEvents,
): TemplateResult {
  return html`<header class="compare-head">
    <h1 class="unseen">${words.headline(visibleText(shown.a.name), visibleText(shown.b.name))}</h1>
    <div class="compared-sides">
      ${sides.map(
        (side) =>
          html`<div class="compared-side ${side}">
            <p>
              <strong class="side-name ${side}">${sideNames[side]}</strong>
              <strong title=${comparison.summaries[side].sessionId}
                >${visibleText(shown[side].name)}</strong
              >
              <button
                type="button"
                class="plain link"
                title=${words.openTitle(side)}
                @click=${() => {
                  events.onOpen(side);
                }}
              >
                ${words.open(side)}
              </button>
            </p>
            <p class="muted">${settingsText(comparison.summaries[side].settings)}</p>
          </div>`,
      )}
      <button type="button" class="plain link" @click=${events.onSwap}>
        <span aria-hidden="true">⇅</span> ${words.swap}
      </button>
    </div>
    <p class="main-verdict" title=${figureSources.cost}>${verdictText(comparison)}</p>
    <div class="verdict-row">${verdictsView(comparison)} ${alignmentView(comparison)}</div>
    ${warningView(comparison)} ${sides.map((side) => newerFailed(side, shown[side].phase))}
  </header>`;
}

/** The figures that tell most at first sight, besides the cost, which has its sentence. */
const foremost: readonly FigureName[] = [
  "meanTokens",
  "peakTokens",
  "requestsSendingAgain",
  "cacheShare",
];

function verdictsView({ figures }: Comparison): TemplateResult {
  const shown = foremost.flatMap((name) => figures.find((figure) => figure.name === name) ?? []);
  return html`<dl class="verdicts" aria-label=${words.verdicts}>
    ${shown.map(
      (figure) =>
        html`<div title=${figureSources[figure.name]}>
          <dt>${figureLabels[figure.name]}</dt>
          <dd class=${figure.better === "a" || figure.better === "b" ? "better" : ""}>
            ${betterText(figure)}
          </dd>
        </div>`,
    )}
  </dl>`;
}

function newerFailed(side: Side, phase: SidePhase): TemplateResult | typeof nothing {
  if (phase.kind !== "failed") return nothing;
  return html`<div class="finding bad" role="alert">
    <span class="glyph" aria-hidden="true">⚠</span>
    <p><strong>${words.newerFailed(side)}.</strong> ${phase.message} ${phase.detail}</p>
  </div>`;
}

function alignmentView({ counts, paired }: Comparison): TemplateResult {
  const { bases, differences } = counts;
  const alone = differences["only a"] + differences["only b"];
  return html`<p class="alignment">
    <span title=${alignment.pairsHow(counts)}>${alignment.pairs(counts)}</span
    ><span class="unseen">: ${alignment.pairsHow(counts)}</span>${
      alone === 0 ? nothing : html` · ${alignment.alone(counts)}`
    }
    ${bases.alike === 0 ? nothing : html` · ${alignment.onlyAlike(bases.alike)}`}
    ${
      alone === 0 || paired.requestsWithCost === 0
        ? nothing
        : html`<span class="muted"> · ${alignment.paired(paired)}</span>`
    }
  </p>`;
}

function warningView({ counts, rows }: Comparison): TemplateResult | typeof nothing {
  const warning = warningOf(counts, rows.length);
  if (warning === undefined) return nothing;
  return html`<div class="finding bad" role="note">
    <span class="glyph" aria-hidden="true">⚠</span>
    <p>${warning}</p>
  </div>`;
}

function warningOf({ bases }: AlignmentCounts, rows: number): string | undefined {
  const sure = bases.same + bases["same end"];
  if (rows === 0) return undefined;
  if (sure + bases.alike === 0) return alignment.none;
  return bases.alike > sure ? alignment.alike : undefined;
}
