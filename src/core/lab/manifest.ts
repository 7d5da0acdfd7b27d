import type { PruneSettings } from "../prune/evaluate";

/** Settings as the lines of the agent's manifest that give them: the `[compaction]` section, ended by a newline. */
export function manifestLines({ protectedTokens, minSavings }: PruneSettings): string {
  return `[compaction]\nprune_protected_tokens = ${String(protectedTokens)}\nprune_min_savings = ${String(minSavings)}\n`;
}
