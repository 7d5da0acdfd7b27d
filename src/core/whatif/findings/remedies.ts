import { formatShare } from "../../format";
import { t } from "../../l10n/translation";
import { defaultSettings, type PruneSettings } from "../../prune/evaluate";
import type { SessionReplay } from "../../replay/model";
import { yoi } from "../policies/yoi";
import { yoiSticky } from "../policies/yoiSticky";
import type { Prices } from "../prices";
import type { Resimulation } from "../resimulate";
import { summarise, type RunSummary } from "../summarise";

/** What would end the two families of mistakes, with the figures that re-simulation gives; undefined where nothing would. */
export interface Remedies {
  readonly flapping: string | undefined;
  readonly creeping: string | undefined;
}

/** Tries what could end them: settings and rules that re-simulation says would. */
export function findRemedies(resimulation: Resimulation, prices: Prices): Remedies {
  const { replay } = resimulation.scenario;
  const recorded = summarise(resimulation.recordedSets(), replay, prices);
  if (recorded.setChanges === 0) return { flapping: undefined, creeping: undefined };
  const { protectedTokens, minSavings } = lastSettings(replay) ?? defaultSettings;
  const sticky = summarise(
    resimulation.mostLikely(yoiSticky, [protectedTokens, minSavings]),
    replay,
    prices,
  );
  const tried = [1, 2, 4, 8].map((factor) => ({
    text: `min_savings ${String(minSavings * factor)}`,
    summary: summarise(
      resimulation.mostLikely(yoi, [protectedTokens, minSavings * factor]),
      replay,
      prices,
    ),
  }));
  return {
    flapping: flappingRemedy(recorded, sticky, tried),
    creeping: creepingRemedy(recorded, sticky),
  };
}

/** The settings of the last evaluation; undefined where nothing was evaluated. */
function lastSettings(replay: SessionReplay): PruneSettings | undefined {
  return replay.segments.flatMap(({ evaluations }) => evaluations).at(-1)?.settings;
}

function flappingRemedy(
  recorded: RunSummary,
  sticky: RunSummary,
  tried: readonly { readonly text: string; readonly summary: RunSummary }[],
): string | undefined {
  const setting = tried.find(
    ({ summary }) => summary.requestsSendingAgain === 0 && summary.cost < recorded.cost,
  );
  const parts = [
    ...(setting === undefined ? [] : [`${setting.text} ${effect(recorded, setting.summary)}`]),
    ...(sticky.requestsSendingAgain < recorded.requestsSendingAgain
      ? [t("the policy yoi-sticky at the same settings {0}", effect(recorded, sticky))]
      : []),
  ];
  return parts.length === 0 ? undefined : t("Re-simulated, {0}.", parts.join("; "));
}

function creepingRemedy(recorded: RunSummary, sticky: RunSummary): string | undefined {
  return sticky.setChanges < recorded.setChanges
    ? t(
        "Re-simulated, the policy yoi-sticky at the same settings changes the set {0} times instead of {1} ({2}).",
        sticky.setChanges,
        recorded.setChanges,
        cost(recorded, sticky),
      )
    : undefined;
}

function effect(recorded: RunSummary, other: RunSummary): string {
  return t(
    "sends content again in {0} instead of {1} requests ({2})",
    other.requestsSendingAgain,
    recorded.requestsSendingAgain,
    cost(recorded, other),
  );
}

function cost(recorded: RunSummary, other: RunSummary): string {
  const share = other.cost / recorded.cost - 1;
  return Number.isFinite(share)
    ? t("cost {0}{1}", share < 0 ? "−" : "+", formatShare(Math.abs(share), 1))
    : t("cost unknown");
}
