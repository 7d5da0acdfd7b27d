import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { npm } from "./run.mjs";

/**
 * Unpacks a tar archive (`.tgz`, `.tar.br`) into a folder.
 * @param {string} archive
 * @param {string} folder
 * @param {readonly string[]} [tarArgs] what to take and what to leave
 */
export async function unpackTar(archive, folder, tarArgs = []) {
  await mkdir(folder, { recursive: true });
  const tar = spawn("tar", ["-x", "-f", "-", "-C", folder, ...tarArgs], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  const closed = new Promise((resolve, reject) => {
    tar.once("error", reject);
    tar.once("close", (code) => {
      if (code === 0) resolve(undefined);
      else reject(new Error(`tar ended with status ${String(code)} on ${archive}`));
    });
  });
  const decompress = archive.endsWith(".br") ? createBrotliDecompress() : createGunzip();
  // tar may close its input at the archive's end mark, before the padding behind it: its status then tells.
  const early = new Set(["ERR_STREAM_PREMATURE_CLOSE", "EPIPE"]);
  const fed = pipeline(createReadStream(archive), decompress, tar.stdin).catch(
    (/** @type {unknown} */ error) => {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (typeof code !== "string" || !early.has(code)) throw error;
    },
  );
  await Promise.all([fed, closed]);
}

/**
 * Unpacks one package of the npm registry, or a folder of it, without its dependencies and without running any of its code.
 * @param {string} spec such as `name@1.2.3`
 * @param {string} folder where it comes
 * @param {{ below?: string, exclude?: readonly string[] }} [part] the folder that is taken, and patterns below it that are not
 */
export async function unpackPackage(spec, folder, { below, exclude = [] } = {}) {
  const temporary = await mkdtemp(path.join(tmpdir(), "prunescope-"));
  try {
    const { code, output } = await npm(["pack", spec, "--silent"], { cwd: temporary });
    const [archive] = (await readdir(temporary)).filter((name) => name.endsWith(".tgz"));
    if (code !== 0 || archive === undefined) throw new Error(`npm pack ${spec}: ${output.trim()}`);
    const taken = below === undefined ? "package" : `package/${below}`;
    await unpackTar(path.join(temporary, archive), folder, [
      `--strip-components=${String(taken.split("/").length)}`,
      ...exclude.map((pattern) => `--exclude=${taken}/${pattern}`),
      taken,
    ]);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
