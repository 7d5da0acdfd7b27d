import type { PruneSettings } from "../prune/evaluate";
import { anySettings, type AllowedSettings } from "./confinement";
import { placeSession, type SessionPlacement } from "./placeSession";
import { evidence, isLighter, type Weight } from "./plausibility";
import { reasoningIdCandidates, refinedReasoningIds, savingsBits } from "./reasoningIds";
import type { SegmentFacts } from "./segmentFacts";
import { inferSettings, type InferredSettings } from "./settingsInference";

/** Placement and settings determine one another; after so many rounds they are left as they are. */
const mostRounds = 6;

/** A placement of the whole session with the settings and the constant that it agrees with best. */
export interface SettledSession {
  readonly placement: SessionPlacement;
  /** What the evaluations say about the settings, where they have been placed. */
  readonly inferred: InferredSettings;
  readonly idBytes: number;
  /** True where the claimed settings explain the session as well as any others. */
  readonly asClaimed: boolean;
}

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
  const loose = placeSession(facts, { allowed: () => allowed, idBytes: 0, ignored: savingsBits });
  return reasoningIdCandidates(loose, facts);
}

interface Weighed {
  readonly settled: SettledSession;
  readonly weight: Weight;
}

function settleWithIds(
  facts: readonly SegmentFacts[],
  claimed: PruneSettings | undefined,
  idBytes: number,
): Weighed {
  if (claimed === undefined) return settleFreely(facts, idBytes);
  const allowed = exactly(claimed);
  const placement = placeSession(facts, { allowed: () => allowed, idBytes, ignored: 0 });
  const { weight } = placement;
  const asClaimed: Weighed = {
    settled: {
      placement,
      inferred: inferSettings(placement, facts, idBytes),
      idBytes,
      asClaimed: true,
    },
    weight,
  };
  if (weight.evidence < evidence.wrongDecision) return asClaimed;
  const freely = settleFreely(facts, idBytes);
  return freely.weight.evidence + evidence.settingsChange < weight.evidence ? freely : asClaimed;
}

function settleFreely(facts: readonly SegmentFacts[], idBytes: number): Weighed {
  let allowed: (segment: number, evaluation: number) => AllowedSettings = () => anySettings;
  let best: Weighed | undefined;
  let spansBefore = "";
  for (let round = 0; round < mostRounds; round++) {
    const placement = placeSession(facts, { allowed, idBytes, ignored: 0 });
    const inferred = inferSettings(placement, facts, idBytes);
    const spans = JSON.stringify(inferred.spans);
    // The first round knows no settings: what it explains by none is not comparable.
    if (round > 0) {
      const changes = Math.max(0, inferred.spans.length - 1) * evidence.settingsChange;
      const weight = {
        ...placement.weight,
        evidence: placement.weight.evidence + changes,
      };
      if (best === undefined || isLighter(weight, best.weight))
        best = { settled: { placement, inferred, idBytes, asClaimed: false }, weight };
      if (spans === spansBefore) break;
    }
    spansBefore = spans;
    ({ allowed } = inferred);
  }
  if (best === undefined) throw new RangeError("no round was made");
  return best;
}

function exactly(settings: PruneSettings | undefined): AllowedSettings {
  if (settings === undefined) return anySettings;
  const { protectedTokens, minSavings } = settings;
  return {
    protectedTokens: { from: protectedTokens, to: protectedTokens },
    minSavings: { from: minSavings, to: minSavings },
  };
}
