/** What stands in a cell: a number as it is, a word of ours, a text from a log; undefined for nothing. */
export type CsvCell =
  | number
  | undefined
  | { readonly word: string }
  /** Of any content: whatever opens it, a spreadsheet must not take it for a formula. */
  | { readonly logged: string };

export interface CsvColumn<Row> {
  /** Unique in its table, with the unit. */
  readonly header: string;
  readonly cell: (row: Row) => CsvCell;
}

/**
 * A table as RFC 4180 has it: cells parted by commas, lines ended by CR LF, quoted where needed. In UTF-8 without a byte
 * order mark: the standard knows none, and readers that do not expect one take it for a part of the first header; all that
 * is not logged is ASCII anyway.
 */
export function csvText<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  const lines = [csvLine(columns.map(({ header }) => ({ word: header })))];
  for (const row of rows) lines.push(csvLine(columns.map(({ cell }) => cell(row))));
  return lines.join("");
}

function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  return quoted("word" in cell ? cell.word : harmless(cell.logged));
}

/**
 * Spreadsheets compute what begins like a formula, also behind blanks and in full-width forms, and split at tabs: an
 * apostrophe in front makes it a text for them.
 */
function harmless(text: string): string {
  return /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(text)
    ? `'${text}`
    : text;
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A moment as ISO 8601 in UTC. */
export function momentCell(ms: number): CsvCell {
  const moment = new Date(ms);
  return Number.isNaN(moment.getTime()) ? undefined : { word: moment.toISOString() };
}
