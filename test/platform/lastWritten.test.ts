import assert from "node:assert/strict";
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { lastWritten } from "../../src/platform/lastWritten";

describe("when a session was written last", () => {
  it("is when its newest log was; a log that is gone says nothing", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "prunescope-"));
    try {
      const [older, newer] = [path.join(folder, "a.jsonl"), path.join(folder, "b.jsonl")];
      for (const [file, seconds] of [
        [older, 1_700_000_000],
        [newer, 1_700_000_100],
      ] as const) {
        await writeFile(file, "{}\n");
        await utimes(file, seconds, seconds);
      }
      assert.equal(await lastWritten([newer, older]), 1_700_000_100_000);
      await rm(newer);
      assert.equal(await lastWritten([newer, older]), 1_700_000_000_000);
      await rm(older);
      assert.equal(await lastWritten([newer, older]), undefined);
      assert.equal(await lastWritten([]), undefined);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
