import { visibleText } from "../core/visibleText";
import type { CallOptions, Command, Table, WriteFile } from "./command";
import type { OpenedSession } from "./openedSession";
import { openSessions } from "./openSessions";
import { tableLines } from "./table";
import type { Terminal } from "./terminal";

/** Exit statuses of the command line. */
export const exitStatus = { done: 0, nothingToRead: 1, wrongUsage: 2 } as const;

/** Runs a command over the sessions of a path. Resolves to the exit status. */
export async function runCommand(
  command: Command,
  path: string,
  options: CallOptions,
  terminal: Terminal,
): Promise<number> {
  const remark = command.remark?.(options);
  if (remark !== undefined) terminal.tell(`prunescope: ${remark}`);
  if (command.prints.kind === "file")
    return await writeFileOf(command.prints.write, path, options, terminal);
  const tables: Table[] = [];
  let sessions = 0;
  for await (const opened of openSessions(path, terminal)) {
    sessions += 1;
    const { prints } = command;
    if (prints.kind === "text") {
      if (sessions > 1) await terminal.line("");
      for (const line of prints.lines(opened, terminal)) await terminal.line(line);
      await terminal.flush();
    } else if (options.json) {
      for (const row of prints.rows.json(opened, options, terminal)) await terminal.line(row);
    } else if (prints.rows.oneTable) {
      tables.push(prints.rows.table(opened, options, terminal));
    } else {
      const table = prints.rows.table(opened, options, terminal);
      const heading = `session ${visibleText(opened.session.id)}`;
      if (sessions > 1) await terminal.line("");
      await terminal.line(terminal.style("bold", heading));
      await printTable(table, terminal);
    }
    if (terminal.closed) break;
  }
  const [first] = tables;
  if (first !== undefined)
    await printTable({ ...first, rows: tables.flatMap(({ rows }) => rows) }, terminal);
  return sessions === 0 ? exitStatus.nothingToRead : exitStatus.done;
}

/** Writes the one session of a path; of several none, since nobody said which. */
async function writeFileOf(
  write: WriteFile,
  path: string,
  options: CallOptions,
  terminal: Terminal,
): Promise<number> {
  let only: OpenedSession | undefined;
  for await (const opened of openSessions(path, terminal)) {
    if (only !== undefined) {
      terminal.tell("prunescope: PATH holds several sessions; name the folder or a log of one");
      return exitStatus.wrongUsage;
    }
    only = opened;
  }
  if (only === undefined) return exitStatus.nothingToRead;
  const written = await write(only, options, terminal);
  if ("problem" in written) {
    terminal.tell(`prunescope: ${written.problem}`);
    return exitStatus.wrongUsage;
  }
  await terminal.line(written.done);
  return exitStatus.done;
}

async function printTable({ columns, rows, notes }: Table, terminal: Terminal): Promise<void> {
  if (rows.length === 0) await terminal.line("no rows");
  else {
    const [titles = "", ...lines] = tableLines(columns, rows, terminal.width);
    await terminal.line(terminal.style("bold", titles));
    for (const line of lines) await terminal.line(line);
  }
  for (const note of notes) await terminal.line(terminal.style("dim", note));
}
