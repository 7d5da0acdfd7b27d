import type { CandidateRow } from "./candidates";
import type { Inspection } from "./inspectRequest";

/** Everything shown about a request, as indented JSON. Requests and items are counted from 0, as in the log's own figures. */
export function inspectionJson(
  inspection: Inspection,
  candidates: readonly CandidateRow[],
  segmentId: string | undefined,
): string {
  const { evaluation, measured, ...place } = inspection;
  return JSON.stringify(
    {
      ...place,
      segmentId,
      decision: evaluation?.decision,
      agreement: evaluation?.replay.agreement,
      differences: evaluation?.replay.differences,
      settings: evaluation?.settings,
      chain: evaluation?.chain,
      recorded: evaluation?.recorded,
      join: evaluation?.join,
      measured,
      candidates,
    },
    undefined,
    2,
  );
}
