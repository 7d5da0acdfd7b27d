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
  /** Below this height the figure does not fit. */
  readonly leastHeight: number;
  readonly plotLeft: number;
  readonly plotWidth: number;
  readonly labels: "gutter" | "above";
  /** The line above the picture that names how segments came about. */
  readonly marks: Rect;
  readonly picture: Rect;
  readonly strips: readonly StripPlace[];
  readonly axis: Rect;
  /** Middles of the lines of the axis: what became of requests, numbers or times, runs. Without such requests the first is not there. */
  readonly axisLines: {
    readonly fates: number | undefined;
    readonly numbers: number;
    readonly runs: number;
  };
}

export interface LayoutInput {
  readonly width: number;
  readonly height: number;
  readonly strips: readonly StripName[];
  /** A what-if gives the decisions a second row. */
  readonly hasWhatIf: boolean;
  readonly hasSegmentMarks: boolean;
  /** Whether some requests did not end well: they are marked on a line of their own. */
  readonly hasFates?: boolean;
}

const gutterWidth = 76;
const narrowGutterWidth = 40;
/** Width in CSS pixels below which labels stand above their strips. */
export const narrowBelow = 560;
const rightMargin = 10;
const marksHeight = 20;
const topMargin = 8;
const axisHeight = 34;
const fatesHeight = 11;
const stripGap = 6;
const labelHeight = 14;
const leastPictureHeight = 88;
/** Height of the picture below which strips that can be spared make room, and then one below which the others become lower. */
const wantedPictureHeight = 200;
const goodPictureHeight = 150;
const stripHeights: Readonly<Record<StripName, number>> = {
  decision: 16,
  "sent again": 34,
  cache: 50,
  savings: 30,
  output: 22,
};
/** Share of their height that strips keep at least. */
const lowShare = 0.5;
/** What goes first where there is not room for everything. */
const dispensable: readonly StripName[] = ["output", "savings"];

const useful = new WeakMap<TimelineModel, Map<WhatIfOutcome | undefined, readonly StripName[]>>();

/** Strips that have something to show. What was found is kept for the what-if asked about last. */
export function usefulStrips(
  model: TimelineModel,
  outcome: WhatIfOutcome | undefined,
): readonly StripName[] {
  const known = useful.get(model)?.get(outcome);
  if (known !== undefined) return known;
  const made = findUsefulStrips(model, outcome);
  useful.set(model, new Map([[outcome, made]]));
  return made;
}

function findUsefulStrips(
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

/**
 * Lays the figure out. The picture takes what the strips leave; where that is too little, some strips go and the others
 * become lower. Below `leastHeight` the figure is higher than the input.
 */
export function layoutFigure(input: LayoutInput): FigureLayout {
  const labels = input.width < narrowBelow ? "above" : "gutter";
  const plotLeft = labels === "gutter" ? gutterWidth : narrowGutterWidth;
  const plotWidth = Math.max(40, input.width - plotLeft - rightMargin);
  const marks = input.hasSegmentMarks ? marksHeight : topMargin;
  const above = input.hasFates === true ? fatesHeight : 0;
  const wholeAxis = axisHeight + above;
  const { slots, total } = stripSlots(input, labels, input.height - marks - wholeAxis);
  const pictureHeight = Math.max(
    leastPictureHeight,
    Math.floor(input.height - marks - wholeAxis - total),
  );
  const place = { left: plotLeft, width: plotWidth };
  let top = marks + pictureHeight;
  const strips = slots.map(({ name, height }): StripPlace => {
    const labelTop = top + stripGap;
    const stripTop = labelTop + (labels === "above" ? labelHeight : 0);
    top = stripTop + height;
    return { name, ...place, top: stripTop, height, labelTop };
  });
  return {
    width: input.width,
    height: Math.max(input.height, top + wholeAxis),
    leastHeight: marks + leastPictureHeight + total + wholeAxis,
    plotLeft,
    plotWidth,
    labels,
    marks: { ...place, top: 0, height: marks },
    picture: { ...place, top: marks, height: pictureHeight },
    strips,
    axis: { ...place, top, height: wholeAxis },
    axisLines: {
      fates: above > 0 ? top + fatesHeight / 2 + 1 : undefined,
      numbers: top + above + 11,
      runs: top + above + 22,
    },
  };
}

interface Slot {
  readonly name: StripName;
  /** Of the strip itself, without label and gap. */
  readonly height: number;
}

/** Which strips are shown how high, and the height of all of them, in the room that they share with the picture. */
function stripSlots(
  input: LayoutInput,
  labels: FigureLayout["labels"],
  room: number,
): { readonly slots: readonly Slot[]; readonly total: number } {
  const frame = stripGap + (labels === "above" ? labelHeight : 0);
  const made = (names: readonly StripName[], share: number) => {
    const slots = names.map((name): Slot => {
      const rows = name === "decision" ? (input.hasWhatIf ? 2 : 1) : share;
      return { name, height: Math.round(stripHeights[name] * rows) };
    });
    return { slots, total: slots.reduce((sum, slot) => sum + frame + slot.height, 0) };
  };
  let names = input.strips;
  let whole = made(names, 1);
  for (const name of dispensable) {
    if (room - whole.total >= wantedPictureHeight) return whole;
    names = names.filter((each) => each !== name);
    whole = made(names, 1);
  }
  const lowest = made(names, lowShare);
  const missing = goodPictureHeight - (room - whole.total);
  const spare = whole.total - lowest.total;
  if (missing <= 0 || spare === 0) return whole;
  return made(names, 1 - (1 - lowShare) * Math.min(1, missing / spare));
}
