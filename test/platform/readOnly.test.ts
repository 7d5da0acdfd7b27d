import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import path from "node:path";
import { DiskSource } from "../../src/host/session/sessionSource";
import { SessionService } from "../../src/host/session/sessionService";
import { discover } from "../../src/platform/discover";
import { findLine } from "../../src/platform/findLine";
import { readRecord } from "../../src/platform/readRecord";
import { onlySession, ReceivingPage } from "../host/session/support";
import { cliRows } from "../support/runCli";
import { fixtureCopy, onlySegmentLog } from "../support/logFiles";

/** Bytes, times and modes of everything below a folder. */
async function stateOf(folder: string): Promise<readonly string[]> {
  const names = await fs.readdir(folder, { recursive: true });
  return await Promise.all(
    names.sort().map(async (name) => {
      const file = path.join(folder, name);
      const { size, mtimeNs, ctimeNs, mode, ino } = await fs.stat(file, { bigint: true });
      const isFile = (await fs.stat(file)).isFile();
      const sum = isFile
        ? createHash("sha256")
            .update(await fs.readFile(file))
            .digest("hex")
        : "";
      return [name, size, mtimeNs, ctimeNs, mode, ino, sum].join(" ");
    }),
  );
}

/** Files below a folder that this process has open. Only Linux tells. */
async function openBelow(folder: string): Promise<readonly string[]> {
  if (!existsSync("/proc/self/fd")) return [];
  const links = await Promise.all(
    (await fs.readdir("/proc/self/fd")).map(async (fd) =>
      fs.readlink(`/proc/self/fd/${fd}`).catch(() => ""),
    ),
  );
  return links.filter((target) => target.startsWith(folder));
}

async function useEverything(folder: string): Promise<SessionService> {
  const { sessions } = await discover(folder);
  assert.ok(sessions[0]);
  const source = new DiskSource(sessions[0]);
  const service = new SessionService(source);
  await service.look({});
  new ReceivingPage().take(service.messages(true));
  assert.notEqual((await service.itemTexts(0, [0, 1, 2, 3])).length, 0);
  assert.ok(await service.requestTexts(1));
  const place = await service.placeOf(0, 4);
  assert.ok(place);
  assert.equal((await readRecord(place.file, place.offset, place.byteLength)).kind, "bytes");
  assert.ok(await findLine(place.file, 3));
  await service.look({});
  return service;
}

describe("logs are only read", () => {
  it("are the same after everything that is done with them, byte for byte and in every time but that of access", async () => {
    const folder = await fixtureCopy("forked");
    const before = await stateOf(folder);
    await useEverything(folder);
    for (const command of ["sessions", "evaluations", "findings"]) await cliRows(command, folder);
    assert.deepEqual(await stateOf(folder), before);
  });

  it("are read where nobody may write", async () => {
    const folder = await fixtureCopy("first");
    const file = await onlySegmentLog(folder);
    await fs.chmod(file, 0o444);
    await fs.chmod(path.dirname(file), 0o555);
    try {
      await useEverything(folder);
    } finally {
      await fs.chmod(path.dirname(file), 0o755);
    }
  });

  it("are not held open while nothing is being read", async () => {
    const folder = await fixtureCopy("forked");
    const service = await useEverything(folder);
    assert.deepEqual(await openBelow(folder), []);
    const file = path.join(folder, "held");
    await fs.writeFile(file, "");
    const handle = await fs.open(file, "r");
    const held = await openBelow(folder);
    await handle.close();
    if (process.platform === "linux") assert.deepEqual(held, [file], "the check itself works");
    await fs.rm(file);
    assert.equal(await service.look({}), undefined);
  });

  it("serve two readers at once, and neither disturbs the other or who writes", async () => {
    const folder = await fixtureCopy("many-default");
    const file = await onlySegmentLog(folder);
    const bytes = await fs.readFile(file);
    const half = bytes.indexOf("\n", bytes.length >> 1) + 1;
    await fs.writeFile(file, bytes.subarray(0, half));
    const ref = await onlySession(folder);
    const readers = [0, 1].map(() => new SessionService(new DiskSource(ref)));
    await Promise.all(readers.map(async (reader) => reader.look({})));
    await fs.appendFile(file, bytes.subarray(half));
    await Promise.all(readers.map(async (reader) => reader.look({}, [file])));
    const replays = readers.map((reader) => new ReceivingPage().take(reader.messages(true)).replay);
    for (const replay of replays) assert.equal(replay.requests.length, 121);
    assert.deepEqual(replays[1], replays[0]);
    // Who writes may replace, move and delete what is being shown.
    await fs.rename(file, `${file}.aside`);
    await fs.rm(path.dirname(file), { recursive: true });
    for (const reader of readers) {
      const told = (await reader.look({}))?.problems ?? [];
      assert.ok(told.some(({ what }) => what.includes("no such file")));
    }
  });
});
