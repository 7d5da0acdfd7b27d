// `npm start -- [PATH] [--no-open] [--server] [--port N]`: builds, prints a session's summary and opens it in VS Code.
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { installMissing } from "./lib/install.mjs";
import { root } from "./lib/root.mjs";
import { run } from "./lib/run.mjs";

const usage = `usage: npm start [-- [PATH] [--no-open] [--server] [--port N]]
PATH       a data directory, a sessions directory, a session's folder or a file; the sample session unless told
--no-open  print the summary only
--server   open in VS Code's server edition, even where a desktop edition can be had
--port N   of the server edition`;

/** @returns {{ target: string, open: boolean, server: boolean, port: number | undefined }} */
function parse() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      "no-open": { type: "boolean", default: false },
      server: { type: "boolean", default: false },
      port: { type: "string" },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (positionals.length > 1) throw new Error("more than one PATH");
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new Error(`--port ${values.port ?? ""} is not a port`);
  }
  // npm runs a script in the project's folder and keeps here where the user was.
  const from = process.env["INIT_CWD"] ?? process.cwd();
  const given = positionals[0];
  const target =
    given === undefined ? path.join(root, "samples/flapping") : path.resolve(from, given);
  if (!existsSync(target)) throw new Error(`${target} is not there`);
  return { target, open: !values["no-open"], server: values.server, port };
}

async function main() {
  const { target, open, server, port } = parse();
  await installMissing();
  console.log("building");
  await step([path.join(root, "esbuild.mjs"), "--production"]);
  console.log(`summary of ${target}\n`);
  await step([path.join(root, "dist/cli.js"), target]);
  if (!open) return;
  console.log("");
  const { openInVscode } = await import("./lib/open.mjs");
  await openInVscode(target, { server, port });
}

/** @param {readonly string[]} args */
async function step(args) {
  const { code } = await run(process.execPath, args, { inherit: true });
  if (code !== 0)
    throw new Error(`${path.basename(args[0] ?? "")} ended with status ${String(code)}`);
}

try {
  await main();
} catch (error) {
  const isUsage =
    error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  // Node's advice on arguments that begin with a dash does not help here.
  const what = error instanceof Error ? error.message : String(error);
  console.error(isUsage ? what.replace(/\. .*$/s, "") : what);
  if (isUsage) console.error(usage);
  process.exitCode = 1;
}
