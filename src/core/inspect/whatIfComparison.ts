import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { sameSet } from "../whatif/itemSets";
import type { WhatIfMode, WhatIfOutcome } from "../whatif/outcome";
import { summarise } from "../whatif/summarise";

/** Figures of a run that a what-if changes, in the order in which they are shown. */
export const comparedFigures = [
  "fires",
  "belowMinSavings",
  "noCandidates",
  "requestsLeavingOut",
  "setChanges",
  "requestsSendingAgain",
  "resultsSentAgain",
  "bytesLeftOut",
  "bytesSentAgain",
  "peak",
  "mean",
  "input",
  "cacheRead",
  "cacheWrite",
  "cost",
] as const;
export type ComparedFigure = (typeof comparedFigures)[number];

/** Figures that come from measured tokens: as recorded they stay what they were, so there is nothing to compare. */
const measuredFigures: ReadonlySet<ComparedFigure> = new Set<ComparedFigure>([
  "peak",
  "mean",
  "input",
  "cacheRead",
  "cacheWrite",
  "cost",
]);

export type RunFigures = Readonly<Record<ComparedFigure, number | undefined>>;

/** The figures of one run. Bytes are content bytes as the core counts them, summed over the requests. */
export function runFigures(
  session: Session,
  replay: SessionReplay,
  outcome: WhatIfOutcome,
): RunFigures {
  const contentBytes = (segment: number, item: number) =>
    session.segments[segment]?.items.contentBytes[item] ?? 0;
  const summary = summarise(outcome, replay, undefined, contentBytes);
  return {
    fires: summary.fires,
    belowMinSavings: summary.belowMinSavings,
    noCandidates: summary.noCandidates,
    requestsLeavingOut: summary.requestsLeavingOut,
    setChanges: summary.setChanges,
    requestsSendingAgain: summary.requestsSendingAgain,
    resultsSentAgain: summary.resultsSentAgain,
    bytesLeftOut: summary.tokensLeftOut,
    bytesSentAgain: summary.tokensSentAgain,
    peak: summary.prompt.peak,
    mean: summary.prompt.mean,
    input: summary.prompt.known === 0 ? undefined : summary.prompt.total,
    cacheRead: summary.cacheReadTokens,
    cacheWrite: summary.cacheWriteTokens,
    cost: summary.requestsWithCost === 0 ? undefined : summary.cost,
  };
}

/** The figures that a mode predicts. */
export function figuresOfMode(mode: WhatIfMode): readonly ComparedFigure[] {
  switch (mode) {
    case "as recorded":
      return comparedFigures.filter((figure) => !measuredFigures.has(figure));
    case "re-simulated":
      return comparedFigures;
  }
}

/** Number of requests that leave out another set in one run than in the other. */
export function changedRequests(a: WhatIfOutcome, b: WhatIfOutcome): number {
  return a.pruned.reduce(
    (count, set, request) => (sameSet(set, b.pruned[request] ?? nothing) ? count : count + 1),
    0,
  );
}

const nothing: Uint32Array = new Uint32Array(0);

/** Pruning off, with measured tokens as they were: nothing is evaluated, and every request sends everything. */
export function outcomeOff(recorded: WhatIfOutcome): WhatIfOutcome {
  const requests = recorded.decision.length;
  return {
    ...recorded,
    policy: "off",
    decision: new Uint8Array(requests),
    protectedStart: new Int32Array(requests).fill(-1),
    candidateCount: new Uint32Array(requests),
    estimatedSavingsTokens: new Float64Array(requests),
    pruned: new Array<Uint32Array>(requests).fill(nothing),
    certain: new Uint8Array(requests).fill(1),
  };
}
