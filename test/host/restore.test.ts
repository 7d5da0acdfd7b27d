import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { restoreSession, restoreText } from "../../src/host/page/restore";
import { fixtureCopy } from "../support/logFiles";
import { fixtureSession, onlySession } from "./session/support";

async function restored(state: unknown): Promise<string> {
  const found = await restoreSession(state);
  return typeof found === "string" ? found : found.id;
}

describe("a page's state after a reload", () => {
  it("leads back to the session, beside what else the page kept", async () => {
    for (const name of ["first", "compacted"]) {
      const ref = await fixtureSession(name);
      const found = await restoreSession({ restore: restoreText(ref), zoom: 2 });
      assert.ok(typeof found !== "string");
      assert.deepEqual(
        [found.id, found.folder, found.segmentFiles],
        [ref.id, ref.folder, ref.segmentFiles],
      );
    }
  });

  it("of another shape leads nowhere, in words", async () => {
    for (const state of [
      undefined,
      null,
      7,
      "text",
      [],
      {},
      { restore: 7 },
      { restore: "" },
      { restore: "not JSON" },
      { restore: "null" },
      { restore: '{"file":7,"id":"x"}' },
    ])
      assert.match(await restored(state), /the page kept no session/);
    const relative = JSON.stringify({ file: "sessions", id: "x" });
    assert.match(await restored({ restore: relative }), /not an absolute path/);
  });

  it("says what became of a session that is gone", async () => {
    const folder = await fixtureCopy("first");
    const ref = await onlySession(folder);
    const state = { restore: restoreText(ref) };
    await rm(ref.folder, { recursive: true });
    assert.match(await restored(state), /there is no such file or folder/);
    const other = await fixtureSession("many-default");
    const wrong = JSON.stringify({ file: other.segmentFiles[0]?.path, id: ref.id });
    assert.match(await restored({ restore: wrong }), /holds no session/);
  });
});
