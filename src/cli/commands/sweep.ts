import { formatCount, formatShare } from "../../core/format";
import { defaultSettings, type PruneSettings } from "../../core/prune/evaluate";
import { yoi } from "../../core/whatif/policies/yoi";
import { rowsOf, type CallOptions, type Command } from "../command";
import type { OpenedSession } from "../openedSession";
import { checkPolicy, givenValues, policyOf } from "../policyValues";
import { sweepRows, type Swept, type SweepResult, type SweepRow } from "../rows/sweepRow";
import type { Terminal } from "../terminal";
import { resimulation } from "../whatIf";
import { countCell } from "../cells";

/** `prunescope sweep PATH`: what the session would have cost under many settings and policies. */
export const sweepCommand: Command = {
  name: "sweep",
  does: "tries settings and policies: fires, tokens, cache, cost, times sent again",
  takes: ["json", "policy", "set"],
  needs: [],
  check: checkSweep,
  prints: {
    kind: "rows",
    rows: rowsOf<SweepRow>({
      oneTable: false,
      json: (opened, options, terminal) => swept(opened, options, terminal).rows,
      table: (opened, options, terminal) => {
        const result = swept(opened, options, terminal);
        const tried = triedAround(opened, options);
        return {
          rows: forPeople(result.rows, tried),
          notes: [
            ...notes(result, tried),
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

function swept(opened: OpenedSession, options: CallOptions, terminal: Terminal): SweepResult {
  return sweepRows(
    opened.session.id,
    resimulation(opened, terminal),
    triedAround(opened, options),
    (share) => {
      terminal.progress(`trying settings: ${formatShare(share, 1)}`);
    },
  );
}

/** What is wrong with a call for a sweep; undefined where nothing is. */
function checkSweep(options: CallOptions): string | undefined {
  if (options.set !== undefined && options.policy === undefined)
    return "--set goes with --policy: it names a parameter of that policy";
  return checkPolicy(options);
}

/** All policies, or the one that a call names, with the values that it sets; the session's settings hold for the others. */
function triedAround(opened: OpenedSession, options: CallOptions): Swept {
  const settings = startingSettings(opened);
  const policy = options.policy === undefined ? undefined : policyOf(options);
  if (policy === undefined) return { settings, only: undefined };
  const { protectedTokens, minSavings } = settings;
  const given = new Map([
    ["protected-tokens", protectedTokens],
    ["min-savings", minSavings],
    ...givenValues(options),
  ]);
  return {
    settings: {
      protectedTokens: given.get("protected-tokens") ?? protectedTokens,
      minSavings: given.get("min-savings") ?? minSavings,
    },
    only: { policy, values: policy.parameters.map(({ id, value }) => given.get(id) ?? value) },
  };
}

/** The session's settings as replay used them last; the agent's defaults where it has no evaluation. */
function startingSettings({ replay }: OpenedSession): PruneSettings {
  return (
    replay.segments.flatMap(({ evaluations }) => evaluations).at(-1)?.settings ?? defaultSettings
  );
}

/**
 * The agent's own rule along one setting, and each other policy where it costs least, or all of the only one; scripts get
 * the whole grid.
 */
function forPeople(
  rows: readonly SweepRow[],
  { settings: { minSavings }, only }: Swept,
): readonly SweepRow[] {
  if (only !== undefined && only.policy.id !== yoi.id) return rows;
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

function notes({ best }: SweepResult, { settings, only }: Swept): readonly string[] {
  const shown =
    only === undefined
      ? `The agent's own rule at min savings ${formatCount(settings.minSavings)}, each other policy where it costs least; --json has all that was tried.`
      : only.policy.id === yoi.id
        ? `At min savings ${formatCount(settings.minSavings)}; --json has all that was tried.`
        : `The policy ${only.policy.id} alone.`;
  return [
    `Mode: re-simulated. Tokens, cache and cost are predicted, from tokens fitted to the measurements; cost in tokens at the input price (cache read 0.1, write 1.25). ${shown} Never seen: results that the model would never have been shown.`,
    ...(best === undefined
      ? []
      : [`Best: ${best.row.policy} ${parametersCell(best.row)}. ${best.reason}`]),
  ];
}
