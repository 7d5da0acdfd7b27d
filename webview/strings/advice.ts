import { formatCount, formatNumberOf, formatShare, formatShort } from "../../src/core/format";
import type { Policy } from "../../src/core/whatif/policies/policy";
import type { RunSummary } from "../../src/core/whatif/summarise";

/** Words of what to set instead. */
export const advice = {
  label: "What to set instead",
  set: "Set instead:",
  switchOn: "Pruning would have paid:",
  switchOff: "Switch pruning off:",
  keep: "Keep the settings.",
  keepOff: "Keep pruning off.",
  keepText:
    "No better setting found: none of the agent's own rule that was tried costs 1 % less than this run without hiding results that the model saw.",
  offKept: (settings: string, share: number): string =>
    `Pruning by the agent's own rule would have ${
      share > 0
        ? `saved at most ${formatShare(share, 1)}`
        : `cost at least ${formatShare(-share, 1)} more`
    }, with ${settings}; settings that hide a result before the model saw it are left aside.`,
  offNothing:
    "No setting of the agent's own rule that was tried would have left anything out, or only by hiding a result before the model saw it.",
  unknown: "What to set cannot be said.",
  unknownText:
    "No request's cost is known, or whatever was tried hides a result that the model saw in this run.",
  doubtful: (same: number, evaluated: number): string =>
    `The model repeats only ${formatCount(same)} of ${formatNumberOf(evaluated, "recorded decision")}, so what it says of other settings is no ground for advice. The knobs below show it all the same.`,
  noMeasurements:
    "The log has no usage records, so neither tokens nor cost are known. The knobs below still show what each evaluation would have decided.",
  waitingTitle: "What to set instead",
  waitingFit: "is looked for once the tokens are fitted…",
  waitingSweep: "Trying other settings…",
  stopped: "is not known: the computation was stopped.",
  manifest: (policy: Policy, values: readonly number[]): string =>
    policy.parameters
      .map(({ title }, position) => `${title.toLowerCase()} ${formatCount(values[position] ?? 0)}`)
      .join(" · "),
  effect: (share: number, chosen: RunSummary, recorded: RunSummary): string =>
    `costs ${formatShare(share, 1)} less (≈ ${formatShort(chosen.cost)} instead of ≈ ${formatShort(recorded.cost)}); ${
      chosen.requestsSendingAgain === 0
        ? "nothing is sent again"
        : `${formatNumberOf(chosen.requestsSendingAgain, "request")} instead of ${formatCount(recorded.requestsSendingAgain)} send content again`
    }${chosen.fires === 0 && recorded.fires > 0 ? ", for it never fires" : ""}.`,
  effectTitle: (chosen: RunSummary, recorded: RunSummary): string =>
    `≈ ${formatCount(chosen.cost)} instead of ≈ ${formatCount(recorded.cost)} tokens at the input price, both modelled`,
  ground: (prices: string, checked: string): string =>
    `Modelled, in tokens at the input price. ${checked}Prices: ${prices}.`,
  checked: (same: number, evaluated: number): string =>
    evaluated === 0
      ? ""
      : `The model repeats ${formatCount(same)} of ${formatNumberOf(evaluated, "recorded decision")}. `,
  better: (rule: string, share: number): string =>
    `The rule “${rule}” would cost ${formatShare(share, 1)} less:`,
  tryOther: (rule: string): string => `Try it: ${rule}`,
  take: "Try it",
  taken: "Tried below",
  takeTitle: "Set the knobs to it, and show what would have become of the session",
  copy: "Copy as manifest",
  again: "Start again",
};
