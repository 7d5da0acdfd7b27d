import { html, nothing, type TemplateResult } from "lit";
import { formatBytes, formatCount } from "../src/core/format";
import type { CandidateRow } from "../src/core/inspect/candidates";
import { visibleText } from "../src/core/visibleText";
import { GridView, type GridColumn } from "./gridView";
import { requestNumber, candidates as words } from "./strings";

export interface CandidateGridEvents {
  readonly onSelect: (item: number) => void;
  /** The short text of an item where it is known; undefined while it is asked for. */
  readonly textOf: (segment: number, item: number) => string | undefined;
  /** Rows in sight, whose texts are wanted. */
  readonly onWindow: (rows: readonly CandidateRow[]) => void;
}

/** The candidates of one evaluation as a sortable table. Texts come later, and as text only. */
export function candidateGrid(events: CandidateGridEvents): GridView<CandidateRow> {
  return new GridView({
    columns: columns(events),
    keyOf: (row) => row.item,
    onSelect: events.onSelect,
    onWindow: events.onWindow,
  });
}

function columns({ textOf }: CandidateGridEvents): readonly GridColumn<CandidateRow>[] {
  const brief = (segment: number, item: number | undefined): TemplateResult | string => {
    if (item === undefined) return words.never;
    const text = textOf(segment, item);
    if (text === undefined) return html`<span class="muted">${words.loading}</span>`;
    const shown = visibleText(text);
    return html`<span title=${shown}>${shown}</span>`;
  };
  const column = (
    id: keyof typeof words.columns,
    digits: number,
    cell: (row: CandidateRow) => TemplateResult | string,
    sortValue?: (row: CandidateRow) => string | number | undefined,
    numeric = true,
  ): GridColumn<CandidateRow> => ({
    id,
    label: words.columns[id],
    title: words.titles[id],
    digits,
    numeric,
    cell,
    ...(sortValue === undefined ? {} : { sortValue }),
  });
  return [
    column(
      "item",
      5,
      (row) => formatCount(row.item),
      (row) => row.item,
    ),
    column("tool", 11, toolCell, (row) => row.tool, false),
    {
      ...column(
        "arguments",
        20,
        (row) => brief(row.segment, row.call),
        (row) => (row.call === undefined ? undefined : textOf(row.segment, row.call)),
        false,
      ),
      isLate: true,
    },
    {
      ...column(
        "summary",
        22,
        (row) => brief(row.segment, row.item),
        (row) => textOf(row.segment, row.item),
        false,
      ),
      isLate: true,
    },
    column("contentBytes", 9, contentCell, (row) => row.contentBytes),
    column(
      "tokens",
      7,
      (row) => (row.tokens === undefined ? words.never : formatCount(row.tokens)),
      (row) => row.tokens,
    ),
    column(
      "age",
      5,
      (row) => formatCount(row.ageRequests),
      (row) => row.ageRequests,
    ),
    column(
      "firstLeftOut",
      11,
      (row) => (row.firstLeftOut === undefined ? words.never : requestNumber(row.firstLeftOut)),
      (row) => row.firstLeftOut,
    ),
    column("cameBack", 9, cameBackCell, (row) => row.cameBack),
    column(
      "readAgain",
      9,
      (row) => (row.readAgain === undefined ? words.never : words.itemNumber(row.readAgain)),
      (row) => row.readAgain,
    ),
  ];
}

function toolCell(row: CandidateRow): TemplateResult {
  const tool = row.tool === undefined ? words.unknownTool : visibleText(row.tool);
  return html`<span title=${tool}>${tool}</span>${
      row.isError
        ? html` <span class="bad" title=${words.errorTitle}>${words.error}</span>`
        : nothing
    }`;
}

function contentCell(row: CandidateRow): TemplateResult {
  const exact = words.exactBytes(row.contentBytes);
  const title =
    row.attachmentBytes > 0 ? `${exact}, ${words.attachment(row.attachmentBytes)}` : exact;
  return html`<span title=${title}
    >${formatBytes(row.contentBytes)}${row.attachmentBytes > 0 ? " +" : ""}</span
  >`;
}

function cameBackCell(row: CandidateRow): TemplateResult | string {
  return row.cameBack === 0
    ? words.never
    : html`<span class="bad"
        ><span class="glyph" aria-hidden="true">↺</span> ${words.times(row.cameBack)}</span
      >`;
}
