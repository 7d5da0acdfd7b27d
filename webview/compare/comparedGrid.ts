import { html, type TemplateResult } from "lit";
import type { ComparedRow } from "../../src/core/compare/compareRequests";
import { differenceWords } from "../../src/core/compare/words";
import { formatCount, formatDifference } from "../../src/core/format";
import type { RequestRow } from "../../src/core/inspect/requestRows";
import { GridView, type GridColumn } from "../gridView";
import { decisionGlyphs, decisionWords } from "../strings/common";
import { requests as words } from "../strings/compare";
import { markView } from "./views/marks";

/** The rows of the comparison as a sortable table. */
export function comparedGrid(onSelect: (row: number) => void): GridView<ComparedRow> {
  return new GridView({ columns, keyOf: ({ row }) => row, onSelect });
}

const missing = (): TemplateResult => html`<span class="muted">${words.missing}</span>`;

function numeric(
  id: keyof typeof words.columns,
  digits: number,
  valueOf: (row: ComparedRow) => number | undefined,
  text: (value: number) => string = formatCount,
): GridColumn<ComparedRow> {
  return {
    id,
    label: words.columns[id],
    title: words.titles[id],
    digits,
    numeric: true,
    cell: (row) => {
      const value = valueOf(row);
      return value === undefined ? missing() : text(value);
    },
    sortValue: valueOf,
  };
}

function decision(
  id: "inA" | "inB",
  of: (row: ComparedRow) => RequestRow | undefined,
): GridColumn<ComparedRow> {
  return {
    id,
    label: words.columns[id],
    title: words.titles[id],
    digits: 16,
    cell: (row) => {
      const request = of(row);
      if (request === undefined) return missing();
      const word = request.decision ?? "none";
      return html`<span class="decision ${word}"
        ><span class="glyph" aria-hidden="true">${decisionGlyphs[word]}</span>
        ${decisionWords[word]}</span
      >`;
    },
    sortValue: (row) => of(row)?.decision,
  };
}

const number = (value: number) => formatCount(value + 1);

const columns: readonly GridColumn<ComparedRow>[] = [
  numeric("a", 5, ({ a }) => a?.request, number),
  numeric("b", 5, ({ b }) => b?.request, number),
  {
    id: "difference",
    label: words.columns.difference,
    title: words.titles.difference,
    digits: 30,
    cell: ({ difference }) => html`${markView(difference)} ${differenceWords[difference]}`,
    sortValue: ({ difference }) => difference,
  },
  numeric("prompt", 13, ({ promptTokens }) => promptTokens, formatDifference),
  numeric("cost", 12, ({ cost }) => cost, formatDifference),
  numeric("onlyA", 13, ({ leftOutOnlyInA }) => leftOutOnlyInA.results),
  numeric("onlyB", 13, ({ leftOutOnlyInB }) => leftOutOnlyInB.results),
  decision("inA", ({ a }) => a),
  decision("inB", ({ b }) => b),
];
