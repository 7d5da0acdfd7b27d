// `npm run package`: the installable prunescope-<version>.vsix, from a fresh production build.
import { installMissing } from "./lib/install.mjs";
import { root } from "./lib/root.mjs";
import { run } from "./lib/run.mjs";
import { makePackage } from "./lib/vsix.mjs";

await installMissing();
for (const args of [
  ["esbuild.mjs", "--production"],
  [...makePackage, ...process.argv.slice(2)],
]) {
  const { code } = await run(process.execPath, args, { cwd: root, inherit: true });
  if (code !== 0) process.exit(code);
}
