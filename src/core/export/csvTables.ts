import type { CandidateRow } from "../inspect/candidates";
import type { RequestRow } from "../inspect/requestRows";
import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import type { Finding } from "../whatif/findings/finding";
import { policyById } from "../whatif/policies/all";
import { isLeftAside, type SweepPoint } from "../whatif/sweep";
import { csvText, momentCell, type CsvCell, type CsvColumn } from "./csv";
import { findingPlace } from "./findingPlace";

const word = (text: string | undefined): CsvCell =>
  text === undefined ? undefined : { word: text };
const logged = (text: string | undefined): CsvCell =>
  text === undefined ? undefined : { logged: text };

/** Requests are numbered from 1, as the page shows them; items and segments from 0. */
export function requestsCsv(session: Session, rows: readonly RequestRow[]): string {
  const columns: readonly CsvColumn<RequestRow>[] = [
    { header: "request", cell: ({ request }) => request + 1 },
    { header: "segment", cell: ({ segment }) => segment },
    { header: "segment_id", cell: ({ segment }) => logged(session.segments[segment]?.id) },
    { header: "run", cell: ({ run }) => run },
    { header: "time_utc", cell: ({ ts }) => momentCell(ts) },
    { header: "history_items", cell: ({ historyLength }) => historyLength },
    { header: "decision", cell: ({ decision }) => word(decision) },
    { header: "replay_agreement", cell: ({ agreement }) => word(agreement) },
    { header: "protected_start_item", cell: ({ protectedStart }) => protectedStart },
    { header: "candidates", cell: ({ candidateCount }) => candidateCount },
    { header: "estimated_savings_tokens", cell: (row) => row.estimatedSavingsTokens },
    { header: "results_left_out", cell: ({ leftOut }) => leftOut },
    { header: "results_sent_again", cell: ({ sentAgain }) => sentAgain },
    { header: "input_tokens", cell: ({ inputTokens }) => inputTokens },
    { header: "cache_read_tokens", cell: ({ cacheReadTokens }) => cacheReadTokens },
    { header: "cache_write_tokens", cell: ({ cacheWriteTokens }) => cacheWriteTokens },
    { header: "output_tokens", cell: ({ outputTokens }) => outputTokens },
  ];
  return csvText(columns, rows);
}

/** The candidates of one request; `request` is its position in the replay's. */
export function candidatesCsv(request: number, rows: readonly CandidateRow[]): string {
  const columns: readonly CsvColumn<CandidateRow>[] = [
    { header: "request", cell: () => request + 1 },
    { header: "segment", cell: ({ segment }) => segment },
    { header: "item", cell: ({ item }) => item },
    { header: "call_item", cell: ({ call }) => call },
    { header: "tool", cell: ({ tool }) => logged(tool) },
    { header: "is_error", cell: ({ isError }) => word(isError ? "yes" : "no") },
    { header: "content_bytes", cell: ({ contentBytes }) => contentBytes },
    { header: "estimated_tokens", cell: ({ tokens }) => tokens },
    { header: "attachment_bytes", cell: ({ attachmentBytes }) => attachmentBytes },
    { header: "age_requests", cell: ({ ageRequests }) => ageRequests },
    {
      header: "first_left_out_request",
      cell: ({ firstLeftOut }) => (firstLeftOut === undefined ? undefined : firstLeftOut + 1),
    },
    { header: "times_came_back", cell: ({ cameBack }) => cameBack },
    { header: "read_again_item", cell: ({ readAgain }) => readAgain },
  ];
  return csvText(columns, rows);
}

/** Findings with their figures; a figure that a finding does not have is an empty cell. */
export function findingsCsv(
  session: Session,
  replay: SessionReplay,
  findings: readonly Finding[],
): string {
  const names = new Set(findings.flatMap(({ figures }) => Object.keys(figures)));
  const rows = findings.map((finding) => ({
    finding,
    place: findingPlace(session, replay, finding.place),
  }));
  const columns: readonly CsvColumn<(typeof rows)[number]>[] = [
    { header: "kind", cell: ({ finding }) => word(finding.kind) },
    {
      header: "request",
      cell: ({ place }) => (place.request === undefined ? undefined : place.request + 1),
    },
    { header: "segment", cell: ({ place }) => place.segment },
    {
      header: "segment_id",
      cell: ({ place }) => logged(session.segments[place.segment ?? -1]?.id),
    },
    { header: "line", cell: ({ place }) => place.line },
    { header: "sentence", cell: ({ finding }) => logged(finding.sentence) },
    { header: "remedy", cell: ({ finding }) => logged(finding.remedy) },
    ...Array.from(names, (name): CsvColumn<(typeof rows)[number]> => ({
      header: figureHeader(name),
      cell: ({ finding }) => finding.figures[name],
    })),
  ];
  return csvText(columns, rows);
}

/** `realisedTokens` as the other headers are written: `figure_realised_tokens`. */
function figureHeader(name: string): string {
  return `figure_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/**
 * Settings tried; all figures but the settings are predictions of the re-simulation. `left_aside` is yes where more results
 * than in the recorded run are never seen: such a setting is not named best, however little it costs.
 */
export function sweepCsv(points: readonly SweepPoint[]): string {
  const columns: readonly CsvColumn<SweepPoint>[] = [
    { header: "policy", cell: ({ policy }) => word(policy) },
    { header: "protected_tokens", cell: (point) => parameterOf(point, "protected-tokens") },
    { header: "min_savings_tokens", cell: (point) => parameterOf(point, "min-savings") },
    { header: "other_parameters", cell: otherParameters },
    { header: "requests", cell: ({ summary }) => summary.requests },
    { header: "predicted_fires", cell: ({ summary }) => summary.fires },
    { header: "predicted_input_tokens", cell: ({ summary }) => Math.round(summary.prompt.total) },
    { header: "predicted_peak_prompt_tokens", cell: ({ summary }) => rounded(summary.prompt.peak) },
    { header: "predicted_cache_read_tokens", cell: ({ summary }) => summary.cacheReadTokens },
    { header: "predicted_cache_write_tokens", cell: ({ summary }) => summary.cacheWriteTokens },
    {
      header: "predicted_cost_input_price_tokens",
      cell: ({ summary }) => (summary.requestsWithCost === 0 ? undefined : rounded(summary.cost)),
    },
    { header: "predicted_results_sent_again", cell: ({ summary }) => summary.resultsSentAgain },
    {
      header: "predicted_requests_sending_again",
      cell: ({ summary }) => summary.requestsSendingAgain,
    },
    { header: "predicted_results_never_seen", cell: ({ summary }) => summary.resultsNeverSeen },
    { header: "left_aside", cell: (point) => word(isLeftAside(point) ? "yes" : "no") },
    { header: "uncertain_decisions", cell: ({ summary }) => summary.uncertain },
  ];
  return csvText(columns, points);
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value);
}

function parameterOf({ policy, values }: SweepPoint, id: string): number | undefined {
  const position = policyById(policy)?.parameters.findIndex((parameter) => parameter.id === id);
  return position === undefined ? undefined : values[position];
}

function otherParameters({ policy, values }: SweepPoint): CsvCell {
  const others = (policyById(policy)?.parameters ?? []).flatMap(({ id }, position) =>
    id === "protected-tokens" || id === "min-savings"
      ? []
      : [`${id} ${String(values[position] ?? 0)}`],
  );
  return others.length === 0 ? undefined : { word: others.join("; ") };
}
