import { off } from "./policies/off";
import { promptCost, type Prices } from "./prices";
import type { Resimulation } from "./resimulate";
import { summarise } from "./summarise";
import { rowAt } from "../session/rows";

/**
 * What a session cost, in tokens at the input price, against what it would have cost. `measured` is undefined where no
 * request reported its cache figures; the others are modelled, over all measured requests.
 */
export interface CostTotals {
  readonly measured: number | undefined;
  /** Requests behind `measured`. */
  readonly measuredRequests: number;
  /** The recorded run under the same model of the cache as the rest. */
  readonly recorded: number;
  readonly pruningOff: number;
}

/** The session's costs under these prices. */
export function costTotals(resimulation: Resimulation, prices: Prices): CostTotals {
  const { session, replay } = resimulation.scenario;
  let measured = 0;
  let measuredRequests = 0;
  for (const request of replay.requests) {
    const record = rowAt(session.segments[request.segment]?.requests, request.measured);
    const { cacheReadTokens: read, cacheWriteTokens: write } = record ?? {};
    if (record === undefined || read === undefined || write === undefined) continue;
    measured += promptCost(record.inputTokens, read, write, prices);
    measuredRequests++;
  }
  return {
    measured: measuredRequests === 0 ? undefined : measured,
    measuredRequests,
    recorded: summarise(resimulation.recordedSets(), replay, prices).cost,
    pruningOff: summarise(resimulation.mostLikely(off, []), replay, prices).cost,
  };
}
