import { readFileSync } from "node:fs";
import path from "node:path";
import { stringField, isObject } from "../core/log/json";
import { describeError } from "../platform/problem";
import { readArguments } from "./args";
import { compareCommand } from "./commands/compare";
import { helpText } from "./help";
import { exitStatus, runCommand } from "./run";
import { visibleText } from "../core/visibleText";
import { Terminal } from "./terminal";

async function main(): Promise<number> {
  const terminal = new Terminal(process.stdout, process.stderr, process.env);
  try {
    const status = await answer(terminal);
    await terminal.end();
    if (terminal.failure === undefined) return status;
    terminal.tell(`prunescope: the output cannot be written: ${describeError(terminal.failure)}`);
  } catch (error) {
    // A fault of this program, not of the log: what is known of it helps to mend it.
    const what = error instanceof Error ? error.message : String(error);
    terminal.tell(`prunescope: unexpected error: ${visibleText(what)}`);
  }
  return exitStatus.nothingToRead;
}

async function answer(terminal: Terminal): Promise<number> {
  const invocation = readArguments(process.argv.slice(2));
  switch (invocation.kind) {
    case "help":
      await terminal.line(helpText());
      return exitStatus.done;
    case "version":
      await terminal.line(ownVersion());
      return exitStatus.done;
    case "wrong":
      terminal.tell(
        `prunescope: ${visibleText(invocation.reason)}\nprunescope --help says how it is used`,
      );
      return exitStatus.wrongUsage;
    case "compare":
      return await compareCommand(invocation.paths, invocation, terminal);
    case "run":
      return runCommand(invocation.command, invocation.path, invocation.options, terminal);
  }
}

/** The version in the manifest, which stands beside the folder of this program. */
function ownVersion(): string {
  const manifest = path.join(__dirname, "..", "package.json");
  const value: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  return (isObject(value) ? stringField(value, "version") : undefined) ?? "unknown";
}

void main().then((status) => {
  process.exitCode = status;
});
