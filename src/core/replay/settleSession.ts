import type { PruneSettings } from "../prune/evaluate";
import { anySettings, type AllowedSettings } from "./confinement";
import { placeSession } from "./placeSession";
import { evidence, isLighter, type Weight } from "./plausibility";
import { reasoningIdCandidates, refinedReasoningIds, savingsBits } from "./reasoningIds";
import type { SegmentFacts } from "./segmentFacts";
import { plain } from "./sessionAssumptions";
import { settleFreely, type SettledSession, type WeighedSession } from "./settleFreely";
import { inferSettings } from "./settingsInference";

/** Looks for the placement, the settings and the constant of reasoning ids that together leave the least unexplained. */
export function settleSession(
  facts: readonly SegmentFacts[],
  claimed: PruneSettings | undefined,
): SettledSession {
  let best: SettledSession | undefined;
  let least: Weight = { evidence: Infinity, likelihood: Infinity };
  const tried = new Set<number>();
  const trial = (idBytes: number) => {
    if (tried.has(idBytes)) return;
    tried.add(idBytes);
    const { settled, weight } = settleWithIds(facts, claimed, idBytes);
    const assumed = idBytes === 0 ? 0 : evidence.reasoningIds;
    const own = { ...weight, evidence: weight.evidence + assumed };
    if (best === undefined || isLighter(own, least)) {
      best = settled;
      least = own;
    }
    const refined =
      idBytes === 0 || least.evidence === assumed
        ? undefined
        : refinedReasoningIds(settled.placement, facts);
    if (refined !== undefined) trial(refined);
  };
  trial(0);
  if (least.evidence >= evidence.wrongDecision) candidates(facts, claimed).forEach(trial);
  return best ?? settleWithIds(facts, claimed, 0).settled;
}

function candidates(
  facts: readonly SegmentFacts[],
  claimed: PruneSettings | undefined,
): readonly number[] {
  if (!facts.some((one) => one.reasoningItems(0, one.segment.items.length) > 0)) return [];
  const allowed = exactly(claimed);
  const loose = placeSession(facts, {
    ...plain,
    allowed: () => allowed,
    ignored: savingsBits,
  });
  return reasoningIdCandidates(loose, facts);
}

function settleWithIds(
  facts: readonly SegmentFacts[],
  claimed: PruneSettings | undefined,
  idBytes: number,
): WeighedSession {
  if (claimed === undefined) return settleFreely(facts, idBytes);
  const allowed = exactly(claimed);
  const placement = placeSession(facts, { ...plain, allowed: () => allowed, idBytes });
  const { weight } = placement;
  const asClaimed: WeighedSession = {
    settled: {
      placement,
      inferred: inferSettings(placement, facts, idBytes),
      idBytes,
      asClaimed: true,
      undecided: new Set(),
    },
    weight,
  };
  if (weight.evidence < evidence.wrongDecision) return asClaimed;
  const freely = settleFreely(facts, idBytes);
  return freely.weight.evidence + evidence.settingsChange < weight.evidence ? freely : asClaimed;
}

function exactly(settings: PruneSettings | undefined): AllowedSettings {
  if (settings === undefined) return anySettings;
  const { protectedTokens, minSavings } = settings;
  return {
    protectedTokens: { from: protectedTokens, to: protectedTokens },
    minSavings: { from: minSavings, to: minSavings },
  };
}
