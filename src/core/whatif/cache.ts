import type { Milliseconds } from "../units";
import { commonTokens, type CacheOrder, type PromptPrefixes } from "./commonPrefix";
import type { Scenario } from "./scenario";
import type { RemovedTokens, Run } from "./simulate";
import { rowAt } from "../session/rows";

/** When a request finds the cache warm: as the log shows it, or by the time since the request before. */
export type Warmth =
  | { readonly kind: "as recorded"; readonly elsewhere: Milliseconds }
  | { readonly kind: "lifetime"; readonly lifetime: Milliseconds };

/**
 * For each request whether the cache is warm. As recorded: a request that read anything was warm, one that read nothing
 * was not, since at least system prompt and tools are common to all; where the log does not say, a lifetime decides.
 */
export function warmRequests(scenario: Scenario, order: CacheOrder, warmth: Warmth): Uint8Array {
  const { session, replay, ts } = scenario;
  const recorded = replay.requests.map(
    ({ segment, measured }) =>
      rowAt(session.segments[segment]?.requests, measured)?.cacheReadTokens,
  );
  const reported = warmth.kind === "as recorded" && recorded.some((read) => (read ?? 0) > 0);
  const lifetime = warmth.kind === "as recorded" ? warmth.elsewhere : warmth.lifetime;
  return Uint8Array.from(recorded, (read, request) => {
    const last = order.before[request] ?? -1;
    if (last < 0) return 0;
    if (reported && read !== undefined) return read > 0 ? 1 : 0;
    return (ts[request] ?? 0) - (ts[last] ?? 0) <= lifetime ? 1 : 0;
  });
}

/** A run's cache figures; NaN where the prompt is not known. */
export interface CacheFigures {
  readonly cacheReadTokens: Float64Array;
  readonly cacheWriteTokens: Float64Array;
}

/**
 * Cache reads and writes of a run: what a prompt has in common with the one before it is read while the cache is warm;
 * the rest is written. Older entries that a provider may still hold are not counted on. `results` are, for each
 * segment, the items that leaving out counts, `removed` their tokens.
 */
export function predictCache(
  scenario: Scenario,
  prefixes: PromptPrefixes,
  order: CacheOrder,
  results: readonly Uint32Array[],
  removed: RemovedTokens,
  run: Run,
  warm: Uint8Array,
): CacheFigures {
  const { count, segment, sentLength } = scenario;
  const cacheReadTokens = new Float64Array(count);
  const cacheWriteTokens = new Float64Array(count);
  for (let request = 0; request < count; request++) {
    const prompt = run.inputTokens[request] ?? NaN;
    const before = order.before[request] ?? -1;
    let read = 0;
    if (before >= 0 && warm[request] === 1) {
      const of = segment[request] ?? 0;
      const common = commonTokens(
        prefixes[of],
        results[of],
        removed[of],
        order.shared[request] ?? 0,
        run.leftOut[before] ?? 0,
        run.leftOut[request] ?? 0,
        sentLength[before] ?? 0,
        run.inputTokens[before] ?? NaN,
      );
      read = Math.max(0, Math.min(Math.round(common), prompt));
    }
    cacheReadTokens[request] = Number.isNaN(prompt) ? NaN : read;
    cacheWriteTokens[request] = prompt - read;
  }
  return { cacheReadTokens, cacheWriteTokens };
}
