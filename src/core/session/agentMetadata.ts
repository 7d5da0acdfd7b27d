import {
  countField,
  isObject,
  numberField,
  objectField,
  stringField,
  type JsonObject,
} from "../log/json";
import { defaultSettings, type PruneSettings } from "../prune/evaluate";

/** What the agent's metadata file says about its current session. */
export interface AgentMetadata {
  readonly agentName: string | undefined;
  readonly activeSessionId: string | undefined;
  readonly activeSegmentId: string | undefined;
  /** `unknown` without a snapshot of the manifest, `off` where the snapshot has no compaction section. */
  readonly pruning:
    | { readonly kind: "unknown" }
    | { readonly kind: "off" }
    | { readonly kind: "on"; readonly settings: PruneSettings };
}

/** Reads `metadata.json` of either dialect (`pod_name`, `worker_name`); undefined where it is not such a file. */
export function parseAgentMetadata(value: unknown): AgentMetadata | undefined {
  if (!isObject(value)) return undefined;
  const agentName = stringField(value, "worker_name") ?? stringField(value, "pod_name");
  const active = objectField(value, "active");
  if (agentName === undefined && active === undefined) return undefined;
  return {
    agentName,
    activeSessionId: active === undefined ? undefined : stringField(active, "session_id"),
    activeSegmentId: active === undefined ? undefined : stringField(active, "segment_id"),
    pruning: parsePruning(objectField(value, "resolved_manifest_snapshot")),
  };
}

function parsePruning(snapshot: JsonObject | undefined): AgentMetadata["pruning"] {
  if (snapshot === undefined) return { kind: "unknown" };
  const compaction = objectField(snapshot, "compaction");
  if (compaction === undefined) return { kind: "off" };
  return {
    kind: "on",
    settings: {
      protectedTokens:
        setting(compaction, "prune_protected_tokens") ?? defaultSettings.protectedTokens,
      minSavings: setting(compaction, "prune_min_savings") ?? defaultSettings.minSavings,
    },
  };
}

/** A number of tokens. People write the largest number there is to mean "never": it stays at 2^53 − 1, the core's end. */
function setting(compaction: JsonObject, name: string): number | undefined {
  const value = numberField(compaction, name);
  return value !== undefined && value > Number.MAX_SAFE_INTEGER
    ? Number.MAX_SAFE_INTEGER
    : countField(compaction, name);
}
