import { cutToWidth, displayWidth } from "./displayWidth";

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

/**
 * Lines of a table, columns aligned by display width and two blanks apart, no trailing blanks. Cells must be free of
 * control characters. Where a line would be wider than `width`, words lose their end, and numbers, which would read as
 * others, stand whole or not at all; an ellipsis says that there is more.
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
  const whole = width === undefined ? columns.length : columnsWithin(widths, width);
  const isCutAtNumbers = columns[whole]?.align === "right";
  const shown = isCutAtNumbers ? columns.slice(0, whole) : columns;
  return [titles, ...rows].map((row) => {
    const cells = shown.map(({ align }, at) => pad(row[at] ?? "", widths[at] ?? 0, align));
    const line = [...cells, ...(isCutAtNumbers ? ["…"] : [])].join("  ").trimEnd();
    return width === undefined ? line : cutToWidth(line, width);
  });
}

/** How many columns stand whole in a line, with room for an ellipsis behind them where that is not all of them. */
function columnsWithin(widths: readonly number[], width: number): number {
  let end = -2;
  const ends = widths.map((each) => (end += 2 + each));
  if (end <= width) return widths.length;
  return ends.filter((each) => each + 3 <= width).length;
}

function pad(text: string, width: number, align: Column["align"]): string {
  const blanks = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + blanks : blanks + text;
}
