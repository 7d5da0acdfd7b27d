import { defaultSettings, type PruneSettings } from "../prune/evaluate";
import type { AgentMetadata } from "../session/agentMetadata";
import type { SettingInterval, SettingsFinding, SettingsSpan } from "./model";
import { placedMoments } from "./placedMoments";
import { contains, everything, intersection, type Range } from "./range";
import { roundest } from "./roundest";
import type { SegmentFacts } from "./segmentFacts";
import type { SettledSession } from "./settleFreely";

/** The settings that metadata claims, where it says that pruning was on. */
export function claimedSettings(metadata: AgentMetadata | undefined): PruneSettings | undefined {
  return metadata?.pruning.kind === "on" ? metadata.pruning.settings : undefined;
}

/** What is known about the settings: metadata's word where it holds, else what the evaluations confine. */
export function settingsFinding(
  settled: SettledSession,
  facts: readonly SegmentFacts[],
  metadata: AgentMetadata | undefined,
): SettingsFinding {
  const claimed = claimedSettings(metadata);
  const { spans } = settled.inferred;
  const [first] = spans;
  if (claimed !== undefined && (settled.asClaimed || first === undefined)) {
    const told = agreeing(settled, facts, claimed);
    const span: SettingsSpan = {
      segment: first?.segment ?? 0,
      evaluation: first?.evaluation ?? 0,
      protectedTokens: interval(told.protectedTokens, claimed.protectedTokens, false),
      minSavings: interval(told.minSavings, claimed.minSavings, false),
    };
    return { source: "metadata", spans: [span], contradiction: undefined };
  }
  if (first === undefined)
    return {
      source: metadata?.pruning.kind === "off" ? "off" : "none",
      spans: [],
      contradiction: undefined,
    };
  const confined = spans.some(
    ({ protectedTokens, minSavings }) =>
      !isEverything(protectedTokens) || !isEverything(minSavings),
  );
  if (!confined) return { source: "none", spans: [], contradiction: undefined };
  return {
    source: "inferred",
    spans: spans.map(({ segment, evaluation, protectedTokens, minSavings }) => ({
      segment,
      evaluation,
      protectedTokens: likelyInterval(
        protectedTokens,
        claimed?.protectedTokens,
        defaultSettings.protectedTokens,
      ),
      minSavings: likelyInterval(minSavings, claimed?.minSavings, defaultSettings.minSavings),
    })),
    contradiction: claimed === undefined ? undefined : firstContradiction(settled, facts, claimed),
  };
}

/** One pair of settings from a span: the likely ones, else any that the interval holds. */
export function settingsOf(span: SettingsSpan | undefined): PruneSettings {
  if (span === undefined) return defaultSettings;
  return {
    protectedTokens: oneValue(span.protectedTokens, defaultSettings.protectedTokens),
    minSavings: oneValue(span.minSavings, defaultSettings.minSavings),
  };
}

function oneValue({ value, from, to }: SettingInterval, usual: number): number {
  if (value !== undefined) return value;
  return from <= usual && (to === undefined || usual <= to) ? usual : from;
}

/** What those evaluations say together that agree with the claim. */
function agreeing(
  { placement, idBytes }: SettledSession,
  facts: readonly SegmentFacts[],
  claimed: PruneSettings,
): { readonly protectedTokens: Range; readonly minSavings: Range } {
  let protectedTokens = everything;
  let minSavings = everything;
  for (const { told } of placedMoments(placement, facts, idBytes)) {
    if (told === undefined || told.misfit !== 0) continue;
    if (contains(told.protectedTokens, claimed.protectedTokens))
      protectedTokens = intersection(protectedTokens, told.protectedTokens);
    if (contains(told.minSavings, claimed.minSavings))
      minSavings = intersection(minSavings, told.minSavings);
  }
  return { protectedTokens, minSavings };
}

function firstContradiction(
  { placement, idBytes }: SettledSession,
  facts: readonly SegmentFacts[],
  claimed: PruneSettings,
): SettingsFinding["contradiction"] {
  for (const moment of placedMoments(placement, facts, idBytes)) {
    const { told, evaluation } = moment;
    if (
      told?.misfit === 0 &&
      evaluation !== undefined &&
      (!contains(told.protectedTokens, claimed.protectedTokens) ||
        !contains(told.minSavings, claimed.minSavings))
    )
      return { claimed, segment: moment.placement.facts.position, evaluation };
  }
  return undefined;
}

function likelyInterval(range: Range, claimed: number | undefined, usual: number): SettingInterval {
  return claimed !== undefined && contains(range, claimed)
    ? interval(range, claimed, false)
    : interval(range, roundest(range, usual), true);
}

function interval(range: Range, value: number | undefined, guessed: boolean): SettingInterval {
  return {
    value,
    guessed: guessed && value !== undefined,
    from: range.from,
    to: Number.isFinite(range.to) ? range.to : undefined,
  };
}

function isEverything(range: Range): boolean {
  return range.from === 0 && !Number.isFinite(range.to);
}
