import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import path from "node:path";
import { DiskSource } from "../../src/host/session/sessionSource";
import { SessionService } from "../../src/host/session/sessionService";
import { discover } from "../../src/platform/discover";
import { onlySession, ReceivingPage } from "../host/session/support";
import { fixture } from "../support/fixtures";
import { fixtureCopy, freshFolder, onlySegmentLog, segmentLogs } from "../support/logFiles";

/** What befalls a log while its session is open, and what is then said of it. */
const faults: Readonly<
  Record<string, { readonly befall: (file: string) => Promise<void>; readonly said: RegExp }>
> = {
  "the file goes": {
    befall: async (file) => fs.rm(file),
    said: /no such file/,
  },
  "a folder takes its place": {
    befall: async (file) => {
      await fs.rm(file);
      await fs.mkdir(file);
    },
    said: /no such file|not a regular file|it is a folder/,
  },
  "a link in a circle takes its place": {
    befall: async (file) => {
      await fs.rm(file);
      await fs.symlink(path.basename(file), file);
    },
    said: /links lead in a circle/,
  },
  "a link to nothing takes its place": {
    befall: async (file) => {
      await fs.rm(file);
      await fs.symlink("nowhere", file);
    },
    said: /no such file/,
  },
  "a link out of the folder takes its place": {
    befall: async (file) => {
      const outside = path.join(await freshFolder(), "outside.jsonl");
      await fs.copyFile(file, outside);
      await fs.rm(file);
      await fs.symlink(outside, file);
    },
    said: /leads out/,
  },
  "a file takes the folder's place": {
    befall: async (file) => {
      await fs.rm(path.dirname(file), { recursive: true });
      await fs.writeFile(path.dirname(file), "");
    },
    said: /a part of the path is a file/,
  },
  "a circle of links takes the folder's place": {
    befall: async (file) => {
      await fs.rm(path.dirname(file), { recursive: true });
      await fs.symlink(path.basename(path.dirname(file)), path.dirname(file));
    },
    said: /links lead in a circle/,
  },
  "the disk goes": {
    befall: async (file) => fs.rm(path.resolve(file, "../../.."), { recursive: true }),
    said: /no such file/,
  },
};

describe("faults of the system", () => {
  for (const [name, { befall, said }] of Object.entries(faults))
    it(`${name}: what was read stays, the reason is told, and all is well once it is over`, async () => {
      const folder = await fixtureCopy("first");
      const file = await onlySegmentLog(folder);
      const service = new SessionService(new DiskSource(await onlySession(folder)));
      const page = new ReceivingPage();
      await service.look({});
      const whole = page.take(service.messages(true));
      await befall(file);
      const overview = await service.look({});
      const told = overview?.problems ?? [];
      assert.ok(
        told.some(({ what }) => said.test(what)),
        JSON.stringify(told),
      );
      const shown = page.take(service.messages(false));
      assert.deepEqual(shown.replay, whole.replay);
      assert.deepEqual(shown.problems, told);
      assert.equal(await service.look({}), undefined, "told once");
      await fs.rm(folder, { recursive: true, force: true });
      await fs.cp(await fixture("first"), folder, { recursive: true });
      assert.deepEqual((await service.look({}))?.problems, []);
      const again = page.take(service.messages(false));
      assert.deepEqual(again.replay, whole.replay);
      assert.deepEqual(again.problems, []);
    });

  it("one log of several goes: the others are the session", async () => {
    const folder = await fixtureCopy("forked");
    const files = await segmentLogs(folder);
    const service = new SessionService(new DiskSource(await onlySession(folder)));
    await service.look({});
    await fs.rm(files[1] ?? "");
    assert.equal((await service.look({}))?.segments.length, files.length - 1);
  });

  it("a circle of folders is walked once", async () => {
    const folder = await fixtureCopy("first");
    const sessions = path.dirname(path.dirname(await onlySegmentLog(folder)));
    await fs.symlink(sessions, path.join(sessions, "01a1fc95-cccc-7000-8000-000000000000"));
    await fs.symlink(folder, path.join(folder, "sub"));
    const found = await discover(folder);
    assert.equal(found.sessions.length, 1);
  });
});
