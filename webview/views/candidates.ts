import { html, type TemplateResult } from "lit";
import type { Inspection } from "../../src/core/inspect/inspectRequest";
import { candidates as words } from "../strings";

/** In place of the table: why there is no candidate to show. */
export function noCandidatesView(inspection: Inspection | undefined): TemplateResult {
  return html`<p class="muted">${reason(inspection)}</p>`;
}

function reason(inspection: Inspection | undefined): string {
  if (inspection === undefined) return words.nothingSelected;
  const { evaluation } = inspection;
  if (evaluation === undefined) return words.noEvaluation;
  const start = evaluation.recorded.protectedStart ?? evaluation.chain?.boundary.replayed;
  return start === undefined ? words.noBoundary : words.none;
}
