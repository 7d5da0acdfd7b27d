import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "../../scripts/lib/root.mjs";

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const cli = path.join(root, "dist/cli.js");

/** Runs the built command line, as a script would. With `readBytes` its output is closed after so many bytes. */
export async function runCli(
  args: readonly string[],
  { readBytes = Infinity }: { readonly readBytes?: number } = {},
): Promise<Finished> {
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const text = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8");
      child[stream].on("data", (chunk: string) => {
        text[stream] += chunk;
        if (text[stream].length >= readBytes) child[stream].destroy();
      });
    }
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({ status, ...text });
    });
  });
}

/** The rows of a call with `--json` that must succeed: one object a line. */
export async function cliRows(...args: readonly string[]): Promise<readonly unknown[]> {
  const { status, stdout, stderr } = await runCli([...args, "--json"]);
  if (status !== 0) throw new Error(`${args.join(" ")}: status ${String(status)}\n${stderr}`);
  return stdout
    .split("\n")
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));
}
