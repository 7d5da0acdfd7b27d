/** Which rows of a long table exist as elements: those that are visible and a few around them. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
  /** Heights of what stands for the rows before and behind, in CSS pixels. */
  readonly above: number;
  readonly below: number;
}

/** Rows beyond the edge that exist, so that scrolling by a few shows no gap. */
const spare = 8;

/** The rows in view and some around them; lengths in CSS pixels. */
export function rowWindow(
  rows: number,
  rowHeight: number,
  scrollTop: number,
  height: number,
): RowWindow {
  const firstVisible = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const visible = Math.ceil(Math.max(0, height) / rowHeight) + 1;
  const first = Math.max(0, Math.min(firstVisible, rows - visible) - spare);
  const end = Math.min(rows, firstVisible + visible + spare);
  return { first, end, above: first * rowHeight, below: (rows - end) * rowHeight };
}

/** The least scrolling that brings a row between the header and the lower edge. */
export function scrollToShow(
  row: number,
  rowHeight: number,
  headerHeight: number,
  scrollTop: number,
  height: number,
): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  const bottom = headerHeight + top + rowHeight;
  return bottom > scrollTop + height ? bottom - height : scrollTop;
}
