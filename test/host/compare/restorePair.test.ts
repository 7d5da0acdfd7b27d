import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { restorePair, restorePairText } from "../../../src/host/compare/restorePair";
import { fixtureCopy } from "../../support/logFiles";
import { fixtureSession, onlySession } from "../session/support";

async function refused(state: unknown): Promise<string> {
  const found = await restorePair(state);
  assert.ok(typeof found === "string", "both sessions were found");
  return found;
}

describe("a comparison's state after a reload", () => {
  it("leads back to both sessions, each on its side", async () => {
    const a = await fixtureSession("many-default");
    const b = await fixtureSession("compacted");
    const found = await restorePair({ restore: restorePairText({ a, b }), selected: 3 });
    assert.ok(typeof found !== "string");
    assert.deepEqual([found.a.id, found.b.id], [a.id, b.id]);
    assert.deepEqual(found.b.segmentFiles, b.segmentFiles);
  });

  it("of another shape leads nowhere, in words", async () => {
    for (const state of [
      undefined,
      7,
      {},
      { restore: 7 },
      { restore: "not JSON" },
      { restore: "null" },
      { restore: '{"a":"{}"}' },
      { restore: '{"a":"{}","b":"{}"}' },
    ])
      assert.match(await refused(state), /the page kept no session/);
  });

  it("says what became of a session that is gone", async () => {
    const a = await fixtureSession("first");
    const b = await onlySession(await fixtureCopy("many-off"));
    const state = { restore: restorePairText({ a, b }) };
    await rm(b.folder, { recursive: true });
    assert.match(await refused(state), /there is no such file or folder/);
  });
});
