import { html, nothing, type TemplateResult } from "lit";
import { formatBytes, formatCount, formatDifference, formatTokens } from "../../src/core/format";
import {
  figuresOfMode,
  type ComparedFigure,
  type RunFigures,
} from "../../src/core/inspect/whatIfComparison";
import { whatIf as words } from "../strings";

export interface ComparisonGiven {
  readonly recorded: RunFigures;
  /** Undefined while the knobs stand as recorded. */
  readonly whatIf: RunFigures | undefined;
  readonly status: string;
}

/** The recorded run beside the what-if as recorded: only what that mode predicts. */
export function comparisonView({ recorded, whatIf, status }: ComparisonGiven): TemplateResult {
  return html`<div class="comparison" aria-busy="false">
    <p role="status">${status}</p>
    <table>
      <caption class="unseen">
        ${words.table}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.columns.figure}</th>
          <th scope="col" class="numeric">${words.columns.recorded}</th>
          <th scope="col" class="numeric">${words.columns.whatIf}</th>
          <th scope="col" class="numeric">${words.columns.difference}</th>
        </tr>
      </thead>
      <tbody>
        ${figuresOfMode("as recorded").map((figure) =>
          rowView(figure, recorded[figure], whatIf?.[figure]),
        )}
      </tbody>
    </table>
  </div>`;
}

function rowView(
  figure: ComparedFigure,
  recorded: number | undefined,
  whatIf: number | undefined,
): TemplateResult {
  const text = (value: number | undefined) => (value === undefined ? "–" : formatOf(figure)(value));
  const difference = recorded === undefined || whatIf === undefined ? undefined : whatIf - recorded;
  return html`<tr class=${difference === undefined || difference === 0 ? "" : "changed"}>
    <th scope="row">${words.figures[figure]}</th>
    <td class="numeric" title=${exact(figure, recorded)}>${text(recorded)}</td>
    <td class="numeric" title=${exact(figure, whatIf)}>${text(whatIf)}</td>
    <td class="numeric" title=${exact(figure, difference)}>
      ${difference === undefined ? "" : differenceText(figure, difference)}
    </td>
  </tr>`;
}

function isBytes(figure: ComparedFigure): boolean {
  return figure === "bytesLeftOut" || figure === "bytesSentAgain";
}

function formatOf(figure: ComparedFigure): (value: number) => string {
  return isBytes(figure) ? formatBytes : formatCount;
}

function differenceText(figure: ComparedFigure, difference: number): string {
  if (!isBytes(figure) || difference === 0) return formatDifference(difference);
  return `${difference > 0 ? "+" : "−"}${formatBytes(Math.abs(difference))}`;
}

function exact(figure: ComparedFigure, value: number | undefined): string | typeof nothing {
  if (value === undefined) return nothing;
  return isBytes(figure)
    ? words.exactBytes(value)
    : isTokens(figure)
      ? formatTokens(value)
      : nothing;
}

function isTokens(figure: ComparedFigure): boolean {
  return ["peak", "mean", "input", "cacheRead", "cacheWrite"].includes(figure);
}
