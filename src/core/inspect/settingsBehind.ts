import type { PruneSettings } from "../prune/evaluate";
import type { SettingInterval, SettingsFinding } from "../replay/model";

/** The settings that an evaluation was replayed with, and where each of them comes from. */
export interface SettingsBehind {
  readonly source: SettingsFinding["source"];
  readonly protectedTokens: SettingBehind;
  readonly minSavings: SettingBehind;
}

/** The value used, and what the recorded evaluations allow; undefined where nothing confines it. */
export interface SettingBehind {
  readonly value: number;
  readonly interval: SettingInterval | undefined;
}

/** The settings behind one evaluation: those of the last span that begins at it or before it. */
export function settingsBehind(
  finding: SettingsFinding,
  segment: number,
  evaluation: number,
  used: PruneSettings,
): SettingsBehind {
  const span = finding.spans.reduce<SettingsFinding["spans"][number] | undefined>(
    (last, candidate) =>
      candidate.segment < segment ||
      (candidate.segment === segment && candidate.evaluation <= evaluation)
        ? candidate
        : last,
    undefined,
  );
  return {
    source: finding.source,
    protectedTokens: { value: used.protectedTokens, interval: span?.protectedTokens },
    minSavings: { value: used.minSavings, interval: span?.minSavings },
  };
}
