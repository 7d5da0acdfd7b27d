import type { Evaluation } from "../prune/evaluate";
import type { RecordedEvaluation } from "../session/segment";
import { unreachable } from "../unreachable";
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

/** How many evaluations agree in each degree. */
export function countAgreement(evaluations: readonly ReplayedEvaluation[]): AgreementCounts {
  let [exact, boundary, differs, notComparable] = [0, 0, 0, 0];
  for (const { agreement } of evaluations)
    switch (agreement) {
      case "exact":
        exact += 1;
        break;
      case "boundary":
        boundary += 1;
        break;
      case "differs":
        differs += 1;
        break;
      case "not comparable":
        notComparable += 1;
        break;
      default:
        unreachable(agreement);
    }
  return { evaluations: evaluations.length, exact, boundary, differs, notComparable };
}

/** The counts of all parts together. */
export function sumOfAgreement(parts: Iterable<AgreementCounts>): AgreementCounts {
  let sum = countAgreement([]);
  for (const part of parts)
    sum = {
      evaluations: sum.evaluations + part.evaluations,
      exact: sum.exact + part.exact,
      boundary: sum.boundary + part.boundary,
      differs: sum.differs + part.differs,
      notComparable: sum.notComparable + part.notComparable,
    };
  return sum;
}
