import { formatCount, formatNumberOf, formatShare, formatTokens } from "../core/format";
import type { SessionSummary } from "../core/inspect/sessionSummary";
import type { SettingInterval, SettingsFinding } from "../core/replay/model";
import type { RunSummary } from "../core/whatif/summarise";
import type { OpenedSession } from "./openedSession";
import { settingText } from "./settingText";

/** One figure of the summary, and how it was obtained. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly obtained: string;
}

/** The figures of a session in the order in which they are read. */
export function summaryFigures(
  { session, replay }: OpenedSession,
  summary: SessionSummary,
  run: RunSummary,
): readonly Figure[] {
  return [
    {
      label: "requests",
      value: formatCount(summary.requests),
      obtained: `replayed from items and evaluations; ${formatCount(summary.measured)} measured`,
    },
    {
      label: "fires",
      value: formatCount(summary.fires),
      obtained: summary.evaluations === 0 ? "no evaluation is recorded" : "recorded",
    },
    {
      label: "skips",
      value: formatCount(summary.noCandidates + summary.belowMinSavings),
      obtained: `recorded: ${formatCount(summary.noCandidates)} no candidates, ${formatCount(summary.belowMinSavings)} below min savings`,
    },
    ...prunedFigures({ session, replay }, summary, run),
    ...promptFigures(summary),
    ...cacheFigures(summary),
    ...settingsFigures(summary.settings),
    agreementFigure(summary),
  ];
}

/** Tokens that requests were spared, request by request, and what the agent believed. */
function prunedFigures(
  opened: Pick<OpenedSession, "session" | "replay">,
  summary: SessionSummary,
  { tokensLeftOut, requestsLeavingOut }: RunSummary,
): readonly Figure[] {
  if (summary.fires === 0)
    return [{ label: "tokens pruned", value: "0", obtained: "recorded: no fire" }];
  const estimated: Figure = {
    label: "tokens pruned",
    value: formatCount(estimatedSavings(opened)),
    obtained: `recorded: the agent's own estimates, summed over ${formatNumberOf(summary.fires, "fire")}`,
  };
  if (tokensLeftOut === undefined) return [estimated];
  const fitted: Figure = {
    label: "tokens pruned",
    value: formatCount(tokensLeftOut),
    obtained: `inferred: item sizes fitted to the measured prompts, summed over ${formatNumberOf(requestsLeavingOut, "request")} that left content out`,
  };
  return [fitted, { ...estimated, label: "estimated" }];
}

/** Estimated savings of the fires whose request was sent. */
function estimatedSavings({ session, replay }: Pick<OpenedSession, "session" | "replay">): number {
  let sum = 0;
  for (const [at, segment] of session.segments.entries())
    for (const [index, { decision, estimatedSavingsTokens }] of segment.evaluations.entries())
      if (decision === "fired" && replay.segments[at]?.evaluations[index]?.sent !== false)
        sum += estimatedSavingsTokens ?? 0;
  return sum;
}

function promptFigures({ peak, final }: SessionSummary): readonly Figure[] {
  if (peak === undefined || final === undefined)
    return [{ label: "peak prompt", value: "unknown", obtained: "no request was measured" }];
  return [
    {
      label: "peak prompt",
      value: formatTokens(peak.tokens),
      obtained: `measured, request ${formatCount(peak.request + 1)}`,
    },
    {
      label: "final prompt",
      value: formatTokens(final.tokens),
      obtained: `measured, request ${formatCount(final.request + 1)}`,
    },
  ];
}

function cacheFigures({ cache }: SessionSummary): readonly Figure[] {
  if (cache === undefined) return [];
  return [
    {
      label: "read from cache",
      value: formatShare(cache.readTokens, cache.inputTokens),
      obtained: `measured: ${formatCount(cache.readTokens)} of ${formatTokens(cache.inputTokens)} in ${formatNumberOf(cache.requests, "request")}`,
    },
  ];
}

function settingsFigures({ source, spans, contradiction }: SettingsFinding): readonly Figure[] {
  switch (source) {
    case "off":
      return [{ label: "settings", value: "pruning off", obtained: "from the agent's metadata" }];
    case "none":
      return [
        {
          label: "settings",
          value: "unknown",
          obtained: "no metadata names them, and no evaluation confines them",
        },
      ];
    case "metadata":
    case "inferred":
      return spans.flatMap((span, at) => {
        const since = at === 0 ? "" : `, since evaluation ${formatCount(span.evaluation + 1)}`;
        const from =
          source === "inferred"
            ? "inferred from the recorded evaluations"
            : contradiction === undefined
              ? "from the agent's metadata; no evaluation contradicts them"
              : "from the agent's metadata, which evaluations contradict";
        const figure = (label: string, interval: SettingInterval): Figure => ({
          label,
          value: settingText(interval),
          obtained: `${from}${since}`,
        });
        return [
          figure("protected tokens", span.protectedTokens),
          figure("min savings", span.minSavings),
        ];
      });
  }
}

function agreementFigure({ agreement }: SessionSummary): Figure {
  const { evaluations, exact, boundary, differs, notComparable } = agreement;
  if (evaluations === 0)
    return { label: "replay", value: "nothing to compare", obtained: "no evaluation is recorded" };
  const others = [
    [boundary, "agree but for the savings"],
    [differs, "differ"],
    [notComparable, "not comparable"],
  ] as const;
  const rest = others.filter(([count]) => count > 0);
  return {
    label: "replay",
    value: `${formatShare(exact, evaluations)} exact`,
    obtained: `replayed: ${formatCount(exact)} of ${formatNumberOf(evaluations, "evaluation")} agree with the record in decision, candidates, start and savings${rest.map(([count, words]) => `; ${formatCount(count)} ${words}`).join("")}`,
  };
}
