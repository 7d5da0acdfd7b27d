import path from "node:path";
import { tableNames, type TableName } from "../../core/export/products";
import { formatBytes } from "../../core/format";
import { visibleText } from "../../core/visibleText";
import type { CallOptions, Command } from "../command";
import { pageFile, pictureFile, tableFile, writeNew, type FileContent } from "../exportFile";
import type { OpenedSession } from "../openedSession";
import type { Terminal } from "../terminal";

const formats = ["html", "svg", "csv"] as const;

/** `prunescope export PATH --format F --out FILE`: one session as a file for somebody else. */
export const exportCommand: Command = {
  name: "export",
  does: "writes one session to a new file, for somebody else; needs --format and --out",
  takes: ["format", "out", "texts", "table", "request"],
  needs: ["format", "out"],
  check: checkExport,
  prints: {
    kind: "file",
    write: async (opened, options, terminal) => {
      const file = path.resolve(options.out ?? "");
      const made = await fileContent(opened, options, terminal);
      if ("problem" in made) return made;
      const problem = await writeNew(file, made.bytes);
      if (problem !== undefined) return { problem: `${visibleText(file)}: ${problem}` };
      return {
        done: `${visibleText(file)}: ${formatBytes(made.bytes.byteLength)}${remark(options)}`,
      };
    },
  },
};

async function fileContent(
  opened: OpenedSession,
  { format, texts, table, request }: CallOptions,
  terminal: Terminal,
): Promise<FileContent> {
  switch (formats.find((each) => each === format)) {
    case "html":
      return await pageFile(opened, texts, terminal);
    case "svg":
      return pictureFile(opened, terminal);
    case "csv":
      return tableFile(opened, tableOf(table) ?? "requests", request, terminal);
    case undefined:
      return { problem: "no such format" };
  }
}

function checkExport({ format, texts, table, request }: CallOptions): string | undefined {
  if (formats.every((each) => each !== format)) return `--format takes ${formats.join(", ")}`;
  if (texts && format !== "html") return "--texts goes with --format html only";
  if (table !== undefined && format !== "csv") return "--table goes with --format csv only";
  if (table !== undefined && tableOf(table) === undefined)
    return `--table takes ${tableNames.join(", ")}`;
  if (table === "candidates" && request === undefined)
    return "the candidates of which request? --request N counts from 1";
  if (request !== undefined && table !== "candidates")
    return "--request goes with --table candidates only";
  return undefined;
}

function tableOf(name: string | undefined): TableName | undefined {
  return tableNames.find((each) => each === name);
}

/** What the file gives away. */
function remark({ format, texts }: CallOptions): string {
  if (format !== "html") return "";
  return texts
    ? ", with the beginnings of tool arguments and summaries, and what failed runs said"
    : ", with figures, times, tool names and the agent's name, and no texts of messages";
}
