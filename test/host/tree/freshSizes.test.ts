import assert from "node:assert/strict";
import { appendFile, rm, stat } from "node:fs/promises";
import { withFreshSizes } from "../../../src/host/tree/freshSizes";
import { discover } from "../../../src/platform/discover";
import { fixtureCopy, segmentLogs } from "../../support/logFiles";

describe("sizes of logs that changed", () => {
  it("are those of now, and all else is as it was", async () => {
    const folder = await fixtureCopy("forked");
    const discovery = await discover(folder);
    const searched = [{ folder: { path: folder, origin: "opened" as const }, discovery }];
    const [first = "", second = ""] = await segmentLogs(folder);
    await appendFile(first, "x".repeat(1000));
    await appendFile(second, "y".repeat(500));
    const [fresh] = (await withFreshSizes(searched, new Set([first]))) ?? [];
    const [before] = discovery.sessions;
    const [after] = fresh?.discovery.sessions ?? [];
    assert.ok(before !== undefined && after !== undefined);
    assert.equal(after.byteLength, before.byteLength + 1000, "of the named log alone");
    const { mtimeMs } = await stat(first);
    assert.ok(after.modifiedTs >= mtimeMs);
    assert.deepEqual(
      after.segmentFiles.map(({ path }) => path),
      before.segmentFiles.map(({ path }) => path),
    );
    assert.deepEqual(await withFreshSizes(searched, new Set()), searched);
  });

  it("are left to a search where a log is gone", async () => {
    const folder = await fixtureCopy("forked");
    const discovery = await discover(folder);
    const searched = [{ folder: { path: folder, origin: "opened" as const }, discovery }];
    const [first = "", second = ""] = await segmentLogs(folder);
    await rm(second);
    assert.equal(await withFreshSizes(searched, new Set([first, second])), undefined);
    assert.notEqual(await withFreshSizes(searched, new Set([first])), undefined);
  });
});
