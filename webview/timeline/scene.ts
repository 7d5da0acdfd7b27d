import type { Axis } from "../../src/core/timeline/axis";
import type { Emphasis } from "../../src/core/timeline/emphasis";
import type { Highlight, Hit } from "../../src/core/timeline/hit";
import type { Figure } from "../../src/core/timeline/hitTest";
import type { TimelineModel } from "../../src/core/timeline/model";
import type { Viewport } from "../../src/core/timeline/viewport";
import type { WhatIfOutcome } from "../../src/core/whatif/outcome";
import type { TimelineTheme } from "./theme";
import type { Finding } from "./timelineSearch";

/** Everything that one frame shows. Painters read it and draw in CSS pixels. */
export interface Scene extends Figure {
  readonly axis: Axis;
  /** Another session that is shown on the same axis: both have the same scales and the same strips. */
  readonly beside: { readonly model: TimelineModel; readonly axis: Axis } | undefined;
  readonly view: Viewport;
  readonly whatIf: WhatIfOutcome | undefined;
  readonly whatIfSentAgain: Float64Array | undefined;
  readonly theme: TimelineTheme;
  /** Texture pixels by cell code, as `textureWords` gives them. */
  readonly textures: Uint32Array;
  readonly selected: number | undefined;
  readonly hover: Hit | undefined;
  readonly highlight: Highlight | undefined;
  /** What filter and search bring out; undefined where nothing is dimmed. */
  readonly emphasis: Emphasis | undefined;
  readonly finding: Finding | undefined;
}

/** Left edge and width of a column in the figure, in CSS pixels; wide columns leave the gap to the next one out. */
export function columnPlace(
  { columns, ratio, layout }: Figure,
  column: number,
): { readonly left: number; readonly width: number } {
  const left = columns.left[column] ?? 0;
  const right = columns.right[column] ?? 0;
  const wide = (right - left) / ratio;
  return {
    left: layout.plotLeft + left / ratio,
    width: wide >= gapFrom ? wide - columnGap : wide,
  };
}

/** Width in CSS pixels from which columns stand apart, and the gap between them. */
export const gapFrom = 5;
export const columnGap = 1;

/** Width in CSS pixels below which neighbouring requests are merged. */
export const leastColumnWidth = 1.5;

/** Restricts drawing to the plot's width while `draw` runs. */
export function clipped(
  context: CanvasRenderingContext2D,
  { layout }: Figure,
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(layout.plotLeft, 0, layout.plotWidth, layout.height);
  context.clip();
  draw();
  context.restore();
}

/** Sets the theme's font, in CSS pixels. */
export function setFont(
  context: CanvasRenderingContext2D,
  { fontFamily, fontSize }: TimelineTheme,
  size = fontSize,
): void {
  context.font = `${size}px ${fontFamily}`;
}
