import { html, type TemplateResult } from "lit";
import { formatCount, formatMoment } from "../src/core/format";
import type { certaintyOf } from "../src/core/whatif/outcome";
import { GridView, type GridColumn } from "./gridView";
import { requestColumns } from "./strings/tables";
import type { WhatIfRow } from "./whatIfRows";
import {
  decisionGlyphs,
  decisionWords,
  replayWords,
  requestNumber,
  requests as words,
} from "./strings";

/** The requests of the session as a sortable table: the same rows as in the timeline, for screen readers and sorting. */
export function requestGrid(onSelect: (request: number) => void): GridView<WhatIfRow> {
  return new GridView({ columns, keyOf: (row) => row.request, onSelect });
}

const missing = (): TemplateResult =>
  html`<span class="muted" title=${words.missingTitle}>${words.missing}</span>`;

function figure(
  id: keyof typeof words.columns,
  digits: number,
  valueOf: (row: WhatIfRow) => number | undefined,
): GridColumn<WhatIfRow> {
  return {
    id,
    label: words.columns[id],
    title: words.titles[id],
    digits,
    numeric: true,
    cell: (row) => {
      const value = valueOf(row);
      return value === undefined ? missing() : formatCount(value);
    },
    sortValue: valueOf,
  };
}

const columns: readonly GridColumn<WhatIfRow>[] = [
  { ...figure("request", 7, (row) => row.request), cell: (row) => requestNumber(row.request) },
  {
    ...figure("time", 14, (row) => row.ts),
    numeric: false,
    cell: ({ ts }) => {
      const moment = formatMoment(ts);
      return html`<span title=${moment}>${words.shortMoment(moment)}</span>`;
    },
  },
  {
    id: "decision",
    label: words.columns.decision,
    title: words.titles.decision,
    digits: 16,
    cell: ({ decision }) => {
      const word = decision ?? "none";
      return html`<span class="decision ${word}"
        ><span class="glyph" aria-hidden="true">${decisionGlyphs[word]}</span>
        ${decisionWords[word]}</span
      >`;
    },
    sortValue: ({ decision }) => (decision === undefined ? undefined : decisionWords[decision]),
  },
  figure("candidates", 9, (row) => row.candidateCount),
  figure("savings", 10, (row) => row.estimatedSavingsTokens),
  figure("leftOut", 7, (row) => row.leftOut),
  {
    ...figure("sentAgain", 9, (row) => row.sentAgain),
    cell: ({ sentAgain }) =>
      sentAgain === 0
        ? "0"
        : html`<span class="bad"
            ><span class="glyph" aria-hidden="true">↺</span> ${formatCount(sentAgain)}</span
          >`,
  },
  figure("input", 8, (row) => row.inputTokens),
  figure("cacheRead", 9, (row) => row.cacheReadTokens),
  figure("cacheWrite", 10, (row) => row.cacheWriteTokens),
  figure("output", 6, (row) => row.outputTokens),
  {
    id: "replay",
    label: words.columns.replay,
    title: words.titles.replay,
    digits: 9,
    cell: ({ agreement }) =>
      agreement === undefined
        ? missing()
        : html`<span
            class=${agreement === "exact" ? "good" : "bad"}
            title=${replayWords.agreement[agreement]}
            ><span class="glyph" aria-hidden="true">${agreement === "exact" ? "✓" : "≠"}</span>
            ${replayWords.short[agreement]}</span
          >`,
    sortValue: ({ agreement }) => agreement,
  },
  {
    id: "whatIf",
    label: requestColumns.whatIf,
    title: requestColumns.whatIfTitle,
    digits: 28,
    cell: ({ whatIf }) =>
      whatIf === undefined
        ? missing()
        : html`<span class="decision ${whatIf.decision}"
              ><span class="glyph" aria-hidden="true">${decisionGlyphs[whatIf.decision]}</span>
              ${decisionWords[whatIf.decision]}</span
            >, ${certaintyView(whatIf.certain)}`,
    sortValue: ({ whatIf }) =>
      whatIf === undefined
        ? undefined
        : `${whatIf.certain === "no" ? "a" : "b"} ${decisionWords[whatIf.decision]}`,
  },
  {
    id: "whatIfPrompt",
    label: requestColumns.prompt,
    title: requestColumns.promptTitle,
    digits: 14,
    numeric: true,
    cell: ({ whatIf }) =>
      whatIf?.inputTokens === undefined ? missing() : formatCount(whatIf.inputTokens),
    sortValue: ({ whatIf }) => whatIf?.inputTokens,
  },
];

function certaintyView(certain: ReturnType<typeof certaintyOf>): TemplateResult {
  switch (certain) {
    case "yes":
      return html`${requestColumns.certain}`;
    case "pending":
      return html`<span class="muted">${requestColumns.certaintyPending}</span>`;
    case "no":
      return html`<span class="bad"
        ><span class="glyph" aria-hidden="true">?</span> ${requestColumns.uncertain}</span
      >`;
  }
}
