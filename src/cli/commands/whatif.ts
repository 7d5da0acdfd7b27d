import { formatCount, formatShare } from "../../core/format";
import type { WhatIfOutcome } from "../../core/whatif/outcome";
import { rowsOf, type CallOptions, type Command } from "../command";
import { whatIfRows, type WhatIfRow } from "../rows/whatIfRow";
import { parameterTexts } from "../policyValues";
import { checkWhatIf, remarkOnWhatIf, whatIf } from "../whatIf";
import { countCell, decisionWords, nothing, numberCell, shortId } from "../cells";

/** `prunescope whatif PATH`: every request as it would have been under other settings or another policy. */
export const whatIfCommand: Command = {
  name: "whatif",
  does: "lists every request as it would have been with --protected-tokens N --min-savings N",
  takes: ["json", "protectedTokens", "minSavings", "policy", "set", "asRecorded"],
  needs: [],
  check: checkWhatIf,
  remark: remarkOnWhatIf,
  prints: {
    kind: "rows",
    rows: rowsOf<WhatIfRow>({
      oneTable: false,
      json: (opened, options, terminal) => whatIfRows(opened, whatIf(opened, options, terminal)),
      table: (opened, options, terminal) => {
        const outcome = whatIf(opened, options, terminal);
        return { rows: whatIfRows(opened, outcome), notes: notes(outcome, options) };
      },
      columns: [
        { title: "segment", align: "left", cell: ({ segment }) => shortId(segment) },
        { title: "#", align: "right", cell: ({ index }) => numberCell(index) },
        {
          title: "decision",
          align: "left",
          cell: ({ decision }) => (decision === null ? nothing : decisionWords[decision]),
        },
        { title: "certain", align: "left", cell: ({ certain }) => (certain ? "yes" : "no") },
        { title: "items", align: "right", cell: ({ historyLength }) => countCell(historyLength) },
        {
          title: "protected start",
          align: "right",
          cell: ({ protectedStart }) => countCell(protectedStart),
        },
        {
          title: "candidates",
          align: "right",
          cell: ({ candidateCount }) => countCell(candidateCount),
        },
        {
          title: "savings, tokens",
          align: "right",
          cell: ({ estimatedSavingsTokens }) => countCell(estimatedSavingsTokens),
        },
        { title: "pruned", align: "right", cell: ({ pruned }) => countCell(pruned.length) },
        {
          title: "prompt, tokens",
          align: "right",
          cell: ({ inputTokens }) => countCell(inputTokens),
        },
        {
          title: "cache read",
          align: "right",
          cell: ({ cacheReadTokens }) => countCell(cacheReadTokens),
        },
      ],
    }),
  },
};

/** Mode, policy and settings, where the tokens come from, and how sure the decisions are. */
function notes(outcome: WhatIfOutcome, options: CallOptions): readonly string[] {
  const certain = outcome.certain.reduce((sum, one) => sum + one, 0);
  const requests = outcome.certain.length;
  const tokens =
    outcome.mode === "as recorded"
      ? "prompt and cache reads are the measured ones"
      : "prompt and cache reads are predicted, from tokens fitted to the measurements";
  return [
    `Mode: ${outcome.mode}. Policy ${[outcome.policy, ...parameterTexts(options)].join(", ")}.`,
    `Decisions are computed; ${tokens}. ${formatCount(certain)} of ${formatCount(requests)} decisions are certain (${formatShare(certain, requests)}).`,
  ];
}
