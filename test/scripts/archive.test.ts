import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { unpackTar } from "../../scripts/lib/archive.mjs";

describe("archives", () => {
  let folder = "";

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "prunescope-archive-"));
    await mkdir(path.join(folder, "package/kept/deep"), { recursive: true });
    await mkdir(path.join(folder, "package/left"));
    await writeFile(path.join(folder, "package/kept/deep/text"), "content");
    await writeFile(path.join(folder, "package/left/text"), "");
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("are unpacked from gzip, without what is left out", async () => {
    execFileSync("tar", ["-czf", "a.tgz", "package"], { cwd: folder });
    const out = path.join(folder, "out");
    await unpackTar(path.join(folder, "a.tgz"), out, [
      "--strip-components=1",
      "--exclude=package/left",
    ]);
    assert.deepEqual(await readdir(out), ["kept"]);
    assert.equal(await readFile(path.join(out, "kept/deep/text"), "utf8"), "content");
  });

  it("are unpacked from Brotli", async () => {
    const tar = execFileSync("tar", ["-cf", "-", "package"], { cwd: folder });
    await writeFile(path.join(folder, "a.tar.br"), brotliCompressSync(tar));
    await unpackTar(path.join(folder, "a.tar.br"), path.join(folder, "out"));
    assert.deepEqual(await readdir(path.join(folder, "out/package")), ["kept", "left"]);
  });

  it("that are cut short are an error", async () => {
    execFileSync("tar", ["-czf", "a.tgz", "package"], { cwd: folder });
    const bytes = await readFile(path.join(folder, "a.tgz"));
    await writeFile(path.join(folder, "cut.tgz"), bytes.subarray(0, bytes.length / 2));
    await assert.rejects(unpackTar(path.join(folder, "cut.tgz"), path.join(folder, "out")));
  });
});
