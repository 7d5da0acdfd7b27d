// `npm run bench [-- FILE...]`: builds the extension, bundles each test/bench/**/*.bench.ts and runs it in a fresh process,
// one after the other.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { installMissing } from "./lib/install.mjs";
import { root } from "./lib/root.mjs";
import { run } from "./lib/run.mjs";

await installMissing();
const esbuild = await import("esbuild");
const chosen = process.argv.slice(2);
const names = await readdir(path.join(root, "test/bench"), { recursive: true }).catch(() => []);
const files = names
  .map((name) => `test/bench/${name.split(path.sep).join("/")}`)
  .filter((file) => file.endsWith(".bench.ts"))
  .filter((file) => chosen.length === 0 || chosen.includes(file))
  .sort();
if (files.length === 0) throw new Error("there is no test/bench/**/*.bench.ts to run");
// Some open the extension as it is shipped.
const built = await run(process.execPath, [path.join(root, "esbuild.mjs"), "--production"], {
  cwd: root,
  inherit: true,
});
if (built.code !== 0) process.exit(built.code);
for (const file of files) {
  const outfile = path.join(root, "out", file.replace(/\.ts$/, ".mjs"));
  await esbuild.build({
    entryPoints: [file],
    absWorkingDir: root,
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: "linked",
    logLevel: "error",
  });
  console.log(file);
  const args = ["--expose-gc", "--enable-source-maps", outfile];
  const { code } = await run(process.execPath, args, { cwd: root, inherit: true });
  if (code !== 0) process.exitCode = code;
}
