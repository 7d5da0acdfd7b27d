import { formatCount, formatShare } from "../../core/format";
import { defaultSettings, type PruneSettings } from "../../core/prune/evaluate";
import { yoi } from "../../core/whatif/policies/yoi";
import { rowsOf, type Command } from "../command";
import type { OpenedSession } from "../openedSession";
import { sweepRows, type SweepResult, type SweepRow } from "../rows/sweepRow";
import type { Terminal } from "../terminal";
import { resimulation } from "../whatIf";
import { countCell } from "../cells";

/** `prunescope sweep PATH`: what the session would have cost under many settings and policies. */
export const sweepCommand: Command = {
  name: "sweep",
  does: "tries settings and policies: fires, tokens, cache, cost, times sent again",
  takes: ["json"],
  needs: [],
  prints: {
    kind: "rows",
    rows: rowsOf<SweepRow>({
      oneTable: false,
      json: (opened, _options, terminal) => swept(opened, terminal).rows,
      table: (opened, _options, terminal) => {
        const result = swept(opened, terminal);
        const settings = startingSettings(opened);
        return {
          rows: forPeople(result.rows, settings),
          notes: [
            ...notes(result, settings),
            ...(opened.ref.opened === undefined
              ? []
              : ["All segments of the session are simulated."]),
          ],
        };
      },
      columns: [
        { title: "policy", align: "left", cell: ({ policy }) => policy },
        { title: "parameters", align: "left", cell: parametersCell },
        { title: "fires", align: "right", cell: ({ fires }) => countCell(fires) },
        { title: "tokens", align: "right", cell: ({ inputTokens }) => countCell(inputTokens) },
        {
          title: "peak prompt",
          align: "right",
          cell: ({ peakInputTokens }) => countCell(peakInputTokens),
        },
        {
          title: "cache read",
          align: "right",
          cell: ({ cacheReadTokens }) => countCell(cacheReadTokens),
        },
        {
          title: "cache write",
          align: "right",
          cell: ({ cacheWriteTokens }) => countCell(cacheWriteTokens),
        },
        {
          title: "cost",
          align: "right",
          cell: ({ costInputTokens }) => countCell(costInputTokens),
        },
        {
          title: "sent again",
          align: "right",
          cell: ({ timesSentAgain }) => countCell(timesSentAgain),
        },
        {
          title: "never seen",
          align: "right",
          cell: ({ resultsNeverSeen }) => countCell(resultsNeverSeen),
        },
      ],
    }),
  },
};

function swept(opened: OpenedSession, terminal: Terminal): SweepResult {
  return sweepRows(
    opened.session.id,
    resimulation(opened, terminal),
    startingSettings(opened),
    (share) => {
      terminal.progress(`trying settings: ${formatShare(share, 1)}`);
    },
  );
}

/** The session's settings as replay used them last; the agent's defaults where it has no evaluation. */
function startingSettings({ replay }: OpenedSession): PruneSettings {
  return (
    replay.segments.flatMap(({ evaluations }) => evaluations).at(-1)?.settings ?? defaultSettings
  );
}

/** The agent's own rule along one setting, and each other policy where it costs least; scripts get the whole grid. */
function forPeople(rows: readonly SweepRow[], { minSavings }: PruneSettings): readonly SweepRow[] {
  const own = rows.filter((row) => row.policy === yoi.id && row.minSavings === minSavings);
  const cheapest = new Map<string, SweepRow>();
  for (const row of rows) {
    const best = cheapest.get(row.policy);
    if (row.policy !== yoi.id && (best === undefined || costOf(row) < costOf(best)))
      cheapest.set(row.policy, row);
  }
  return [...own, ...cheapest.values()];
}

function costOf({ costInputTokens, inputTokens }: SweepRow): number {
  return costInputTokens ?? inputTokens;
}

function parametersCell({ parameters }: SweepRow): string {
  const texts = Object.entries(parameters).map(([id, value]) => `${id} ${formatCount(value)}`);
  return texts.length === 0 ? "none" : texts.join(", ");
}

function notes({ best }: SweepResult, { minSavings }: PruneSettings): readonly string[] {
  return [
    `Mode: re-simulated. Tokens, cache and cost are predicted, from tokens fitted to the measurements; cost in tokens at the input price (cache read 0.1, write 1.25). The agent's own rule at min savings ${formatCount(minSavings)}, each other policy where it costs least; --json has all that was tried. Never seen: results that the model would never have been shown.`,
    ...(best === undefined
      ? []
      : [`Best: ${best.row.policy} ${parametersCell(best.row)}. ${best.reason}`]),
  ];
}
