import { html, nothing, render, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { rowWindow, scrollToShow } from "./rowWindow";
import { grid as words } from "./strings/common";

export interface GridColumn<Row> {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  /** Width in digits of the table's font. */
  readonly digits: number;
  readonly numeric?: boolean;
  readonly cell: (row: Row) => TemplateResult | string;
  /** What the column sorts by; undefined sorts last, whichever way. Without it the column cannot be sorted. */
  readonly sortValue?: (row: Row) => string | number | undefined;
  /** Whether values come later, when rows are asked for by `onWindow`: then sorting asks for all of them. */
  readonly isLate?: boolean;
}

export interface GridOptions<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly keyOf: (row: Row) => number;
  /** The user moved to a row, by pointer or key. */
  readonly onSelect: (key: number) => void;
  /** Rows whose late values are needed, after each drawing: those in sight, or all where they are sorted by such. */
  readonly onWindow?: (rows: readonly Row[]) => void;
}

interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

// Sizes are set as properties: the page's policy blocks the style attribute, which lit's styleMap writes.
let grids = 0;

/**
 * A sortable table of any length: rows of one height, of which only those in sight exist. Focus stays on the table and
 * the keys move the selected row, so that screen readers follow it.
 */
export class GridView<Row> {
  readonly element = document.createElement("div");
  readonly #options: GridOptions<Row>;
  readonly #id = `grid${String((grids += 1))}`;
  readonly #resize: ResizeObserver;
  #given: readonly Row[] = [];
  #rows: readonly Row[] = [];
  #positions = new Map<number, number>();
  #caption = "";
  #selected: number | undefined;
  #sorting: Sorting | undefined;
  /** How the rows were sorted last, for screen readers. */
  #said = "";
  #rowHeight = 24;
  #height = 0;
  /** The row that a pointer was pressed on: another may stand in its place when it is released. */
  #pressed: number | undefined;

  constructor(options: GridOptions<Row>) {
    this.#options = options;
    this.element.className = "grid";
    this.element.addEventListener("scroll", () => {
      this.#draw();
    });
    this.#resize = new ResizeObserver(() => {
      const appeared = this.#height === 0;
      this.#height = this.element.clientHeight;
      this.#measure();
      if (appeared) this.#reveal();
      this.#draw();
    });
    this.#resize.observe(this.element);
  }

  /** Shows these rows; the sorting stays. */
  update(rows: readonly Row[], caption: string, selected: number | undefined): void {
    const moved = selected !== this.#selected;
    this.#caption = caption;
    this.#selected = selected;
    if (rows !== this.#given || this.#sortedColumn()?.isLate === true) {
      this.#given = rows;
      this.#sort();
    }
    if (moved) this.#reveal();
    this.#draw();
  }

  dispose(): void {
    this.#resize.disconnect();
  }

  #sort(): void {
    const { keyOf } = this.#options;
    const sorting = this.#sorting;
    const valueOf = this.#sortedColumn()?.sortValue;
    this.#rows =
      sorting === undefined || valueOf === undefined
        ? this.#given
        : sortedBy(this.#given, valueOf, sorting.descending);
    this.#positions = new Map(this.#rows.map((row, position) => [keyOf(row), position]));
  }

  #sortedColumn(): GridColumn<Row> | undefined {
    return this.#options.columns.find((column) => column.id === this.#sorting?.column);
  }

  #measure(): void {
    const fontSize = parseFloat(getComputedStyle(this.element).fontSize);
    if (Number.isFinite(fontSize)) this.#rowHeight = Math.ceil(fontSize * 1.75);
  }

  #headerHeight(): number {
    return this.element.querySelector("thead")?.offsetHeight ?? this.#rowHeight;
  }

  #reveal(): void {
    const position = this.#selected === undefined ? undefined : this.#positions.get(this.#selected);
    if (position === undefined || this.element.clientHeight === 0) return;
    const { scrollTop, clientHeight } = this.element;
    const top = scrollToShow(
      position,
      this.#rowHeight,
      this.#headerHeight(),
      scrollTop,
      clientHeight,
    );
    // What is scrolled to must be there first, or the browser stops short.
    if (top !== scrollTop) {
      this.#draw(top);
      this.element.scrollTop = top;
    }
  }

  #draw(scrollTop = this.element.scrollTop): void {
    const { columns, onWindow } = this.#options;
    const window = rowWindow(
      this.#rows.length,
      this.#rowHeight,
      scrollTop,
      this.element.clientHeight,
    );
    const shown = this.#rows.slice(window.first, window.end);
    const active = this.#activeId(window.first, window.end);
    render(
      html`<p class="unseen" role="status">${this.#said}</p>
        <table
          role="grid"
          tabindex="0"
          aria-rowcount=${this.#rows.length + 1}
          aria-activedescendant=${active ?? nothing}
          @keydown=${(event: KeyboardEvent) => {
            this.#onKey(event);
          }}
        >
          <caption class="unseen">
            ${this.#caption}
          </caption>
          <colgroup>
            ${columns.map(
              (column) => html`<col .style=${`width: ${String(column.digits + 2)}ch`} />`,
            )}
          </colgroup>
          <thead>
            <tr aria-rowindex="1">
              ${columns.map((column) => this.#headerCell(column))}
            </tr>
          </thead>
          ${spacer(window.above, columns.length)}
          <tbody>
            ${shown.map((row, offset) => this.#row(row, window.first + offset))}
          </tbody>
          ${spacer(window.below, columns.length)}
        </table>`,
      this.element,
    );
    onWindow?.(this.#sortedColumn()?.isLate === true ? this.#rows : shown);
  }

  #activeId(first: number, end: number): string | undefined {
    const position = this.#selected === undefined ? undefined : this.#positions.get(this.#selected);
    return position === undefined || position < first || position >= end
      ? undefined
      : `${this.#id}r${String(this.#selected)}`;
  }

  #headerCell(column: GridColumn<Row>): TemplateResult {
    const sorted = this.#sorting?.column === column.id ? this.#sorting : undefined;
    const order = sorted === undefined ? "none" : sorted.descending ? "descending" : "ascending";
    const classes = classMap({ numeric: column.numeric === true });
    if (column.sortValue === undefined)
      return html`<th scope="col" class=${classes} title=${column.title}>${column.label}</th>`;
    return html`<th scope="col" class=${classes} title=${column.title} aria-sort=${order}>
      <button
        type="button"
        class="plain"
        @click=${() => {
          this.#sortBy(column);
        }}
      >
        ${column.label}<span
          class="order"
          aria-hidden="true"
          title=${
            sorted === undefined
              ? nothing
              : sorted.descending
                ? words.sortedDescending
                : words.sortedAscending
          }
          >${sorted === undefined ? "" : sorted.descending ? "▼" : "▲"}</span
        >
      </button>
    </th>`;
  }

  #row(row: Row, position: number): TemplateResult {
    const { columns, keyOf, onSelect } = this.#options;
    const key = keyOf(row);
    const selected = key === this.#selected;
    return html`<tr
      id=${`${this.#id}r${String(key)}`}
      aria-rowindex=${position + 2}
      aria-selected=${String(selected)}
      class=${classMap({ selected, odd: position % 2 === 1 })}
      .style=${`height: ${String(this.#rowHeight)}px`}
      @pointerdown=${() => {
        this.#pressed = key;
      }}
      @click=${({ detail }: MouseEvent) => {
        // Without a count nobody pressed: an assistive technology clicked.
        onSelect(detail === 0 ? key : (this.#pressed ?? key));
      }}
    >
      ${columns.map(
        (column) =>
          html`<td class=${classMap({ numeric: column.numeric === true })}>
            ${column.cell(row)}
          </td>`,
      )}
    </tr>`;
  }

  #sortBy(column: GridColumn<Row>): void {
    const before = this.#sorting;
    // Numbers are looked for from the greatest, words from the first.
    const first = { column: column.id, descending: column.numeric === true };
    this.#sorting =
      before?.column !== column.id
        ? first
        : before.descending === first.descending
          ? { column: column.id, descending: !before.descending }
          : undefined;
    this.#said = words.sorted(column.label, this.#sorting?.descending);
    this.#sort();
    this.#reveal();
    this.#draw();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey)
      return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#rowHeight) - 2);
    const last = this.#rows.length - 1;
    const position = this.#selected === undefined ? undefined : this.#positions.get(this.#selected);
    const to = {
      ArrowDown: position === undefined ? 0 : position + 1,
      ArrowUp: position === undefined ? last : position - 1,
      PageDown: (position ?? -1) + page,
      PageUp: (position ?? last) - page,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    const row = this.#rows[Math.min(Math.max(to, 0), last)];
    if (row === undefined) return;
    // The next key may come before the next drawing.
    this.#selected = this.#options.keyOf(row);
    this.#reveal();
    this.#options.onSelect(this.#selected);
  }
}

function spacer(height: number, columns: number): TemplateResult | typeof nothing {
  return height === 0
    ? nothing
    : html`<tbody aria-hidden="true" role="presentation">
        <tr role="presentation">
          <td role="presentation" colspan=${columns} .style=${`height: ${String(height)}px`}></td>
        </tr>
      </tbody>`;
}

function sortedBy<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => string | number | undefined,
  descending: boolean,
): readonly Row[] {
  const sign = descending ? -1 : 1;
  return rows
    .map((row, position) => ({ row, position, value: valueOf(row) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined)
        return (
          Number(a.value === undefined) - Number(b.value === undefined) || a.position - b.position
        );
      const order =
        typeof a.value === "number" && typeof b.value === "number"
          ? a.value - b.value
          : String(a.value).localeCompare(String(b.value));
      return sign * order || a.position - b.position;
    })
    .map(({ row }) => row);
}
