import assert from "node:assert/strict";
import { serialize } from "node:v8";
import { packUse, unpackUse } from "../../webview/lab/packedUse";
import type { ToLab } from "../../webview/lab/messages";
import { milliseconds } from "../../src/core/units";
import { flappingSession } from "../core/timeline/flappingSession";
import { plain } from "../support/plain";

function useOf(requests: number): Extract<ToLab, { type: "use" }> {
  const { session, replay } = flappingSession(requests);
  const settings = { protectedTokens: 1000, minSavings: 100 };
  const prices = { cacheRead: 0.1, cacheWrite: 1.25, cacheLifetime: milliseconds(300_000) };
  return { type: "use", generation: 3, session, replay, settings, prices };
}

describe("a session on its way to the page's worker", () => {
  it("arrives as it was sent", () => {
    const sent = useOf(200);
    const arrived = unpackUse(structuredClone(packUse(sent)));
    assert.ok(arrived.type === "use");
    assert.deepEqual(arrived.session.segments[0]?.items, sent.session.segments[0]?.items);
    assert.deepEqual(
      arrived.session.segments[0]?.requests,
      plain(sent.session.segments[0]?.requests),
    );
    assert.equal(arrived.generation, 3);
    assert.deepEqual(arrived.settings, sent.settings);
    for (const [at, request] of arrived.replay.requests.entries())
      assert.equal(request.prunedLeading, sent.replay.requests[at]?.prunedLeading);
    assert.ok(arrived.replay.requests.some(({ pruned }) => pruned.length > 100));
  });

  it("weighs as much as its items and requests, and not as what every request leaves out", () => {
    const bytes = (requests: number) => {
      const { session, replay } = useOf(requests);
      const items = session.segments[0]?.items.length ?? 0;
      return serialize(packUse(useOf(requests))).length / (items + replay.requests.length);
    };
    assert.ok(bytes(2000) < 1.5 * bytes(200));
  });

  it("sends everything else as it is", () => {
    const message: ToLab = { type: "map", wanted: true };
    assert.equal(packUse(message), message);
    assert.equal(unpackUse(message), message);
  });
});
