import { cutToWidth, displayWidth } from "./displayWidth";

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

/**
 * Lines of a table, columns aligned by display width and two blanks apart, no trailing blanks. Cells must be free of
 * control characters. A line wider than `width` loses the end of its last column.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): readonly string[] {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map((_, at) =>
    [titles, ...rows].reduce((most, row) => Math.max(most, displayWidth(row[at] ?? "")), 0),
  );
  return [titles, ...rows].map((row) => {
    const line = columns
      .map(({ align }, at) => pad(row[at] ?? "", widths[at] ?? 0, align))
      .join("  ")
      .trimEnd();
    return width === undefined ? line : cutToWidth(line, width);
  });
}

function pad(text: string, width: number, align: Column["align"]): string {
  const blanks = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + blanks : blanks + text;
}
