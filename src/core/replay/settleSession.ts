import type { PruneSettings } from "../prune/evaluate";
import { anySettings, type AllowedSettings } from "./confinement";
import { placeSession } from "./placeSession";
import { evidence, impossible, isLighter, sum, weight } from "./plausibility";
import { reasoningIdCandidates, refinedReasoningIds, savingsBits } from "./reasoningIds";
import type { ReplayEffort } from "./searchEffort";
import type { SegmentFacts } from "./segmentFacts";
import { plain } from "./sessionAssumptions";
import { settleFreely, type SettledSession, type WeighedSession } from "./settleFreely";
import { inferSettings } from "./settingsInference";

/** Looks for the placement, the settings and the constant of reasoning ids that together leave the least unexplained. */
export function settleSession(
  facts: readonly SegmentFacts[],
  claimed: PruneSettings | undefined,
  effort: ReplayEffort,
): SettledSession {
  let best: SettledSession | undefined;
  let least = impossible;
  const tried = new Set<number>();
  const trial = (idBytes: number) => {
    const enough = best !== undefined && (least.unexplained === 0 || effort.isSpent);
    if (tried.has(idBytes) || enough) return;
    tried.add(idBytes);
    const { settled, weight: own } = settleWithIds(facts, claimed, idBytes, effort);
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
  for (const idBytes of candidates(facts, claimed, effort)) trial(idBytes);
  return best ?? settleWithIds(facts, claimed, 0, effort).settled;
}

/** Constants of reasoning ids that are worth trying; 0 alone where there are no reasoning items. */
function candidates(
  facts: readonly SegmentFacts[],
  claimed: PruneSettings | undefined,
  effort: ReplayEffort,
): readonly number[] {
  if (!facts.some((one) => one.reasoningItems(0, one.segment.items.length) > 0)) return [0];
  const allowed = exactly(claimed);
  const loose = placeSession(
    facts,
    { ...plain, allowed: () => allowed, ignored: savingsBits },
    effort,
  );
  return reasoningIdCandidates(loose, facts);
}

function settleWithIds(
  facts: readonly SegmentFacts[],
  claimed: PruneSettings | undefined,
  idBytes: number,
  effort: ReplayEffort,
): WeighedSession {
  if (claimed === undefined) return settleFreely(facts, idBytes, effort);
  const allowed = exactly(claimed);
  const placement = placeSession(facts, { ...plain, allowed: () => allowed, idBytes }, effort);
  const inferred = inferSettings(placement, facts, idBytes);
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
  const freely = settleFreely(facts, idBytes, effort);
  const changed = sum(freely.weight, weight({ evidence: evidence.settingsChange }));
  return changed.evidence < placement.weight.evidence ? freely : asClaimed;
}

function exactly(settings: PruneSettings | undefined): AllowedSettings {
  if (settings === undefined) return anySettings;
  const { protectedTokens, minSavings } = settings;
  return {
    protectedTokens: { from: protectedTokens, to: protectedTokens },
    minSavings: { from: minSavings, to: minSavings },
  };
}
