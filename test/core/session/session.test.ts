import assert from "node:assert/strict";
import type { AgentMetadata } from "../../../src/core/session/agentMetadata";
import { assembleSession, sessionSpan } from "../../../src/core/session/session";
import { foldLog } from "../../support/foldLog";
import { LogBuilder } from "../../support/logBuilder";

const segment = (id: string, startTs: number) =>
  foldLog(new LogBuilder(startTs).start().userInput("a").bytes(), undefined, id);

const metadata = (activeSessionId: string): AgentMetadata => ({
  agentName: "a",
  activeSessionId,
  activeSegmentId: undefined,
  pruning: { kind: "off" },
});

describe("a session", () => {
  it("has its segments in the order in which they were started, then by name", () => {
    const parts = [segment("d", 500), segment("b", 900), segment("c", 100), segment("a", 900)];
    const ids = ["c", "d", "a", "b"];
    for (const order of [parts, parts.slice().reverse()]) {
      const before = order.slice();
      const session = assembleSession("s", order, undefined);
      assert.deepEqual(
        session.segments.map(({ id }) => id),
        ids,
      );
      assert.deepEqual(order, before, "what was given stays as it was");
    }
  });

  it("takes only metadata that points at it", () => {
    assert.equal(assembleSession("s", [], metadata("other")).metadata, undefined);
    assert.deepEqual(assembleSession("s", [], metadata("s")).metadata, metadata("s"));
  });

  it("spans all its lines, and nothing where there are none", () => {
    const empty = foldLog(new Uint8Array());
    const parts = [empty, segment("a", 500), segment("b", 100)];
    assert.deepEqual(sessionSpan(assembleSession("s", parts, undefined)), { from: 100, to: 600 });
    assert.equal(sessionSpan(assembleSession("s", [empty], undefined)), undefined);
  });
});
