import { sameSet } from "./itemSets";
import { promptCost, type Prices } from "./prices";
import type { Resimulation } from "./resimulate";
import { decisionCodes } from "./outcome";
import { rowAt } from "../session/rows";

/**
 * The method tried on the run that it knows: the recorded settings, re-simulated, against what was recorded. It stands
 * beside every prediction. Requests count where the log has what is compared.
 */
export interface SelfCheck {
  /** Requests with a recorded evaluation, and how many of them got the same decision, and the same set. */
  readonly evaluated: number;
  readonly sameDecision: number;
  readonly sameSet: number;
  /** Measured requests, and the sums of what was measured and predicted over them. */
  readonly measured: number;
  readonly recordedTokens: number;
  readonly predictedTokens: number;
  /** Measured requests whose cache figures were reported, their reads and their cost at the input price. */
  readonly withCache: number;
  readonly recordedReadTokens: number;
  readonly predictedReadTokens: number;
  readonly recordedCost: number;
  readonly predictedCost: number;
  /** How far a text's tokens typically lie from its weight in this session, relative: what the prior had to learn. */
  readonly textDeviation: number;
  /** How far a content's tokens are typically known, relative to the content, weighted by its size. */
  readonly contentUncertainty: number | undefined;
}

/** Re-simulates the recorded settings and counts how often, and how far, that is not what was recorded. */
export function selfCheck(resimulation: Resimulation, prices: Prices): SelfCheck {
  const { session, replay } = resimulation.scenario;
  const outcome = resimulation.underRecordedSettings();
  const recorded = resimulation.recordedSets();
  let evaluated = 0;
  let sameDecision = 0;
  let sameSets = 0;
  let measured = 0;
  let recordedTokens = 0;
  let predictedTokens = 0;
  let withCache = 0;
  let recordedReadTokens = 0;
  let predictedReadTokens = 0;
  let recordedCost = 0;
  let predictedCost = 0;
  for (const [index, request] of replay.requests.entries()) {
    const segment = session.segments[request.segment];
    const evaluation = rowAt(segment?.evaluations, request.evaluation);
    if (evaluation !== undefined) {
      evaluated++;
      if (decisionCodes[outcome.decision[index] ?? 0] === evaluation.decision) sameDecision++;
      if (sameSet(outcome.pruned[index] ?? none, recorded.pruned[index] ?? none)) sameSets++;
    }
    const record = rowAt(segment?.requests, request.measured);
    if (record === undefined) continue;
    const predicted = outcome.inputTokens[index] ?? NaN;
    measured++;
    recordedTokens += record.inputTokens;
    predictedTokens += predicted;
    const { cacheReadTokens: read, cacheWriteTokens: write } = record;
    if (read === undefined || write === undefined) continue;
    const predictedRead = outcome.cacheReadTokens[index] ?? NaN;
    withCache++;
    recordedReadTokens += read;
    predictedReadTokens += predictedRead;
    recordedCost += promptCost(record.inputTokens, read, write, prices);
    predictedCost += promptCost(
      predicted,
      predictedRead,
      outcome.cacheWriteTokens[index] ?? NaN,
      prices,
    );
  }
  return {
    evaluated,
    sameDecision,
    sameSet: sameSets,
    measured,
    recordedTokens,
    predictedTokens,
    withCache,
    recordedReadTokens,
    predictedReadTokens,
    recordedCost,
    predictedCost,
    textDeviation: resimulation.fit.spread.text,
    contentUncertainty: contentUncertainty(resimulation),
  };
}

const none: Uint32Array = new Uint32Array(0);

function contentUncertainty({ fit }: Resimulation): number | undefined {
  let squares = 0;
  let total = 0;
  for (const [content, mean] of fit.mean.entries()) {
    let variance = 0;
    for (const sample of fit.samples) variance += ((sample[content] ?? 0) - mean) ** 2;
    squares += Math.sqrt(variance / Math.max(1, fit.samples.length));
    total += mean;
  }
  return total > 0 && fit.samples.length > 0 ? squares / total : undefined;
}
