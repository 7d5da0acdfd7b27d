import { html, nothing, type TemplateResult } from "lit";
import { formatCount, formatDifference, formatTokens } from "../../src/core/format";
import type { PricePreset } from "../../src/core/whatif/prices";
import type { FireSavings } from "../../src/core/whatif/realisedSavings";
import type { FireVerdict } from "../../src/core/whatif/verdicts";
import { verdicts as words } from "../labStrings";

/** What became of a fire: whether it paid, by which formula and prices, and what it saved against what it promised. */
export interface VerdictGiven {
  readonly verdict: FireVerdict | undefined;
  readonly savings: FireSavings | undefined;
  readonly prices: PricePreset;
}

/** Whether it paid, in one sentence and by which formula. */
export function verdictBox({ verdict, prices }: VerdictGiven): TemplateResult | typeof nothing {
  return verdict === undefined ? nothing : payView(verdict, prices);
}

/** The figures behind it. */
export function verdictView(given: VerdictGiven): TemplateResult | typeof nothing {
  const { verdict, savings } = given;
  if (verdict === undefined && savings === undefined) return nothing;
  return html`<section class="verdict-part" aria-label=${words.title}>
    <h3>${words.title}</h3>
    <dl class="rows">
      ${
        verdict === undefined
          ? nothing
          : html`${row(words.rows.newly, formatTokens(verdict.newlyLeftOutTokens), words.notes.newly)}
            ${row(words.rows.rewritten, formatTokens(verdict.rewrittenTokens), words.notes.rewritten)}
            ${row(
              words.rows.saved,
              formatDifference(verdict.savedCost),
              words.notes.saved(verdict.actualIs),
            )}`
      }
      ${savings === undefined ? nothing : savingsRows(savings)}
    </dl>
  </section>`;
}

function payView(verdict: FireVerdict, prices: PricePreset): TemplateResult {
  const { kind } = verdict.verdict;
  const glyph = kind === "paid back" ? "✓" : kind === "never" ? "⚠" : "…";
  return html`<div
    class=${`verdict ${kind === "paid back" ? "good" : kind === "never" ? "bad" : ""}`}
  >
    <p>
      <span class="glyph" aria-hidden="true">${glyph}</span>
      <strong>${words.kind(verdict.verdict)}</strong>
      ${
        verdict.verdict.kind === "never"
          ? words.changed(verdict.verdict.afterRequests, verdict.neededRequests)
          : nothing
      }
    </p>
    <p class="workings">${words.formula(verdict, prices.prices)}</p>
    <p class="workings">${words.prices(prices.label)}</p>
  </div>`;
}

function savingsRows(savings: FireSavings): TemplateResult {
  return html`${row(
    words.rows.estimated,
    formatTokens(savings.estimatedTokens),
    words.notes.estimated,
  )}
  ${row(words.rows.realised, formatTokens(savings.realisedTokens), words.notes.realised)}
  ${row(words.rows.ratio, words.ratio(savings), formatCount(savings.estimatedTokens) + " ÷ " + formatCount(savings.realisedTokens))}`;
}

function row(name: string, value: string, note: string): TemplateResult {
  return html`<div title=${note}>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}
