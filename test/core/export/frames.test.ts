import assert from "node:assert/strict";
import { decodeExport, encodeExport, type ExportedSession } from "../../../src/core/export/frames";
import { SessionSender } from "../../../src/core/wire/sessionSender";
import { openFixture } from "../../support/openFixture";
import { hostileTexts } from "./hostileSession";

async function exported(): Promise<ExportedSession> {
  const { session, replay } = await openFixture("forked");
  return {
    name: hostileTexts.join(""),
    includesTexts: true,
    state: { nested: [1, { text: "é\u2028" }] },
    prices: { cacheRead: 0.1, cacheWrite: 1.25, cacheMinutes: 5 },
    messages: Array.from(new SessionSender().messages(session, replay)),
    texts: hostileTexts.map((brief, item) => ({ segment: 0, item, brief })),
  };
}

describe("the bytes of an export", () => {
  it("give back what was put in", async () => {
    const whole = await exported();
    const decoded = decodeExport(encodeExport(whole));
    assert.ok(typeof decoded !== "string");
    const columns = whole.messages.filter(({ type }) => type === "columns");
    assert.ok(columns.length > 0);
    assert.deepEqual(decoded.value, JSON.parse(JSON.stringify(whole), restoring(whole)));
  });

  it("say so where they are cut anywhere, and never throw", async () => {
    const bytes = encodeExport(await exported());
    for (const length of [0, 3, 4, 100, bytes.length >> 1, bytes.length - 1])
      assert.equal(typeof decodeExport(bytes.slice(0, length)), "string", String(length));
    const broken = bytes.slice();
    broken[4] = 0x7d;
    assert.equal(decodeExport(broken), "its text is not JSON");
  });
});

/** What JSON alone would lose: the buffers, in their order. */
function restoring({ messages }: ExportedSession): (key: string, value: unknown) => unknown {
  const buffers = messages.flatMap((message) =>
    message.type === "columns" ? message.parts.map(({ data }) => data) : [],
  );
  let next = 0;
  return (key, value) => (key === "data" ? buffers[next++] : value);
}
