import assert from "node:assert/strict";
import { appendFile, cp, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fixture } from "../support/fixtures";
import { fixtureCopy, onlySegmentLog } from "../support/logFiles";
import {
  closeEverything,
  openFolder,
  paintedFigures,
  prunescope,
  until,
} from "./support/prunescope";

describe("a session that is being written, in VS Code", () => {
  afterEach(closeEverything);

  it("is painted as it grows, whatever the pieces, and as it is cut and replaced", async () => {
    const folder = await fixtureCopy("many-default");
    const log = await onlySegmentLog(folder);
    const bytes = await readFile(log);
    const quarter = bytes.indexOf("\n", bytes.length >> 2) + 1;
    await writeFile(log, bytes.subarray(0, quarter));
    const session = await openFolder(folder);
    const before = (await paintedFigures(session)).requests;
    assert.ok(before < 60);
    const shows = (requests: number) => async () =>
      (await paintedFigures(session)).requests === requests;
    for (let from = quarter; from < bytes.length; from += 12_345) {
      await appendFile(log, bytes.subarray(from, from + 12_345));
      await pause(5);
    }
    await until("all of it is painted", shows(121));
    await truncate(log, quarter);
    await until("the cut is painted", shows(before));
    await writeFile(`${log}.new`, bytes);
    await rename(`${log}.new`, log);
    await until("the log in its place is painted", shows(121));
  });

  it("keeps what it shows while its folder, or the whole data directory, is gone, and goes on when it is back", async () => {
    const folder = await fixtureCopy("first");
    const log = await onlySegmentLog(folder);
    const session = await openFolder(folder);
    assert.equal((await paintedFigures(session)).requests, 5);
    const longer = await readFile(await onlySegmentLog(await fixture("many-default")));
    for (const gone of [path.dirname(log), folder]) {
      await rm(gone, { recursive: true });
      await pause(300);
      assert.equal((await paintedFigures(session)).requests, 5, "what was read stays");
      await cp(await fixture("first"), folder, { recursive: true });
      const whole = await readFile(log);
      await writeFile(log, longer);
      await until(
        "the log that came instead is painted",
        async () => (await paintedFigures(session)).requests === 121,
      );
      await writeFile(log, whole);
      await until(
        "the log as it was is painted",
        async () => (await paintedFigures(session)).requests === 5,
      );
    }
  });

  it("leaves its logs as they are", async () => {
    const folder = await fixtureCopy("first");
    const log = await onlySegmentLog(folder);
    const state = async () => {
      const { mtimeNs, ctimeNs, size, mode } = await stat(log, { bigint: true });
      return { mtimeNs, ctimeNs, size, mode, bytes: await readFile(log) };
    };
    const before = await state();
    const session = await openFolder(folder);
    await (await prunescope()).openSession(session.key);
    await paintedFigures(session);
    await closeEverything();
    assert.deepEqual(await state(), before);
  });
});
