import type { PruneSettings } from "../prune/evaluate";
import { everywhere, type AllowedSpan } from "./allowedSpans";
import { PlacementMemory } from "./placementMemory";
import { placeSession } from "./placeSession";
import { evidence, impossible, isLighter, sum, weight } from "./plausibility";
import { reasoningIdCandidates, refinedReasoningIds, savingsBits } from "./reasoningIds";
import type { ReplayEffort } from "./searchEffort";
import type { SegmentFacts } from "./segmentFacts";
import { plain } from "./sessionAssumptions";
import { settleFreely, type SettledSession, type WeighedSession } from "./settleFreely";
import { inferSettings } from "./settingsInference";

/**
 * Looks for the placement, the settings and the constant of reasoning ids that together leave the least unexplained. The
 * memory spares what it knows from an earlier look at the same session when it was shorter; the outcome is the same.
 */
export function settleSession(
  facts: readonly SegmentFacts[],
  claimed: PruneSettings | undefined,
  effort: ReplayEffort,
  memory: PlacementMemory = new PlacementMemory(),
): SettledSession {
  memory.begin(facts);
  let best: SettledSession | undefined;
  let least = impossible;
  const tried = new Set<number>();
  const trial = (idBytes: number) => {
    const enough = best !== undefined && (least.unexplained === 0 || effort.isSpent);
    if (tried.has(idBytes) || enough) return;
    tried.add(idBytes);
    const { settled, weight: own } = settleWithIds(facts, claimed, idBytes, effort, memory);
    const assumed = weight({ evidence: idBytes === 0 ? 0 : evidence.reasoningIds });
    const total = sum(own, assumed);
    if (best === undefined || isLighter(total, least)) {
      best = settled;
      least = total;
    }
    const refined =
      idBytes === 0 || own.unexplained === 0
        ? undefined
        : refinedReasoningIds(settled.placement, facts);
    if (refined !== undefined) trial(refined);
  };
  for (const idBytes of candidates(facts, claimed, effort, memory)) trial(idBytes);
  return best ?? settleWithIds(facts, claimed, 0, effort, memory).settled;
}

/** Constants of reasoning ids that are worth trying; 0 alone where there are no reasoning items. */
function candidates(
  facts: readonly SegmentFacts[],
  claimed: PruneSettings | undefined,
  effort: ReplayEffort,
  memory: PlacementMemory,
): readonly number[] {
  if (!facts.some((one) => one.reasoningItems(0, one.segment.items.length) > 0)) return [0];
  const allowed = exactly(claimed);
  const loose = placeSession(facts, { ...plain, allowed, ignored: savingsBits }, effort, memory);
  return reasoningIdCandidates(loose, facts);
}

function settleWithIds(
  facts: readonly SegmentFacts[],
  claimed: PruneSettings | undefined,
  idBytes: number,
  effort: ReplayEffort,
  memory: PlacementMemory,
): WeighedSession {
  if (claimed === undefined) return settleFreely(facts, idBytes, effort, memory);
  const allowed = exactly(claimed);
  const placement = placeSession(facts, { ...plain, allowed, idBytes }, effort, memory);
  const inferred = inferSettings(placement, facts);
  const asClaimed: WeighedSession = {
    settled: {
      placement,
      inferred,
      idBytes,
      asClaimed: true,
      undecided: new Set(),
      possible: inferred.spans,
    },
    weight: placement.weight,
  };
  // A single contradiction is an altered record rather than a change of the settings.
  if (placement.weight.contradicting < 2) return asClaimed;
  const freely = settleFreely(facts, idBytes, effort, memory);
  const changed = sum(freely.weight, weight({ evidence: evidence.settingsChange }));
  return changed.evidence < placement.weight.evidence ? freely : asClaimed;
}

function exactly(settings: PruneSettings | undefined): readonly AllowedSpan[] {
  if (settings === undefined) return [];
  const { protectedTokens, minSavings } = settings;
  return everywhere({
    protectedTokens: { from: protectedTokens, to: protectedTokens },
    minSavings: { from: minSavings, to: minSavings },
  });
}
