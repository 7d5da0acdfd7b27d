import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { noFilter } from "../../../src/host/tree/sessionFilter";
import { pageSize } from "../../../src/host/tree/outline";
import { SessionOutline } from "../../../src/host/tree/sessionOutline";
import type { AgentMemory } from "../../../src/platform/agentFiles";
import { discover } from "../../../src/platform/discover";
import { freshFolder } from "../../support/logFiles";
import { makeManySessions } from "../../support/manySessions";
import { searchedFolder } from "./support";

const count = 10_000;
const newest = 1_790_000_000_000;

/** Paths of the files whose content is asked for while `act` runs. */
async function filesRead(act: () => Promise<unknown>): Promise<readonly string[]> {
  const read: string[] = [];
  const { open, readFile } = fs;
  const tell = (file: unknown) => {
    read.push(typeof file === "string" ? file : "a file that is not named by its path");
  };
  fs.open = async (...args) => {
    tell(args[0]);
    return await open(...args);
  };
  fs.readFile = (async (...args: Parameters<typeof readFile>) => {
    tell(args[0]);
    return await readFile(...args);
  }) as typeof readFile;
  syncBuiltinESMExports();
  try {
    await act();
  } finally {
    Object.assign(fs, { open, readFile });
    syncBuiltinESMExports();
  }
  return read;
}

describe("ten thousand sessions", function () {
  this.timeout(60_000);
  let folder = "";

  before(async () => {
    folder = await freshFolder();
    await makeManySessions(folder, count, { newest, agentEvery: 100 });
  });

  it("are listed without opening a log; an agent's metadata is read once", async () => {
    const agents: AgentMemory = new Map();
    let listed = 0;
    const first = await filesRead(async () => {
      listed = (await discover(folder, { agents })).sessions.length;
    });
    assert.equal(listed, count);
    // The spy sees what it is there for.
    assert.equal(first.length, count / 100);
    assert.ok(first.every((file) => path.basename(file) === "metadata.json"));
    let named = 0;
    const second = await filesRead(async () => {
      const { sessions } = await discover(folder, { agents });
      named = sessions.filter((ref) => ref.agents.length === 1).length;
    });
    assert.deepEqual(second, []);
    assert.equal(named, count / 100);
    await fs.writeFile(first[0] ?? "", '{"worker_name":"another one"}');
    assert.deepEqual(await filesRead(async () => discover(folder, { agents })), [first[0]]);
  });

  it("are a few rows, of which only those in sight are asked to be read", async () => {
    const { sessions } = await discover(folder);
    const outline = new SessionOutline(() => undefined);
    const look = () => {
      outline.update([searchedFolder(sessions, folder)], newest);
    };
    look();
    const roots = outline.roots();
    assert.ok(roots.length < 10);
    let rows = roots.length;
    for (const node of roots)
      if (node.kind === "group" && node.isOpen) rows += outline.inGroup(node).length;
    assert.ok(rows < 2 * pageSize, `${rows} rows`);
    assert.ok(outline.wanted.length > 0 && outline.wanted.length <= pageSize);
    // A filter by words needs nothing but names.
    outline.filter = { ...noFilter, text: "agent-4200" };
    look();
    assert.equal(outline.roots().length, 1);
    assert.equal(outline.wanted.length, 1);
  });
});
