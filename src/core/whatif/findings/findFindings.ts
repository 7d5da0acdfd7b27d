import { defaultPrices, type Prices } from "../prices";
import { fireSavings } from "../realisedSavings";
import type { Resimulation } from "../resimulate";
import { fireVerdicts } from "../verdicts";
import { creeping } from "./creeping";
import { estimateBias } from "./estimateBias";
import { findingKinds, type Finding, type FindingKind } from "./finding";
import { disagrees, settingsChanged, unreadable } from "./fromReplay";
import { neverPaid } from "./neverPaid";
import { readAgain } from "./readAgain";
import { findRemedies } from "./remedies";
import { sentAgain } from "./sentAgain";
import { unfinished } from "./unfinished";

/** Everything found in a session, kind by kind in the order of `findingKinds`, each in the order of the log. */
export function findFindings(
  resimulation: Resimulation,
  prices: Prices = defaultPrices,
): readonly Finding[] {
  const { session, replay } = resimulation.scenario;
  const remedies = findRemedies(resimulation, prices);
  const found: Record<FindingKind, readonly Finding[]> = {
    "sent-again": sentAgain(resimulation, remedies),
    unfinished: unfinished(session, replay),
    "read-again": readAgain(resimulation),
    "never-paid": neverPaid(fireVerdicts(resimulation, prices), remedies),
    "estimate-bias": estimateBias(
      fireSavings(resimulation),
      replay.settings.spans.at(-1)?.minSavings.value,
    ),
    "settings-changed": settingsChanged(replay),
    unreadable: unreadable(session),
    disagrees: disagrees(session, replay),
    creeping: creeping(resimulation, remedies),
  };
  return findingKinds.flatMap((kind) => found[kind]);
}
