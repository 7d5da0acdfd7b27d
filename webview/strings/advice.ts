import { formatCount, formatNumberOf, formatShare, formatShort } from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";
import type { Policy } from "../../src/core/whatif/policies/policy";
import type { RunSummary } from "../../src/core/whatif/summarise";

/** Words of what to set instead. */
export const advice = {
  label: t("What to set instead"),
  set: t("Set instead:"),
  switchOn: t("Pruning would have paid:"),
  switchOff: t("Switch pruning off:"),
  keep: t("Keep the settings."),
  keepOff: t("Keep pruning off."),
  keepText: t(
    "No better setting found: none of the agent's own rule that was tried costs 1 % less than this run without hiding results that the model saw.",
  ),
  offKept: (settings: string, share: number): string =>
    t(
      "Pruning by the agent's own rule would have {0}, with {1}; settings that hide a result before the model saw it are left aside.",
      share > 0
        ? t("saved at most {0}", formatShare(share, 1))
        : t("cost at least {0} more", formatShare(-share, 1)),
      settings,
    ),
  offNothing: t(
    "No setting of the agent's own rule that was tried would have left anything out, or only by hiding a result before the model saw it.",
  ),
  unknown: t("What to set cannot be said."),
  unknownText: t(
    "No request's cost is known, or whatever was tried hides a result that the model saw in this run.",
  ),
  doubtful: (same: number, evaluated: number): string =>
    t(
      "The model repeats only {0} of {1}, so what it says of other settings is no ground for advice. The knobs below show it all the same.",
      formatCount(same),
      formatNumberOf(evaluated, "recorded decision"),
    ),
  noMeasurements: t(
    "The log has no usage records, so neither tokens nor cost are known. The knobs below still show what each evaluation would have decided.",
  ),
  waitingTitle: t("What to set instead"),
  waitingFit: t("is looked for once the tokens are fitted…"),
  waitingSweep: t("Trying other settings…"),
  stopped: t("is not known: the computation was stopped."),
  manifest: (policy: Policy, values: readonly number[]): string =>
    policy.parameters
      .map(({ title }, position) => `${title.toLowerCase()} ${formatCount(values[position] ?? 0)}`)
      .join(" · "),
  effect: (share: number, chosen: RunSummary, recorded: RunSummary): string =>
    t(
      "costs {0} less (≈ {1} instead of ≈ {2}); {3}.",
      formatShare(share, 1),
      formatShort(chosen.cost),
      formatShort(recorded.cost),
      chosen.fires === 0 && recorded.fires > 0
        ? t("it never fires, as with pruning off")
        : chosen.requestsSendingAgain === 0
          ? t("nothing is sent again")
          : t(
              "{0} instead of {1} send content again",
              formatNumberOf(chosen.requestsSendingAgain, "request"),
              formatCount(recorded.requestsSendingAgain),
            ),
    ),
  effectTitle: (chosen: RunSummary, recorded: RunSummary): string =>
    t(
      "≈ {0} instead of ≈ {1} tokens at the input price, both modelled",
      formatCount(chosen.cost),
      formatCount(recorded.cost),
    ),
  ground: (prices: string, checked: string): string =>
    t("Modelled, in tokens at the input price. {0}Prices: {1}.", checked, prices),
  checked: (same: number, evaluated: number): string =>
    evaluated === 0
      ? ""
      : t(
          "The model repeats {0} of {1}. ",
          formatCount(same),
          formatNumberOf(evaluated, "recorded decision"),
        ),
  better: (rule: string, share: number): string =>
    t("The rule “{0}” would cost {1} less:", rule, formatShare(share, 1)),
  tryOther: (rule: string): string => t("Try it: {0}", rule),
  take: t("Try it"),
  taken: t("Tried below"),
  takeTitle: t("Set the knobs to it, and show what would have become of the session"),
  copy: t("Copy as manifest"),
  again: t("Start again"),
};
