import { defaultSettings, type PruneSettings } from "../prune/evaluate";
import type { AgentMetadata } from "../session/agentMetadata";
import { spanAt, type AllowedSpan } from "./allowedSpans";
import type { AllowedSettings } from "./confinement";
import type { SettingInterval, SettingsFinding, SettingsSpan } from "./model";
import type { SessionPlacement } from "./placeSession";
import { contains, everything, intersection, type Range } from "./range";
import { roundest } from "./roundest";
import type { SegmentFacts } from "./segmentFacts";
import type { SettledSession } from "./settleFreely";
import type { ToldEvaluation } from "./toldRuns";

/** The settings that metadata claims, where it says that pruning was on. */
export function claimedSettings(metadata: AgentMetadata | undefined): PruneSettings | undefined {
  return metadata?.pruning.kind === "on" ? metadata.pruning.settings : undefined;
}

/** What is known about the settings, and with which each evaluation is run again. */
export interface KnownSettings {
  readonly finding: SettingsFinding;
  readonly at: (segment: number, evaluation: number) => PruneSettings;
}

/** The settings by metadata's word where it holds, else as the evaluations confine them. */
export function knownSettings(
  settled: SettledSession,
  facts: readonly SegmentFacts[],
  metadata: AgentMetadata | undefined,
): KnownSettings {
  const claimed = claimedSettings(metadata);
  const { spans } = settled.inferred;
  if (claimed !== undefined && (settled.asClaimed || spans.length === 0))
    return { finding: asClaimed(settled, facts, claimed), at: () => claimed };
  const inferred = spans.map((span) => ({ ...span, settings: likelySettings(span, claimed) }));
  const at = (segment: number, evaluation: number) =>
    spanAt(inferred, segment, evaluation)?.settings ?? defaultSettings;
  if (spans.every((span) => isEverything(span))) {
    const source = spans.length === 0 && metadata?.pruning.kind === "off" ? "off" : "none";
    return { finding: { source, spans: [], contradiction: undefined }, at };
  }
  const contradiction =
    claimed === undefined ? undefined : firstContradiction(settled, facts, claimed);
  return {
    finding: {
      source: "inferred",
      spans: inferred.map((span, index) =>
        reportedSpan(span, settled.possible[index] ?? span, claimed),
      ),
      contradiction,
    },
    at,
  };
}

function asClaimed(
  settled: SettledSession,
  facts: readonly SegmentFacts[],
  claimed: PruneSettings,
): SettingsFinding {
  const [first] = settled.inferred.spans;
  const told = agreeing(settled, facts, claimed);
  const span: SettingsSpan = {
    segment: first?.segment ?? 0,
    evaluation: first?.evaluation ?? 0,
    protectedTokens: interval(told.protectedTokens, claimed.protectedTokens, false),
    minSavings: interval(told.minSavings, claimed.minSavings, false),
  };
  return { source: "metadata", spans: [span], contradiction: undefined };
}

/** One value of each setting that explains the evaluations: the claimed or likely one, else any. */
function likelySettings(
  { protectedTokens, minSavings }: AllowedSettings,
  claimed: PruneSettings | undefined,
): PruneSettings {
  const { protectedTokens: usualBudget, minSavings: usualThreshold } = claimed ?? defaultSettings;
  return {
    protectedTokens: oneValue(protectedTokens, usualBudget),
    minSavings: oneValue(minSavings, usualThreshold),
  };
}

function oneValue(range: Range, usual: number): number {
  return contains(range, usual) ? usual : (roundest(range, usual) ?? range.from);
}

/** What is reported about a span: every value that is possible, and the claimed or likely one among those that explain it. */
function reportedSpan(
  span: AllowedSpan,
  possible: AllowedSettings,
  claimed: PruneSettings | undefined,
): SettingsSpan {
  const report = (setting: keyof AllowedSettings): SettingInterval => {
    const known = claimed?.[setting];
    if (known !== undefined && contains(span[setting], known))
      return interval(possible[setting], known, false);
    return interval(possible[setting], roundest(span[setting], defaultSettings[setting]), true);
  };
  return {
    segment: span.segment,
    evaluation: span.evaluation,
    protectedTokens: report("protectedTokens"),
    minSavings: report("minSavings"),
  };
}

/** What those evaluations say together that agree with the claim. */
function agreeing(
  { placement }: SettledSession,
  facts: readonly SegmentFacts[],
  claimed: PruneSettings,
): AllowedSettings {
  let protectedTokens = everything;
  let minSavings = everything;
  for (const { confined } of toldEvaluations(placement, facts)) {
    if (confined.misfit !== 0) continue;
    if (contains(confined.protectedTokens, claimed.protectedTokens))
      protectedTokens = intersection(protectedTokens, confined.protectedTokens);
    if (contains(confined.minSavings, claimed.minSavings))
      minSavings = intersection(minSavings, confined.minSavings);
  }
  return { protectedTokens, minSavings };
}

function firstContradiction(
  { placement }: SettledSession,
  facts: readonly SegmentFacts[],
  claimed: PruneSettings,
): SettingsFinding["contradiction"] {
  for (const { segment, evaluation, confined } of toldEvaluations(placement, facts))
    if (
      confined.misfit === 0 &&
      (!contains(confined.protectedTokens, claimed.protectedTokens) ||
        !contains(confined.minSavings, claimed.minSavings))
    )
      return { claimed, segment, evaluation };
  return undefined;
}

/** What every comparable evaluation says, in order. */
function* toldEvaluations(
  { segments, told }: SessionPlacement,
  facts: readonly SegmentFacts[],
): Generator<ToldEvaluation & { readonly segment: number }> {
  for (const own of segments)
    for (const placed of own.runs)
      for (const { evaluation, confined } of told.of(own, placed, facts).told)
        yield { segment: own.facts.position, evaluation, confined };
}

function interval(range: Range, value: number | undefined, guessed: boolean): SettingInterval {
  return {
    value,
    guessed: guessed && value !== undefined,
    from: range.from,
    to: Number.isFinite(range.to) ? range.to : undefined,
  };
}

function isEverything({ protectedTokens, minSavings }: AllowedSettings): boolean {
  return [protectedTokens, minSavings].every(({ from, to }) => from === 0 && to === Infinity);
}
