import { jsonText } from "./jsonText";
import type { OpenedSession } from "./openedSession";
import type { Column } from "./table";
import type { Terminal } from "./terminal";

/** What a call may say besides command and path. Options not given are undefined, or false. */
export interface CallOptions {
  readonly json: boolean;
  readonly protectedTokens: number | undefined;
  readonly minSavings: number | undefined;
  readonly policy: string | undefined;
  /** Values for the policy's parameters by their ids. */
  readonly set: ReadonlyMap<string, number> | undefined;
  readonly asRecorded: boolean;
  /** For files: what is written, where to, with logged texts or without, which table, and of which request from 1. */
  readonly format: string | undefined;
  readonly out: string | undefined;
  readonly texts: boolean;
  readonly table: string | undefined;
  readonly request: number | undefined;
}

export type OptionName = keyof CallOptions;

export interface Command {
  /** Undefined for the one that runs when no command is named. */
  readonly name: string | undefined;
  /** One line for the help. */
  readonly does: string;
  readonly takes: readonly OptionName[];
  readonly needs: readonly OptionName[];
  /** What is wrong with these options in words; undefined where nothing is. */
  readonly check?: (options: CallOptions) => string | undefined;
  /** What a user should know of a call that is right but not all of it of use. */
  readonly remark?: (options: CallOptions) => string | undefined;
  readonly prints: Prints;
}

/** How a command turns a session into output. */
export type Prints =
  | {
      readonly kind: "text";
      readonly lines: (opened: OpenedSession, terminal: Terminal) => readonly string[];
    }
  | { readonly kind: "rows"; readonly rows: Rows }
  /** One session becomes a file. */
  | { readonly kind: "file"; readonly write: WriteFile };

/** Writes a session to a file; says what was written, or why nothing was. */
export type WriteFile = (
  opened: OpenedSession,
  options: CallOptions,
  terminal: Terminal,
) => Promise<{ readonly done: string } | { readonly problem: string }>;

/** The rows of a session: as JSON texts, or as cells of a table. */
export interface Rows {
  /** Made one at a time: a session may have more rows than memory should hold as text. */
  readonly json: (
    opened: OpenedSession,
    options: CallOptions,
    terminal: Terminal,
  ) => Iterable<string>;
  readonly table: (opened: OpenedSession, options: CallOptions, terminal: Terminal) => Table;
  /** True where the rows of all sessions make one table; else each session has its own, with a heading. */
  readonly oneTable: boolean;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Lines below the table. */
  readonly notes: readonly string[];
}

/** A command's rows by their types, with the types forgotten. */
export function rowsOf<JsonRow, TableRow = JsonRow>(spec: {
  readonly oneTable: boolean;
  readonly json: (
    opened: OpenedSession,
    options: CallOptions,
    terminal: Terminal,
  ) => Iterable<JsonRow>;
  readonly table: (
    opened: OpenedSession,
    options: CallOptions,
    terminal: Terminal,
  ) => TableOf<TableRow>;
  readonly columns: readonly (Column & { readonly cell: (row: TableRow) => string })[];
}): Rows {
  return {
    oneTable: spec.oneTable,
    *json(opened, options, terminal) {
      for (const row of spec.json(opened, options, terminal)) yield jsonText(row);
    },
    table(opened, options, terminal) {
      const { rows, notes } = spec.table(opened, options, terminal);
      return {
        columns: spec.columns,
        rows: Array.from(rows, (row) => spec.columns.map(({ cell }) => cell(row))),
        notes,
      };
    },
  };
}

/** The rows of a table before they become cells, and the lines below it. */
export interface TableOf<Row> {
  readonly rows: Iterable<Row>;
  readonly notes: readonly string[];
}
