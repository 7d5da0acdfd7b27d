// `npm run package`: the installable prunescope-<version>.vsix, from a fresh production build.
import { installMissing } from "./lib/install.mjs";
import { root } from "./lib/root.mjs";
import { run } from "./lib/run.mjs";

await installMissing();
for (const args of [
  ["esbuild.mjs", "--production"],
  ["node_modules/@vscode/vsce/vsce", "package", "--no-dependencies", ...process.argv.slice(2)],
]) {
  const { code } = await run(process.execPath, args, { cwd: root, inherit: true });
  if (code !== 0) process.exit(code);
}
