/** A reader of RFC 4180, literal: quoted and plain cells, CR LF. Throws for anything else. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = /"((?:[^"]|"")*)"|[^",\r\n]*/y;
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (found === null) throw new Error(`no cell at ${String(at)}`);
    row.push(found[1] === undefined ? found[0] : found[1].replaceAll('""', '"'));
    at += found[0].length;
    if (text[at] === ",") at++;
    else if (text.startsWith("\r\n", at)) {
      at += 2;
      rows.push(row);
      row = [];
    } else throw new Error(`neither a comma nor a line's end at ${String(at)}`);
  }
  return rows;
}

/** The rows by their headers. */
export function csvRows(text: string): readonly Readonly<Record<string, string>>[] {
  const [headers = [], ...rows] = readCsv(text);
  return rows.map((row) =>
    Object.fromEntries(headers.map((header, at) => [header, row[at] ?? ""])),
  );
}
