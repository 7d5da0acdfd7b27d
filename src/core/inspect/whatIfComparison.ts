import type { SessionReplay } from "../replay/model";
import { decisionCodes, type WhatIfMode, type WhatIfOutcome } from "../whatif/outcome";
import { defaultPrices, promptCost, type Prices } from "../whatif/prices";
import { leavesOutSame, type ResultSets, type SetColumn } from "./resultSets";

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
  replay: SessionReplay,
  results: ResultSets,
  outcome: WhatIfOutcome,
  prices: Prices = defaultPrices,
): RunFigures {
  return {
    ...decisionFigures(outcome),
    ...setFigures(replay, results, results.column(replay, outcome.pruned)),
    ...promptFigures(outcome, prices),
  };
}

function decisionFigures({
  decision,
}: WhatIfOutcome): Pick<RunFigures, "fires" | "belowMinSavings" | "noCandidates"> {
  const counts = decisionCodes.map(() => 0);
  for (const code of decision) counts[code] = (counts[code] ?? 0) + 1;
  const of = (word: (typeof decisionCodes)[number]) => counts[decisionCodes.indexOf(word)];
  return {
    fires: of("fired"),
    belowMinSavings: of("below_min_savings"),
    noCandidates: of("no_candidates"),
  };
}

type SetFigures = Record<
  | "requestsLeavingOut"
  | "setChanges"
  | "requestsSendingAgain"
  | "resultsSentAgain"
  | "bytesLeftOut"
  | "bytesSentAgain",
  number
>;

function setFigures(
  { requests }: SessionReplay,
  results: ResultSets,
  column: SetColumn,
): SetFigures {
  const figures: SetFigures = {
    requestsLeavingOut: 0,
    setChanges: 0,
    requestsSendingAgain: 0,
    resultsSentAgain: 0,
    bytesLeftOut: 0,
    bytesSentAgain: 0,
  };
  const before = new Map<number, number>();
  for (const [index, { segment }] of requests.entries()) {
    const last = before.get(segment) ?? -1;
    before.set(segment, index);
    const again = results.missing(segment, column, last, column, index);
    const added = results.missing(segment, column, index, column, last);
    const all = results.missing(segment, column, index, column, -1);
    if (all.results > 0) figures.requestsLeavingOut++;
    if (again.results + added.results > 0) figures.setChanges++;
    if (again.results > 0) figures.requestsSendingAgain++;
    figures.resultsSentAgain += again.results;
    figures.bytesSentAgain += again.contentBytes;
    figures.bytesLeftOut += all.contentBytes;
  }
  return figures;
}

function promptFigures(
  { inputTokens, cacheReadTokens, cacheWriteTokens }: WhatIfOutcome,
  prices: Prices,
): Pick<RunFigures, "peak" | "mean" | "input" | "cacheRead" | "cacheWrite" | "cost"> {
  const known = inputTokens.filter((tokens) => !Number.isNaN(tokens));
  const input = sum(known);
  const costs = inputTokens.map((tokens, request) =>
    promptCost(tokens, cacheReadTokens[request] ?? NaN, cacheWriteTokens[request] ?? NaN, prices),
  );
  return {
    peak: known.length === 0 ? undefined : known.reduce((a, b) => Math.max(a, b), 0),
    mean: known.length === 0 ? undefined : (input ?? 0) / known.length,
    input,
    cacheRead: sum(cacheReadTokens),
    cacheWrite: sum(cacheWriteTokens),
    cost: sum(costs),
  };
}

/** Sum of what is known; undefined where nothing is. */
function sum(column: Float64Array): number | undefined {
  const known = column.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0);
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
export function changedRequests(
  replay: SessionReplay,
  results: ResultSets,
  a: WhatIfOutcome,
  b: WhatIfOutcome,
): number {
  const [ofA, ofB] = [results.column(replay, a.pruned), results.column(replay, b.pruned)];
  return replay.requests.reduce(
    (count, _, request) => (leavesOutSame(ofA, ofB, request) ? count : count + 1),
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
