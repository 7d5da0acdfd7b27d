import type { Evaluation } from "../prune/evaluate";
import type { RecordedEvaluation } from "../session/segment";
import type { Agreement, AgreementCounts, Difference, ReplayedEvaluation } from "./model";

/** What differs between a record and its replay, in the order decision, candidates, start, savings. */
export function differencesBetween(
  recorded: RecordedEvaluation,
  replayed: Evaluation,
): readonly Difference[] {
  const fields: readonly Difference[] = [
    { field: "decision", recorded: recorded.decision, replayed: replayed.decision },
    // A recorded no_candidates holds neither start nor savings; its count is 0.
    {
      field: "candidateCount",
      recorded: recorded.candidateCount ?? 0,
      replayed: replayed.candidateCount,
    },
    ...(recorded.decision === "no_candidates"
      ? []
      : ([
          {
            field: "protectedStart",
            recorded: recorded.protectedStart,
            replayed: replayed.protectedStart,
          },
          {
            field: "estimatedSavingsTokens",
            recorded: recorded.estimatedSavingsTokens,
            replayed: replayed.estimatedSavingsTokens,
          },
        ] as const)),
  ];
  return fields.filter((field) => field.recorded !== field.replayed);
}

/** How a comparable evaluation agrees: a decision that only follows from other savings is still *boundary*. */
export function agreementOf(
  recorded: RecordedEvaluation,
  differences: readonly Difference[],
): Agreement {
  if (differences.length === 0) return "exact";
  const savingsDiffer = differences.some(({ field }) => field === "estimatedSavingsTokens");
  const boundaryDiffers = differences.some(
    ({ field }) => field === "candidateCount" || field === "protectedStart",
  );
  return recorded.decision !== "no_candidates" && savingsDiffer && !boundaryDiffers
    ? "boundary"
    : "differs";
}

export function countAgreement(evaluations: readonly ReplayedEvaluation[]): AgreementCounts {
  const count = (agreement: Agreement) =>
    evaluations.filter((evaluation) => evaluation.agreement === agreement).length;
  return {
    evaluations: evaluations.length,
    exact: count("exact"),
    boundary: count("boundary"),
    differs: count("differs"),
    notComparable: count("not comparable"),
  };
}
