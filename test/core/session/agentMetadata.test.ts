import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { parseAgentMetadata } from "../../../src/core/session/agentMetadata";
import { fixture, fixtureNames, truth } from "../../support/fixtures";

const pruning = (compaction: unknown) =>
  parseAgentMetadata({ pod_name: "a", resolved_manifest_snapshot: { compaction } })?.pruning;

describe("agent metadata", () => {
  it("names the agent and the segment it writes, in both dialects", () => {
    for (const name of ["pod_name", "worker_name"])
      assert.deepEqual(
        parseAgentMetadata({ [name]: "a", active: { session_id: "s", segment_id: "g" } }),
        {
          agentName: "a",
          activeSessionId: "s",
          activeSegmentId: "g",
          pruning: { kind: "unknown" },
        },
      );
  });

  it("tells unknown, off and on apart", () => {
    assert.deepEqual(parseAgentMetadata({ pod_name: "a" })?.pruning, { kind: "unknown" });
    assert.deepEqual(pruning(undefined), { kind: "off" });
    assert.deepEqual(pruning(null), { kind: "off" });
    assert.deepEqual(pruning({ prune_protected_tokens: 0, prune_min_savings: 7 }), {
      kind: "on",
      settings: { protectedTokens: 0, minSavings: 7 },
    });
  });

  it("takes the agent's defaults where a setting is missing or is no count", () => {
    for (const compaction of [
      {},
      { prune_protected_tokens: null, prune_min_savings: "7" },
      { prune_protected_tokens: -1, prune_min_savings: 1.5 },
    ])
      assert.deepEqual(pruning(compaction), {
        kind: "on",
        settings: { protectedTokens: 8000, minSavings: 4096 },
      });
  });

  it("holds a setting that means never at 2^53 − 1", () => {
    const huge: unknown = JSON.parse(
      '{"prune_protected_tokens":18446744073709551615,"prune_min_savings":9007199254740993}',
    );
    assert.deepEqual(pruning(huge), {
      kind: "on",
      settings: {
        protectedTokens: Number.MAX_SAFE_INTEGER,
        minSavings: Number.MAX_SAFE_INTEGER,
      },
    });
  });

  it("is undefined for anything else", () => {
    for (const value of [null, 7, "a", [], {}, { name: "a" }, { active: 7 }])
      assert.equal(parseAgentMetadata(value), undefined);
  });

  it("says of the recorded sessions what was really set", async () => {
    let found = 0;
    for (const name of fixtureNames()) {
      const folder = await fixture(name);
      const { settings, session } = truth(name);
      for (const file of await readdir(folder, { recursive: true })) {
        if (path.basename(file) !== "metadata.json") continue;
        const text = await readFile(path.join(folder, file), "utf8");
        const metadata = parseAgentMetadata(JSON.parse(text));
        assert.equal(metadata?.agentName, name);
        assert.equal(metadata.activeSessionId, session);
        if (metadata.pruning.kind === "unknown") continue;
        found += 1;
        assert.deepEqual(
          metadata.pruning,
          settings === null
            ? { kind: "off" }
            : {
                kind: "on",
                settings: {
                  protectedTokens: settings.protected_tokens,
                  minSavings: settings.min_savings,
                },
              },
          name,
        );
      }
    }
    assert.ok(found > 10);
  });
});
