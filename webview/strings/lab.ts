import { formatCount, formatExact, formatFixed, formatNumberOf } from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";
import type { LabStage } from "../lab/messages";
import type { PolicyParameter } from "../../src/core/whatif/policies/policy";
import type { Prices } from "../../src/core/whatif/prices";
import type { SelfCheck } from "../../src/core/whatif/selfCheck";

/** A relative difference with its sign and two decimals: `+0.00 %`. */
function relative(predicted: number, recorded: number): string {
  const share = (100 * (predicted - recorded)) / recorded;
  return Number.isFinite(share)
    ? `${share < 0 ? "−" : "+"}${formatFixed(Math.abs(share), 2)} %`
    : t("unknown");
}

/** Words of the what-if lab around its knobs: modes, trust, progress. */
export const lab = {
  policy: t("Policy"),
  pricesTitle: ({ cacheRead, cacheWrite }: Prices): string =>
    t(
      "Multiples of the input price: a token read from cache {0}, written to it {1}, neither 1",
      formatExact(cacheRead),
      formatExact(cacheWrite),
    ),
  switchTitle: {
    "as recorded": t("Measured tokens stay as they were"),
    "re-simulated": t("Measured tokens follow what the new decisions leave out"),
  },
  onlyYoi: t("Only yoi's own rule can be evaluated on the tokens as they were recorded"),
  stages: {
    fit: t("Fitting tokens to the measurements"),
    sweep: t("Trying other settings"),
    map: t("Trying both settings against each other"),
  } satisfies Record<LabStage, string>,
  untilFitted: t("Shown as recorded until the tokens are fitted."),
  needsFit: t("This policy can only be re-simulated, which has to wait for the fitted tokens."),
  cancel: t("Cancel"),
  again: t("Start again"),
  stopped: t("Stopped."),
  stoppedFit: t("The fit was stopped: only as recorded can be shown."),
  failed: (message: string): string =>
    t("The tokens could not be fitted ({0}): only as recorded can be shown.", message),
  selfCheck: (check: SelfCheck): string =>
    check.evaluated === 0
      ? t(
          "No recorded decision to check the method on; tokens {0}.",
          relative(check.predictedTokens, check.recordedTokens),
        )
      : t(
          "Checked on this run: re-simulating the recorded settings gives {0} of {1}, tokens {2}{3}.",
          formatCount(check.sameDecision),
          formatNumberOf(check.evaluated, "decision"),
          relative(check.predictedTokens, check.recordedTokens),
          check.withCache === 0
            ? ""
            : t(", cost {0}", relative(check.predictedCost, check.recordedCost)),
        ),
  notChecked: t("Not yet checked on the recorded run."),
  /** How well what is shown is founded, beside the switch of the modes. */
  trust: {
    repeats: (same: number, evaluated: number): string =>
      t("repeats {0} of {1}", formatCount(same), formatCount(evaluated)),
    nothingToRepeat: t("nothing to check on"),
    notChecked: t("not yet checked"),
    certain: (certain: number, requests: number): string =>
      t("{0} of {1} certain", formatCount(certain), formatCount(requests)),
  },
  certaintyPending: (requests: number): string =>
    t("How certain these {0} are is being worked out.", formatNumberOf(requests, "decision")),
  uncertain: (uncertain: number, requests: number): string =>
    uncertain === 0
      ? t(
          "All {0} are certain: every sample of what the measurements leave possible agrees.",
          formatNumberOf(requests, "decision"),
        )
      : t(
          "{0} of {1} are uncertain: samples of what the measurements leave possible do not agree.",
          formatCount(uncertain),
          formatNumberOf(requests, "decision"),
        ),
  copy: t("Copy as manifest"),
  copyTitle: t("Copy the [compaction] lines that give these settings"),
  copied: t("settings as manifest lines"),
  units: {
    tokens: t("tokens"),
    results: t("results"),
    turns: t("turns"),
    characters: t("characters"),
  } satisfies Record<PolicyParameter["unit"], string>,
  source: (source: string): string => t("Source: {0}", source),
};
