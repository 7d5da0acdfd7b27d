import { formatCount } from "../../format";
import { columnGeometry, tokensAtContent, tokensAtItem } from "../../timeline/bands";
import { columnOfRequest, spanOf } from "../../timeline/columns";
import type { Emphasis } from "../../timeline/emphasis";
import type { Found } from "../../timeline/findItems";
import { rectPath, type Shape } from "./drawing";
import { placeOfColumn, yOfTokens, type PictureFrame } from "./frame";
import { text } from "./marks";
import { css } from "./palette";

/** What the user has brought out of the picture, as the page shows it. */
export interface PictureChoices {
  /** What a filter and a search let through; all else is dimmed. */
  readonly emphasis: Emphasis | undefined;
  /** Matches of a search; `current` is the position of the one that is looked at. */
  readonly found: (Found & { readonly current: number | undefined }) | undefined;
  readonly selected: number | undefined;
  /** An item that is followed through all requests that send it. */
  readonly item: { readonly segment: number; readonly item: number } | undefined;
}

export const nothingChosen: PictureChoices = {
  ...{ emphasis: undefined, found: undefined, selected: undefined, item: undefined },
};

/** What is left of a colour that is dimmed. */
export const dimShare = 0.2;
/** Least size of a match, and how far it stands out of its column. */
const least = { width: 6, height: 4 };
const overhang = 1.5;

/** Lies over the strips where no request of a column matches, as the bands above are dimmed. */
export function veilShapes(frame: PictureFrame): readonly Shape[] {
  const { choices, columns, layout, palette } = frame;
  const { emphasis } = choices;
  if (emphasis === undefined) return [];
  const path: string[] = [];
  for (let column = 0; column < columns.length; column++) {
    const { from, to } = spanOf(columns, column);
    if (emphasis.requests.subarray(from, to).includes(1)) continue;
    const { left, width } = placeOfColumn(frame, column);
    for (const { top, height } of layout.strips)
      path.push(rectPath(left, top, Math.max(1, width), height));
  }
  return [{ kind: "path", d: path.join(""), fill: css(palette.background), opacity: 1 - dimShare }];
}

/** Matches where they were sent first, and the bands of the item and of the match that are looked at. */
export function highlightShapes(frame: PictureFrame): readonly Shape[] {
  const { item, found } = frame.choices;
  const { current } = found ?? {};
  const { focus, found: colour, background } = frame.palette;
  return [
    ...(item === undefined ? [] : itemShapes(frame, item.segment, item.item, css(focus), 0.35)),
    ...(found === undefined
      ? []
      : [
          {
            kind: "path" as const,
            d: foundPath(frame, found),
            fill: css(colour),
            stroke: css(background),
            strokeWidth: 1,
          },
        ]),
    ...(found === undefined || current === undefined
      ? []
      : itemShapes(
          frame,
          found.segments[current] ?? 0,
          found.items[current] ?? 0,
          css(colour),
          0.3,
        )),
  ];
}

function foundPath(frame: PictureFrame, { items, requests }: Found): string {
  const { columns, model } = frame;
  const path: string[] = [];
  for (const [at, item] of items.entries()) {
    const column = columnOfRequest(columns, requests[at] ?? -1);
    const geometry = column < 0 ? undefined : columnGeometry(model, spanOf(columns, column));
    if (geometry === undefined || item >= geometry.historyLength) continue;
    const { left, width } = placeOfColumn(frame, column);
    const bottom = yOfTokens(frame, tokensAtItem(geometry, item));
    const top = Math.min(yOfTokens(frame, tokensAtItem(geometry, item + 1)), bottom - least.height);
    const wide = Math.max(least.width, width + 2 * overhang);
    path.push(rectPath(left + width / 2 - wide / 2, top, wide, bottom - top));
  }
  return path.join("");
}

/** An item's band in every visible request that has it. */
function itemShapes(
  frame: PictureFrame,
  segment: number,
  item: number,
  colour: string,
  opacity: number,
): readonly Shape[] {
  const { columns, model } = frame;
  const path: string[] = [];
  const before = model.segments[segment]?.contentBefore;
  const isContent = before !== undefined && (before[item + 1] ?? 0) > (before[item] ?? 0);
  for (let column = 0; column < columns.length; column++) {
    const span = spanOf(columns, column);
    const geometry = columnGeometry(model, span);
    if (model.requests.segment[span.from] !== segment || geometry === undefined) continue;
    if (item >= geometry.historyLength) continue;
    const { left, width } = placeOfColumn(frame, column);
    const start = isContent ? tokensAtContent(geometry, item) : tokensAtItem(geometry, item);
    const bottom = yOfTokens(frame, start);
    const height = Math.max(2, bottom - yOfTokens(frame, tokensAtItem(geometry, item + 1)));
    path.push(rectPath(left, bottom - height, Math.max(1, width), height));
  }
  const d = path.join("");
  return [
    { kind: "path", d, fill: colour, opacity },
    { kind: "path", d, stroke: colour, strokeWidth: 1 },
  ];
}

/** A frame around the selected request, with its number. */
export function selectionShapes(frame: PictureFrame): readonly Shape[] {
  const { choices, columns, layout, palette } = frame;
  const { selected } = choices;
  const column = selected === undefined ? -1 : columnOfRequest(columns, selected);
  if (selected === undefined || column < 0) return [];
  const { left, width } = placeOfColumn(frame, column);
  const wide = Math.max(3, width);
  const from = left - (wide - width) / 2;
  const right = layout.plotLeft + layout.plotWidth;
  if (from + wide < layout.plotLeft || from > right) return [];
  const top = layout.picture.top - 2;
  const number = formatCount(selected + 1);
  const labelWidth = number.length * 7 + 10;
  const x = Math.max(
    layout.plotLeft,
    Math.min(from + wide / 2 - labelWidth / 2, right + 8 - labelWidth),
  );
  const stroke = css(palette.focus);
  return [
    {
      kind: "path",
      d: rectPath(from - 1, top, wide + 2, layout.axis.top - top),
      stroke,
      strokeWidth: 2,
    },
    { kind: "path", d: rectPath(x, top, labelWidth, 16), fill: css(palette.background), stroke },
    text(x + labelWidth / 2, top + 12, number, css(palette.foreground), "middle"),
  ];
}
