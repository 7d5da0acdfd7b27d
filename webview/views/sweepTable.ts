import { html, nothing, type TemplateResult } from "lit";
import { formatCount } from "../../src/core/format";
import { measureOf, type SweepMeasure } from "../../src/core/lab/sweepChart";
import { policyById } from "../../src/core/whatif/policies/all";
import { isLeftAside, type SweepCurve, type SweepPoint } from "../../src/core/whatif/sweep";
import { sweep as words } from "../strings/sweep";

/** The points of a sweep as a table, one column a policy; each figure is a button that takes its point. */
export function sweepTable(
  curves: readonly SweepCurve[],
  measure: SweepMeasure,
  onTake: (point: SweepPoint) => void,
): TemplateResult {
  const byValue = curves.map(
    ({ points, parameter }) =>
      new Map(
        points.map((point) => [parameter === undefined ? -1 : point.values[parameter], point]),
      ),
  );
  const values = Array.from(new Set(byValue.flatMap((column) => [...column.keys()])))
    .filter((value): value is number => value !== undefined && value >= 0)
    .sort((a, b) => a - b);
  const swept = curves.flatMap((curve, index) => {
    const column = byValue[index];
    return curve.parameter === undefined || column === undefined ? [] : [{ curve, column }];
  });
  return html`<details class="sweep-table">
    <summary>${words.table}</summary>
    <p class="muted">
      ${words.modelled}
      ${curves.some(({ points }) => points.some(isLeftAside)) ? words.asideNote : nothing}
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label=${words.table}>
      <table>
        <caption class="unseen">
          ${words.tableCaption(measure)}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="numeric">${words.value}</th>
            ${swept.map(
              ({ curve }) =>
                html`<th scope="col" class="numeric">
                  ${policyById(curve.policy)?.title ?? curve.policy}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${values.map(
            (value) =>
              html`<tr>
                <th scope="row" class="numeric">${formatCount(value)}</th>
                ${swept.map(
                  ({ column }) =>
                    html`<td class="numeric">
                      ${cell(column.get(value), value, measure, onTake)}
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function cell(
  point: SweepPoint | undefined,
  value: number,
  measure: SweepMeasure,
  onTake: (point: SweepPoint) => void,
): TemplateResult | string {
  if (point === undefined) return "";
  const figure = measureOf(point.summary, measure);
  const title = policyById(point.policy)?.title ?? point.policy;
  return html`<button
    type="button"
    class="plain link"
    aria-label=${words.takeTitle(words.point(title, value, figure, measure, point.newlyHidden))}
    @click=${() => {
      onTake(point);
    }}
  >
    ${formatCount(figure)}${isLeftAside(point) ? words.asideMark : nothing}
  </button>`;
}
