import { parseArgs } from "node:util";
import type { Side } from "../core/compare/comparedSession";
import type { CallOptions, Command, OptionName } from "./command";
import { commands, summary } from "./commands";
import { readSet } from "./policyValues";

/** What the command line asks for. */
export type Invocation =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | {
      readonly kind: "run";
      readonly command: Command;
      readonly path: string;
      readonly options: CallOptions;
    }
  | {
      readonly kind: "compare";
      readonly paths: Readonly<Record<Side, string>>;
      readonly json: boolean;
    }
  | { readonly kind: "wrong"; readonly reason: string };

const flags: Readonly<Record<OptionName, string>> = {
  json: "json",
  protectedTokens: "protected-tokens",
  minSavings: "min-savings",
  policy: "policy",
  set: "set",
  asRecorded: "as-recorded",
  format: "format",
  out: "out",
  texts: "texts",
  table: "table",
  request: "request",
};

/** Reads the arguments behind the program's name. Never throws. */
export function readArguments(args: readonly string[]): Invocation {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
        json: { type: "boolean" },
        "protected-tokens": { type: "string" },
        "min-savings": { type: "string" },
        policy: { type: "string" },
        set: { type: "string", multiple: true },
        "as-recorded": { type: "boolean" },
        format: { type: "string" },
        out: { type: "string" },
        texts: { type: "boolean" },
        table: { type: "string" },
        request: { type: "string" },
      },
    });
  } catch (error) {
    return wrong(error instanceof Error ? firstSentence(error.message) : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };

  if (positionals[0] === comparing.name) return readComparison(positionals.slice(1), values);
  const target = readTarget(positionals);
  if ("reason" in target) return target;
  const protectedTokens = readCount(values["protected-tokens"]);
  const minSavings = readCount(values["min-savings"]);
  if (Number.isNaN(protectedTokens) || Number.isNaN(minSavings))
    return wrong("--protected-tokens and --min-savings take a whole number of tokens");
  const set = values.set === undefined ? undefined : readSet(values.set);
  if (set !== undefined && "reason" in set) return wrong(set.reason);
  const request = readCount(values.request);
  if (Number.isNaN(request) || request === 0)
    return wrong("--request takes the number of a request, from 1");
  const options: CallOptions = {
    json: values.json === true,
    protectedTokens,
    minSavings,
    policy: values.policy,
    set: set?.values,
    asRecorded: values["as-recorded"] === true,
    format: values.format,
    out: values.out,
    texts: values.texts === true,
    table: values.table,
    request,
  };
  const reason = unfit(target.command, options);
  return reason === undefined ? { kind: "run", ...target, options } : wrong(reason);
}

/** The command that takes two paths. */
export const comparing = {
  name: "compare",
  does: "puts two sessions side by side, A and B: figures, and requests where decisions differ",
} as const;

function readComparison(
  paths: readonly string[],
  {
    json = false,
    ...others
  }: Readonly<Record<string, string | boolean | readonly string[] | undefined>>,
): Invocation {
  const [a, b, ...more] = paths;
  if (a === undefined || b === undefined || paths.includes(""))
    return wrong("compare takes two PATHs, each of one session");
  if (more.length > 0) return wrong(`two PATHs at a time; ${more.join(" ")} is too much`);
  for (const [flag, value] of Object.entries(others))
    if (value !== undefined) return wrong(`compare takes no --${flag}`);
  return { kind: "compare", paths: { a, b }, json: json === true };
}

/** What is wrong, without advice on arguments that begin with a dash. */
function firstSentence(message: string): string {
  return message.replace(/\. .*$/s, "");
}

function wrong(reason: string): Extract<Invocation, { kind: "wrong" }> {
  return { kind: "wrong", reason };
}

function readTarget(
  positionals: readonly string[],
): { readonly command: Command; readonly path: string } | ReturnType<typeof wrong> {
  const [first, second, ...more] = positionals;
  if (first === undefined || positionals.includes("")) return wrong("PATH is missing");
  const named = commands.find(({ name }) => name === first);
  if (named === undefined) {
    if (second !== undefined) return wrong(`unknown command ${first}`);
    return { command: summary, path: first };
  }
  if (second === undefined)
    return wrong(`PATH is missing; for a folder of this name say ./${first}`);
  if (more.length > 0) return wrong(`one PATH at a time; ${more.join(" ")} is too much`);
  return { command: named, path: second };
}

/** A whole number of tokens, in digits; NaN for other texts. */
function readCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** What is wrong with the options for a command, or undefined. */
function unfit(command: Command, options: CallOptions): string | undefined {
  const given = (name: OptionName) => options[name] !== undefined && options[name] !== false;
  const title = command.name ?? "the summary";
  for (const name of Object.keys(flags) as OptionName[])
    if (given(name) && !command.takes.includes(name))
      return `${title} takes no --${flags[name]}${name === "json" ? rowsInstead : ""}`;
  for (const name of command.needs) if (!given(name)) return `${title} needs --${flags[name]}`;
  return command.check?.(options);
}

/** The summary is for people, and a file is no rows. */
const rowsInstead = "; commands with rows do, such as: sessions PATH --json";
