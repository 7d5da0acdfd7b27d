import { formatCount, formatInterval } from "../core/format";
import type { SettingInterval } from "../core/replay/model";

/** A setting in words: its value, or the interval that is known of it and the likely value in it. */
export function settingText({ value, guessed, from, to }: SettingInterval): string {
  if (value !== undefined && !guessed) return formatCount(value);
  if (from === 0 && to === undefined) return "unknown";
  const range = formatInterval(from, to);
  return value === undefined ? range : `likely ${formatCount(value)} (${range})`;
}
