import { stripNames, type StripName } from "./hit";
import type { TimelineModel } from "./model";
import type { WhatIfOutcome } from "../whatif/outcome";

/** A rectangle of the figure in CSS pixels, from its upper left corner. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface StripPlace extends Rect {
  readonly name: StripName;
  /** Where its label stands: in the gutter, or on a line of its own above it. */
  readonly labelTop: number;
}

/** Where everything stands in the figure. All places share the plot's left edge and width. */
export interface FigureLayout {
  readonly width: number;
  readonly height: number;
  readonly plotLeft: number;
  readonly plotWidth: number;
  readonly labels: "gutter" | "above";
  /** The line above the picture that names how segments came about. */
  readonly marks: Rect;
  readonly picture: Rect;
  readonly strips: readonly StripPlace[];
  readonly axis: Rect;
}

export interface LayoutInput {
  readonly width: number;
  readonly height: number;
  readonly strips: readonly StripName[];
  /** A what-if gives the decisions a second row. */
  readonly hasWhatIf: boolean;
  readonly hasSegmentMarks: boolean;
}

const gutterWidth = 76;
const narrowGutterWidth = 40;
/** Width in CSS pixels below which labels stand above their strips. */
export const narrowBelow = 560;
const rightMargin = 10;
const marksHeight = 20;
const topMargin = 8;
const axisHeight = 34;
const stripGap = 8;
const labelHeight = 14;
const leastPictureHeight = 150;
const stripHeights: Readonly<Record<StripName, number>> = {
  decision: 16,
  "sent again": 34,
  cache: 50,
  savings: 30,
  output: 22,
};
/** What goes first where there is not room for everything. */
const dispensable: readonly StripName[] = ["output", "savings"];

/** Strips that have something to show. */
export function usefulStrips(
  model: TimelineModel,
  outcome: WhatIfOutcome | undefined,
): readonly StripName[] {
  const { requests } = model;
  const some = (column: Float64Array) => column.some((value) => value > 0);
  const pruned = some(requests.leftOutTokens) || outcome?.pruned.some((set) => set.length > 0);
  const useful: Readonly<Record<StripName, boolean>> = {
    decision: model.length > 0,
    "sent again": pruned === true,
    cache: some(requests.promptTokens),
    savings: pruned === true || some(requests.estimatedSavingsTokens),
    output: some(requests.outputTokens),
  };
  return stripNames.filter((name) => useful[name]);
}

/** Lays the figure out; the picture takes what the strips leave, and strips go where that is too little. */
export function layoutFigure(input: LayoutInput): FigureLayout {
  const labels = input.width < narrowBelow ? "above" : "gutter";
  const plotLeft = labels === "gutter" ? gutterWidth : narrowGutterWidth;
  const plotWidth = Math.max(40, input.width - plotLeft - rightMargin);
  const marks = input.hasSegmentMarks ? marksHeight : topMargin;
  const heightOf = (name: StripName) =>
    stripGap +
    (labels === "above" ? labelHeight : 0) +
    stripHeights[name] * (name === "decision" && input.hasWhatIf ? 2 : 1);
  const total = (names: readonly StripName[]) =>
    names.reduce((sum, name) => sum + heightOf(name), 0);
  let names = input.strips;
  for (const name of dispensable)
    if (input.height - marks - axisHeight - total(names) < leastPictureHeight)
      names = names.filter((each) => each !== name);
  const pictureHeight = Math.max(
    leastPictureHeight,
    Math.floor(input.height - marks - axisHeight - total(names)),
  );
  const place = { left: plotLeft, width: plotWidth };
  let top = marks + pictureHeight;
  const strips = names.map((name): StripPlace => {
    const slot = heightOf(name);
    const above = labels === "above" ? labelHeight : 0;
    const strip: StripPlace = {
      name,
      ...place,
      top: top + stripGap + above,
      height: slot - stripGap - above,
      labelTop: top + stripGap,
    };
    top += slot;
    return strip;
  });
  return {
    width: input.width,
    height: Math.max(input.height, top + axisHeight),
    plotLeft,
    plotWidth,
    labels,
    marks: { ...place, top: 0, height: marks },
    picture: { ...place, top: marks, height: pictureHeight },
    strips,
    axis: { ...place, top, height: axisHeight },
  };
}
