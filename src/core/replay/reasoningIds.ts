import { misfits } from "./confinement";
import { placedMoments } from "./placedMoments";
import type { SessionPlacement } from "./placeSession";
import type { SegmentFacts } from "./segmentFacts";

/** An id longer than this has not been seen anywhere, and would let chance agree. */
const mostBytes = 512;
/** Above so many possible values an evaluation says nothing. */
const mostAtOnce = 16;
/** Constants that are worth placing the session for. */
const candidateCount = 3;

/**
 * Bytes that each reasoning item may have in memory only, likeliest first, without 0: recorded savings are removed bytes
 * times tokens over the bytes of the measured prefix, so each tells that prefix's true size, and what it exceeds the
 * logged size by is shared among the reasoning items that had an id. Which those are depends on the restarts, so every
 * run's beginning is tried, and the constants that most evaluations can agree on are taken.
 */
export function reasoningIdCandidates(
  placement: SessionPlacement,
  facts: readonly SegmentFacts[],
): readonly number[] {
  const votes = new Map<number, number>();
  for (const { placement: own, placed, recorded, moment } of placedMoments(placement, facts, 0)) {
    const { estimatedSavingsTokens: savings, protectedStart } = recorded ?? {};
    if (savings === undefined || savings === 0 || protectedStart === undefined) continue;
    const { history, records, historyLength } = moment;
    if (records.count === 0) continue;
    const last = records.count - 1;
    const measured = Math.min(records.historyLengthOf(last), historyLength);
    const product = (history.removedBytes[protectedStart] ?? 0) * records.tokensOf(last);
    // savings = floor(product / bytes)
    const extraTo = product / savings - (history.prefixBytes[measured] ?? 0);
    const extraOver = product / (savings + 1) - (history.prefixBytes[measured] ?? 0);
    const possible = new Set<number>();
    for (const holders of holdersOfIds(own.facts, placed.run, measured)) {
      const to = Math.floor(extraTo / holders);
      const from = Math.floor(extraOver / holders) + 1;
      if (to - from >= mostAtOnce) continue;
      for (let bytes = Math.max(1, from); bytes <= Math.min(to, mostBytes); bytes++)
        possible.add(bytes);
    }
    for (const bytes of possible) votes.set(bytes, (votes.get(bytes) ?? 0) + 1);
  }
  return Array.from(votes)
    .filter(([, count]) => count > 1)
    .sort(([a, votesOfA], [b, votesOfB]) => votesOfB - votesOfA || a - b)
    .slice(0, candidateCount)
    .map(([bytes]) => bytes);
}

/** Numbers of reasoning items with ids in a prefix, for every run that the process may have begun with. */
function holdersOfIds(facts: SegmentFacts, run: number, prefix: number): ReadonlySet<number> {
  const holders = new Set([facts.reasoningItems(0, prefix)]);
  for (const { run: begun } of facts.runs.slice(0, run + 1))
    holders.add(facts.reasoningItems(begun.firstItem, prefix));
  holders.delete(0);
  return holders;
}

/** While the constant is unknown, savings and with them the decision cannot be looked at. */
export const savingsBits = misfits.savings | misfits.decision;
