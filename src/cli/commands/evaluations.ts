import { rowsOf, type Command } from "../command";
import { evaluationRows, type EvaluationRow } from "../rows/evaluationRow";
import { countCell, decisionWords, numberCell, pairCell, shortId } from "../cells";

/** `prunescope evaluations PATH`: every recorded evaluation, in log order. */
export const evaluationsCommand: Command = {
  name: "evaluations",
  does: "lists every recorded evaluation with what replay says of it",
  takes: ["json"],
  needs: [],
  prints: {
    kind: "rows",
    rows: rowsOf<EvaluationRow>({
      oneTable: false,
      json: evaluationRows,
      table: (opened) => ({
        rows: evaluationRows(opened),
        notes: [
          "Recorded figures; where replay gives another one, both stand with ≠. Tokens of the request are measured.",
        ],
      }),
      columns: [
        { title: "segment", align: "left", cell: ({ segment }) => shortId(segment) },
        { title: "#", align: "right", cell: ({ index }) => numberCell(index) },
        { title: "line", align: "right", cell: ({ line }) => countCell(line) },
        { title: "decision", align: "left", cell: decisionCell },
        { title: "items", align: "right", cell: ({ historyLength }) => countCell(historyLength) },
        {
          title: "protected start",
          align: "right",
          cell: ({ recorded, replayed }) =>
            pairCell(recorded.protectedStart, replayed?.protectedStart ?? null),
        },
        {
          title: "candidates",
          align: "right",
          cell: ({ recorded, replayed }) =>
            pairCell(recorded.candidateCount, replayed?.candidateCount ?? null),
        },
        {
          title: "savings, tokens",
          align: "right",
          cell: ({ recorded, replayed }) =>
            pairCell(recorded.estimatedSavingsTokens, replayed?.estimatedSavingsTokens ?? null),
        },
        { title: "pruned", align: "right", cell: ({ pruned }) => countCell(pruned.length) },
        {
          title: "prompt, tokens",
          align: "right",
          cell: ({ inputTokens, sent }) => (sent ? countCell(inputTokens) : "not sent"),
        },
        {
          title: "cache read",
          align: "right",
          cell: ({ cacheReadTokens }) => countCell(cacheReadTokens),
        },
        { title: "replay", align: "left", cell: ({ agreement }) => agreement },
      ],
    }),
  },
};

function decisionCell({ decision, replayed }: EvaluationRow): string {
  return replayed === null || replayed.decision === decision
    ? decisionWords[decision]
    : `${decisionWords[decision]} ≠ ${decisionWords[replayed.decision]}`;
}
