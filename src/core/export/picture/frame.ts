import { buildAxis, type Axis } from "../../timeline/axis";
import { visibleColumns, type Columns } from "../../timeline/columns";
import { layoutFigure, usefulStrips, type FigureLayout } from "../../timeline/layout";
import type { TimelineModel } from "../../timeline/model";
import {
  breakHeight,
  heightOfTokens,
  verticalScale,
  type VerticalScale,
} from "../../timeline/vertical";
import { clampView, wholeView, type Viewport } from "../../timeline/viewport";
import { whatIfSentAgainTokens } from "../../timeline/whatIfSets";
import type { WhatIfOutcome } from "../../whatif/outcome";
import { nothingChosen, type PictureChoices } from "./highlights";
import type { Palette } from "./palette";

/** What is drawn, and where everything stands. */
export interface PictureFrame {
  readonly model: TimelineModel;
  readonly whatIf: WhatIfOutcome | undefined;
  readonly whatIfSentAgain: Float64Array | undefined;
  readonly axis: Axis;
  readonly view: Viewport;
  readonly columns: Columns;
  readonly layout: FigureLayout;
  readonly vertical: VerticalScale;
  readonly palette: Palette;
  readonly choices: PictureChoices;
}

/** Steps of the columns' grid in a unit of the drawing. */
export const columnSteps = 2;
const leastColumnWidth = 1.5;
const gapFrom = 5;

export interface FrameOptions {
  readonly model: TimelineModel;
  readonly whatIf: WhatIfOutcome | undefined;
  /** Everything where it is undefined. */
  readonly view: Viewport | undefined;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** Nothing is brought out where it is undefined. */
  readonly choices?: PictureChoices | undefined;
}

/** Lays a picture out as the page does. */
export function pictureFrame(options: FrameOptions): PictureFrame {
  const { model, whatIf, palette, width, height } = options;
  const axis = buildAxis(model, options.view?.axis ?? "requests");
  const view = options.view === undefined ? wholeView(axis) : clampView(options.view, axis);
  const layout = layoutFigure({
    width,
    height,
    strips: usefulStrips(model, whatIf),
    hasWhatIf: whatIf !== undefined,
    hasSegmentMarks: model.segments.length > 1,
  });
  const columns = visibleColumns(
    model,
    axis,
    view,
    Math.round(layout.plotWidth * columnSteps),
    leastColumnWidth * columnSteps,
  );
  const visible = { from: columns.from[0] ?? 0, to: columns.to[columns.length - 1] ?? 0 };
  return {
    model,
    whatIf,
    whatIfSentAgain: whatIf && whatIfSentAgainTokens(model, whatIf),
    axis,
    view,
    columns,
    layout,
    vertical: verticalScale(model, visible),
    palette,
    choices: options.choices ?? nothingChosen,
  };
}

/** Left edge and width of a column; wide ones leave a gap to the next. */
export function placeOfColumn(
  { columns, layout }: PictureFrame,
  column: number,
): { readonly left: number; readonly width: number } {
  const left = (columns.left[column] ?? 0) / columnSteps;
  const wide = (columns.right[column] ?? 0) / columnSteps - left;
  return { left: layout.plotLeft + left, width: wide >= gapFrom ? wide - 1 : wide };
}

/** Requests of which any part is in view, from 0, the last one included. */
export function requestsInView({ columns, layout }: PictureFrame): {
  readonly first: number;
  readonly last: number;
} {
  const width = Math.round(layout.plotWidth * columnSteps);
  let first = Infinity;
  let last = -1;
  for (let column = 0; column < columns.length; column++) {
    if ((columns.right[column] ?? 0) <= 0 || (columns.left[column] ?? 0) >= width) continue;
    first = Math.min(first, columns.from[column] ?? 0);
    last = Math.max(last, (columns.to[column] ?? 0) - 1);
  }
  return { first, last };
}

/** Height of a token position in the drawing. */
export function yOfTokens({ layout: { picture }, vertical }: PictureFrame, tokens: number): number {
  return (
    picture.top + picture.height - heightOfTokens(vertical, picture.height, breakHeight, tokens)
  );
}
