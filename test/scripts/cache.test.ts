import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { cacheFolder, cached } from "../../scripts/lib/cache.mjs";

describe("the cache of browsers and editors", () => {
  let folder = "";
  const previous = process.env["PRUNESCOPE_CACHE"];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "prunescope-cache-"));
    process.env["PRUNESCOPE_CACHE"] = folder;
  });

  afterEach(async () => {
    if (previous === undefined) delete process.env["PRUNESCOPE_CACHE"];
    else process.env["PRUNESCOPE_CACHE"] = previous;
    await rm(folder, { recursive: true });
  });

  const fill = async (draft: string): Promise<void> => {
    await writeFile(path.join(draft, "whole"), "");
  };

  it("lies where the platform keeps caches, or where it is told", () => {
    assert.equal(cacheFolder({}, "linux"), path.join(homedir(), ".cache/prunescope"));
    assert.equal(cacheFolder({ XDG_CACHE_HOME: "/x" }, "linux"), path.join("/x", "prunescope"));
    assert.equal(cacheFolder({}, "darwin"), path.join(homedir(), "Library/Caches/prunescope"));
    assert.equal(cacheFolder({ LOCALAPPDATA: "/l" }, "win32"), path.join("/l", "prunescope"));
    assert.equal(cacheFolder({ PRUNESCOPE_CACHE: "/c" }, "linux"), path.resolve("/c"));
  });

  it("is filled once", async () => {
    let fills = 0;
    const count = async (draft: string): Promise<void> => {
      fills++;
      await fill(draft);
    };
    const first = await cached("thing", count);
    assert.equal(await cached("thing", count), first);
    assert.equal(fills, 1);
    assert.deepEqual(await readdir(first), ["whole"]);
  });

  it("shows nothing of what failed half-way, and can be filled again", async () => {
    const broken = cached("thing", async (draft) => {
      await fill(draft);
      throw new Error("broken off");
    });
    await assert.rejects(broken, /broken off/);
    assert.deepEqual(await readdir(folder), []);
    assert.ok(existsSync(path.join(await cached("thing", fill), "whole")));
  });

  it("is whole whoever fills it at the same time", async () => {
    const folders = await Promise.all(Array.from({ length: 5 }, async () => cached("thing", fill)));
    assert.equal(new Set(folders).size, 1);
    assert.deepEqual(await readdir(folder), ["thing"]);
  });

  it("removes what an ended process left, and nothing that may still be filled", async () => {
    const old = path.join(folder, "thing.draft-old");
    const recent = path.join(folder, "thing.draft-recent");
    await mkdir(old);
    await mkdir(recent);
    const twoHoursAgo = Date.now() / 1000 - 7200;
    await utimes(old, twoHoursAgo, twoHoursAgo);
    await cached("thing", fill);
    assert.deepEqual((await readdir(folder)).sort(), ["thing", "thing.draft-recent"]);
  });
});
