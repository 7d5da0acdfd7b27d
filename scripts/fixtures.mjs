// Packs session folders as test fixtures: `node scripts/fixtures.mjs FOLDER...` writes every file below each
// folder to test/fixtures/logs/<folder's name>/<same path>.br. test/support/fixtures.ts unpacks them on demand.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { root } from "./lib/root.mjs";

/** @param {string} folder */
async function pack(folder) {
  const target = path.join(root, "test/fixtures/logs", path.basename(path.resolve(folder)));
  await rm(target, { recursive: true, force: true });
  let packedBytes = 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const from = path.join(entry.parentPath, entry.name);
    const to = path.join(target, `${path.relative(folder, from)}.br`);
    const bytes = await readFile(from);
    const packed = brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
    await mkdir(path.dirname(to), { recursive: true });
    await writeFile(to, packed);
    packedBytes += packed.length;
  }
  console.log(`${path.relative(root, target)}: ${String(packedBytes)} bytes`);
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error("usage: node scripts/fixtures.mjs FOLDER...");
  process.exit(2);
}
for (const folder of folders) await pack(folder);
