import assert from "node:assert/strict";
import type { LoggedItem } from "../../../src/core/log/item";
import { replaySession } from "../../../src/core/replay/replaySession";
import { assembleSession } from "../../../src/core/session/session";
import { prepareResimulation } from "../../../src/core/whatif/resimulate";
import { foldLog } from "../../support/foldLog";
import { ScriptedAgent } from "../../support/scriptedAgent";
import { runToEnd } from "../../../src/core/work";

/** An agent whose tools give so many words each. */
function chatter(words: readonly number[]): readonly LoggedItem[] {
  return words.map((count, call): LoggedItem => ({
    kind: "tool_result",
    callId: `call-${call}`,
    summary: "done",
    content: "word ".repeat(count),
    isError: false,
    attachments: [],
  }));
}

describe("what-if: a small agent's own log", () => {
  it("is predicted under the settings of another with the same words", () => {
    const words = [900, 1200, 300, 2000, 700, 1500, 400, 1100, 800, 600];
    const record = (settings: { protectedTokens: number; minSavings: number }) => {
      const agent = new ScriptedAgent(settings);
      const results = chatter(words);
      agent.run(
        "go on",
        results.map((result, at) => ({
          items: [
            { kind: "tool_call", callId: `call-${at}`, name: "read", arguments: `{"n":${at}}` },
          ],
          results: [result],
          // With so large a budget nothing is left out.
          usage: {
            inputTokens: 500 + words.slice(0, at).reduce((sum, count) => sum + 20 + count, 0),
          },
        })),
      );
      const session = assembleSession("s", [foldLog(agent.log.bytes())], undefined);
      return { session, replay: replaySession(session) };
    };
    const from = record({ protectedTokens: 100_000, minSavings: 1 });
    const resimulation = runToEnd(prepareResimulation(from.session, from.replay));
    assert.equal(resimulation.scenario.count, words.length);
    const outcome = resimulation.underSettings({ protectedTokens: 1500, minSavings: 500 });
    assert.ok(outcome.pruned.some((set) => set.length > 0));
    for (const [request, set] of outcome.pruned.entries()) {
      const left = Array.from(set).reduce((sum, item) => sum + (words[(item - 2) / 2] ?? 0), 0);
      const sent = words.slice(0, request).reduce((sum, count) => sum + count, 0);
      const expected = 500 + 20 * request + sent - left;
      assert.ok(
        Math.abs((outcome.inputTokens[request] ?? NaN) - expected) < 10 + 0.1 * left,
        `request ${request}: ${String(outcome.inputTokens[request])} and ${expected}`,
      );
    }
  });
});
