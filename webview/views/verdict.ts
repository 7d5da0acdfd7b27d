import { html, nothing, type TemplateResult } from "lit";
import { formatCount, formatDifference, formatTokens } from "../../src/core/format";
import type { PricePreset } from "../../src/core/whatif/prices";
import type { FireSavings } from "../../src/core/whatif/realisedSavings";
import type { FireVerdict } from "../../src/core/whatif/verdicts";
import { verdicts as words } from "../strings/verdicts";
import { disclosedRow, type DisclosedRow, type Disclosure } from "./disclosure";

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
export function verdictView(
  given: VerdictGiven,
  disclosure: Disclosure,
): TemplateResult | typeof nothing {
  const { verdict, savings } = given;
  if (verdict === undefined && savings === undefined) return nothing;
  return html`<section class="verdict-part" aria-label=${words.title}>
    <h3>${words.title}</h3>
    <dl class="rows">
      ${
        verdict === undefined
          ? nothing
          : verdictRows(verdict).map((one) => disclosedRow(one, disclosure))
      }
      ${savings === undefined ? nothing : savingsRows(savings).map((one) => disclosedRow(one, disclosure))}
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

function verdictRows(verdict: FireVerdict): readonly DisclosedRow[] {
  const { newlyLeftOutTokens, rewrittenTokens, savedCost, actualIs } = verdict;
  const { rows, notes } = words;
  return [
    { id: "newly", name: rows.newly, value: formatTokens(newlyLeftOutTokens), how: notes.newly },
    {
      id: "rewritten",
      name: rows.rewritten,
      value: formatTokens(rewrittenTokens),
      how: notes.rewritten,
    },
    {
      id: "saved",
      name: rows.saved,
      value: formatDifference(savedCost),
      how: notes.saved(actualIs),
    },
  ];
}

function savingsRows(savings: FireSavings): readonly DisclosedRow[] {
  const { estimatedTokens, realisedTokens } = savings;
  const { rows, notes } = words;
  return [
    {
      id: "estimated",
      name: rows.estimated,
      value: formatTokens(estimatedTokens),
      how: notes.estimated,
    },
    {
      id: "realised",
      name: rows.realised,
      value: formatTokens(realisedTokens),
      how: notes.realised,
    },
    {
      id: "ratio",
      name: rows.ratio,
      value: words.ratio(savings),
      how: `${formatCount(estimatedTokens)} ÷ ${formatCount(realisedTokens)}`,
    },
  ];
}
