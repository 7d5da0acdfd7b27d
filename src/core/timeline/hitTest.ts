import { columnGeometry, itemAtTokens } from "./bands";
import { columnAt, spanOf, type Columns } from "./columns";
import type { Hit } from "./hit";
import type { FigureLayout, Rect } from "./layout";
import type { TimelineModel } from "./model";
import { breakHeight, heightOfTokens, tokensOfHeight, type VerticalScale } from "./vertical";

/** A figure as it stands on the screen. Columns are in device pixels, everything else in CSS pixels. */
export interface Figure {
  readonly model: TimelineModel;
  readonly layout: FigureLayout;
  readonly columns: Columns;
  /** Device pixels in a CSS pixel. */
  readonly ratio: number;
  readonly vertical: VerticalScale;
}

/** What lies under a point of the figure, in CSS pixels; undefined beside all columns. */
export function hitTest(figure: Figure, x: number, y: number): Hit | undefined {
  const { model, layout, columns, ratio } = figure;
  const column = columnAt(columns, Math.floor((x - layout.plotLeft) * ratio));
  if (x < layout.plotLeft || x >= layout.plotLeft + layout.plotWidth || column < 0)
    return undefined;
  const requests = spanOf(columns, column);
  const geometry = columnGeometry(model, requests);
  if (geometry === undefined) return undefined;
  const place = { requests, request: geometry.request };
  if (y < layout.picture.top) return { ...place, kind: "axis" };
  if (within(layout.picture, y)) {
    const found = itemAtTokens(geometry, tokensAtPixel(figure, y));
    if (found === "overhead" || found === "beyond") return { ...place, kind: found };
    const segment = model.requests.segment[geometry.request] ?? 0;
    return { ...place, kind: "item", segment, ...found };
  }
  const strip = layout.strips.find((each) => y < each.top + each.height);
  return strip === undefined
    ? { ...place, kind: "axis" }
    : { ...place, kind: "strip", strip: strip.name };
}

/** Tokens at a height of the picture, in CSS pixels. */
export function tokensAtPixel({ layout: { picture }, vertical }: Figure, y: number): number {
  return tokensOfHeight(vertical, picture.height, breakHeight, picture.top + picture.height - y);
}

/** Height of a token position in the picture, in CSS pixels. */
export function pixelAtTokens({ layout: { picture }, vertical }: Figure, tokens: number): number {
  const above = heightOfTokens(vertical, picture.height, breakHeight, tokens);
  return picture.top + picture.height - above;
}

function within({ top, height }: Rect, y: number): boolean {
  return y >= top && y < top + height;
}
