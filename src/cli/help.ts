import { policies } from "../core/whatif/policies/all";
import { comparing } from "./args";
import { commands, summary } from "./commands";

const head = `Shows what an agent's prune core decided, from its session logs.

usage: prunescope [COMMAND] PATH [OPTION...]
       prunescope compare A B [--json]

PATH is a data directory, a sessions directory, one session's folder or one log. Logs are only read. A and B are paths
of one session each.
`;

const options: readonly (readonly [string, string])[] = [
  ["--json", "one JSON object a line, with names that stay; positions count from 0"],
  ["--protected-tokens N", "whatif: tokens of the history's end that are protected"],
  ["--min-savings N", "whatif: least savings, in tokens, that a fire is worth"],
  ["--policy NAME", "whatif: another rule than the agent's own; sweep: that one alone"],
  ["--set NAME=N", "whatif, sweep: a parameter of the policy, once for each"],
  ["--as-recorded", "whatif: keep every measurement as it was, instead of simulating it again"],
  ["--format F", "export: html (the page of the session), svg (its timeline), csv (a table)"],
  ["--out FILE", "export: the file to write; one that exists is left alone"],
  [
    "--texts",
    "export: with the beginnings of tool arguments and summaries; without, no logged text",
  ],
  ["--table NAME", "export: requests (where none is named), candidates, findings or sweep"],
  ["--request N", "export: the request whose candidates are meant, from 1"],
  ["--help", "this text"],
  ["--version", "the version"],
];

const tail = `
Exit status: 0 done, damaged lines included (they are named on stderr); 1 nothing there to read; 2 wrong usage.`;

/** The text of --help, made from the commands that there are. */
export function helpText(): string {
  const calls = [summary, ...commands, comparing].map(
    ({ name, does }) => [name ?? "(none)", does] as const,
  );
  const rules = policies.map(({ id, parameters }) => {
    const own = parameters.map((parameter) => `${parameter.id}=${parameter.value}`);
    return [id, own.length === 0 ? "(no parameters)" : own.join(" ")] as const;
  });
  return `${head}\nCommands:\n${list(calls)}\n\nOptions:\n${list(options)}\n\nPolicies, with what --set can say:\n${list(rules)}\n${tail}`;
}

function list(entries: readonly (readonly [string, string])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join("\n");
}
