import { html, nothing, type TemplateResult } from "lit";
import { formatCount, formatDifference, formatShare, formatTokens } from "../../src/core/format";
import type { RunSummary } from "../../src/core/whatif/summarise";
import { whatIf as whatIfWords } from "../strings";
import { comparison as words } from "../strings/comparison";

export interface LabTableGiven {
  /** The recorded run as logged and measured, and the same under the model of the cache that predicts. */
  readonly measured: RunSummary;
  readonly modelled: RunSummary;
  readonly whatIf: RunSummary | undefined;
  /** Whether another what-if than the one shown is being computed. */
  readonly busy: boolean;
  readonly status: string;
}

interface Row {
  readonly id: keyof typeof words.figures;
  readonly of: (summary: RunSummary) => number | undefined;
  readonly unit: "count" | "tokens" | "share" | "cost";
  /** Whether the recorded figure is modelled too, because the log has none. */
  readonly modelled?: boolean;
}

const readShare = ({ prompt, cacheReadTokens, requestsWithCost }: RunSummary) =>
  requestsWithCost === 0 || prompt.total === 0 ? undefined : cacheReadTokens / prompt.total;
const cost = (summary: RunSummary) => (summary.requestsWithCost === 0 ? undefined : summary.cost);

const rows: readonly Row[] = [
  { id: "fires", of: (run) => run.fires, unit: "count" },
  { id: "setChanges", of: (run) => run.setChanges, unit: "count" },
  { id: "sentAgain", of: (run) => run.requestsSendingAgain, unit: "count" },
  { id: "cost", of: cost, unit: "cost" },
  { id: "read", of: readShare, unit: "share" },
  {
    id: "input",
    of: ({ prompt }) => (prompt.known === 0 ? undefined : prompt.total),
    unit: "tokens",
  },
  { id: "peak", of: (run) => run.prompt.peak, unit: "tokens" },
  { id: "mean", of: (run) => run.prompt.mean, unit: "tokens" },
  { id: "leftOut", of: (run) => run.tokensLeftOut, unit: "tokens", modelled: true },
  { id: "neverSeen", of: (run) => run.resultsNeverSeen, unit: "count" },
];

/** The recorded run beside the re-simulated one; each figure says whether it is measured or modelled. */
export function labTable(given: LabTableGiven): TemplateResult {
  const { whatIf, busy, status } = given;
  const shown = rows.filter(
    ({ id, of }) =>
      id !== "neverSeen" || (of(given.measured) ?? 0) + (whatIf ? (of(whatIf) ?? 0) : 0) > 0,
  );
  return html`<div class="comparison lab" aria-busy=${String(busy)}>
    <div class="comparison-head">
      <p role="status">${status}</p>
      <p class="muted">${words.modelledNote}</p>
    </div>
    <table>
      <caption class="unseen">
        ${words.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${whatIfWords.columns.figure}</th>
          <th scope="col" class="numeric">${words.recorded}</th>
          <th scope="col" class="numeric">${words.whatIf}</th>
          <th scope="col" class="numeric">${whatIfWords.columns.difference}</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map((row) => rowView(row, given))}
        <tr>
          <th scope="row" title=${words.titles.uncertain}>${words.figures.uncertain}</th>
          <td class="numeric">–</td>
          <td class="numeric">${whatIf === undefined ? "–" : uncertain(whatIf)}</td>
          <td></td>
        </tr>
      </tbody>
    </table>
  </div>`;
}

function rowView(row: Row, { measured, modelled, whatIf }: LabTableGiven): TemplateResult {
  const logged = row.modelled === true ? undefined : row.of(measured);
  const like = row.of(modelled);
  const recorded = logged ?? like;
  const mark = logged === undefined && like !== undefined ? `${words.modelledMark} ` : "";
  const predicted = whatIf === undefined ? undefined : row.of(whatIf);
  // What the cache did is predicted by a model, so a difference is one between two of its predictions.
  const base = row.unit === "cost" || row.unit === "share" ? like : recorded;
  const changed = predicted !== undefined && base !== undefined && predicted !== base;
  const sameModel =
    row.unit === "cost" && like !== undefined ? words.sameModel(formatCount(like)) : undefined;
  return html`<tr class=${changed ? "changed" : ""}>
    <th scope="row" title=${words.titles[row.id]}>${words.figures[row.id]}</th>
    <td class="numeric" title=${sameModel ?? exact(row, recorded)}>
      ${mark}${text(row, recorded)}
    </td>
    <td class="numeric" title=${exact(row, predicted)}>${text(row, predicted)}</td>
    <td
      class="numeric"
      title=${changed ? words.differenceTitle(row.unit, formatDifference(predicted - base)) : nothing}
    >
      ${predicted === undefined || base === undefined ? "" : difference(row, predicted, base)}
    </td>
  </tr>`;
}

function uncertain({ uncertain: count }: RunSummary): string {
  return count === undefined ? words.certaintyPending : formatCount(count);
}

function text({ unit }: Row, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "–";
  return unit === "share" ? formatShare(value, 1) : formatCount(value);
}

function exact({ unit }: Row, value: number | undefined): string | typeof nothing {
  return value !== undefined && unit === "tokens" ? formatTokens(value) : nothing;
}

function difference({ unit }: Row, predicted: number, base: number): string {
  switch (unit) {
    case "share": {
      const points = 100 * (predicted - base);
      return `${points < 0 ? "−" : "+"}${words.points(Math.abs(points))}`;
    }
    case "cost": {
      const factor = predicted > 0 && base > 0 ? base / predicted : 1;
      if (factor >= 1.5) return words.cheaper(factor);
      if (factor <= 1 / 1.5) return words.dearer(1 / factor);
      return formatDifference(predicted - base);
    }
    case "count":
    case "tokens":
      return formatDifference(predicted - base);
  }
}
