import { spanOf } from "../../src/core/timeline/columns";
import { cssColour, withAlpha } from "./colour";
import { columnPlace, setFont, type Scene } from "./scene";
import type { TimelineTheme } from "./theme";

/** Height of the mark above a column, and width from which it has its letter, in CSS pixels. */
const headHeight = 5;
const letterFrom = 11;
const side = 6;

const patterns = new WeakMap<TimelineTheme, HTMLCanvasElement>();

/** Dots in the what-if's colour; what lies under them stays readable. */
function dots(context: CanvasRenderingContext2D, theme: TimelineTheme): CanvasPattern | string {
  let canvas = patterns.get(theme);
  if (canvas === undefined) {
    canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    const own = canvas.getContext("2d");
    if (own !== null) {
      own.fillStyle = cssColour(theme.background);
      own.fillRect(0, 0, 3, 3);
      own.fillStyle = cssColour(theme.whatIf);
      own.fillRect(0, 0, 2, 2);
      own.fillStyle = cssColour(withAlpha(theme.background, 0.35));
      own.fillRect(3, 3, 2, 2);
    }
    patterns.set(theme, canvas);
  }
  return context.createPattern(canvas, "repeat") ?? "transparent";
}

/**
 * Marks each request of which a what-if is not certain: dots over its column, a bar at its head, and a question mark where
 * there is room. A column of merged requests has the bar only in the share of those that are uncertain.
 */
export function paintUncertain(context: CanvasRenderingContext2D, scene: Scene): void {
  const { whatIf, columns, theme, layout } = scene;
  if (whatIf === undefined) return;
  const { top, height } = layout.picture;
  const pattern = dots(context, theme);
  setFont(context, theme, 10);
  context.textAlign = "center";
  context.textBaseline = "top";
  for (let column = 0; column < columns.length; column++) {
    const { from, to } = spanOf(columns, column);
    let uncertain = 0;
    for (let request = from; request < to; request++)
      if (whatIf.certain[request] === 0) uncertain++;
    if (uncertain === 0) continue;
    const { left, width } = columnPlace(scene, column);
    const wide = Math.max(1, width);
    context.fillStyle = pattern;
    context.fillRect(left, top, wide, height);
    context.fillStyle = cssColour(theme.whatIf);
    context.fillRect(left, top, wide, Math.max(2, (headHeight * uncertain) / (to - from)));
    if (width < letterFrom || to - from > 1) continue;
    const middle = left + width / 2;
    context.fillStyle = cssColour(theme.halo);
    context.fillRect(middle - 4, top + headHeight + 1, 8, 11);
    context.fillStyle = cssColour(theme.whatIf);
    context.fillText("?", middle, top + headHeight + 2);
  }
}

/** The same for the legend. */
export function uncertainSwatch(context: CanvasRenderingContext2D, theme: TimelineTheme): void {
  context.fillStyle = dots(context, theme);
  context.fillRect(0, 0, 18, 12);
  context.fillStyle = cssColour(theme.whatIf);
  context.fillRect(0, 0, 18, 3);
}
