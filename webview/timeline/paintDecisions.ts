import { decisionCounts } from "../../src/core/timeline/aggregate";
import { spanOf } from "../../src/core/timeline/columns";
import type { StripPlace } from "../../src/core/timeline/layout";
import { decisions, type TimelineDecision } from "../../src/core/timeline/model";
import { unreachable } from "../../src/core/unreachable";
import { cssColour, type Colour } from "./colour";
import { columnPlace, type Scene } from "./scene";

/** Width from which each decision has its shape. */
const shapeFrom = 4;

/** One shape a request; where there is no room, a mark in the lane of each decision that occurs. */
export function paintDecisions(
  context: CanvasRenderingContext2D,
  scene: Scene,
  strip: StripPlace,
): void {
  const { model, whatIf } = scene;
  const rows = whatIf === undefined ? 1 : 2;
  const height = strip.height / rows;
  paintDecisionRow(context, scene, strip.top, height, model.requests.decision, false);
  if (whatIf !== undefined)
    paintDecisionRow(context, scene, strip.top + height, height, whatIf.decision, true);
}

function paintDecisionRow(
  context: CanvasRenderingContext2D,
  scene: Scene,
  top: number,
  height: number,
  codes: Uint8Array,
  isWhatIf: boolean,
): void {
  const { columns, theme } = scene;
  for (let column = 0; column < columns.length; column++) {
    const span = spanOf(columns, column);
    const { left, width } = columnPlace(scene, column);
    const isOne = span.to - span.from === 1;
    if (isOne && width >= shapeFrom) {
      const decision = decisions[codes[span.from] ?? 0] ?? "unknown";
      const isUncertain = isWhatIf && scene.whatIf?.certain[span.from] === 0;
      context.globalAlpha = isUncertain ? 0.5 : 1;
      const size = Math.min(9, width - 0.5);
      shape(context, theme, decision, left + width / 2, top + height / 2, size);
      context.globalAlpha = 1;
      continue;
    }
    const counts = decisionCounts(codes, span);
    for (const [code, decision] of decisions.entries()) {
      const count = counts[code] ?? 0;
      if (count === 0) continue;
      const lane = lanes[decision];
      context.globalAlpha = 0.45 + (0.55 * count) / (span.to - span.from);
      context.fillStyle = cssColour(decisionColour(theme, decision));
      context.fillRect(left, top + lane * (height - 4), Math.max(1, width), 4);
      context.globalAlpha = 1;
    }
  }
}

/** Height of a decision in its row where there is no room for shapes, from the top. */
const lanes: Readonly<Record<TimelineDecision, number>> = {
  fired: 0,
  below_min_savings: 0.5,
  no_candidates: 1,
  unknown: 1,
};

function decisionColour(theme: Scene["theme"], decision: TimelineDecision): Colour {
  switch (decision) {
    case "fired":
      return theme.fired;
    case "below_min_savings":
      return theme.skipped;
    case "no_candidates":
    case "unknown":
      return theme.muted;
    default:
      return unreachable(decision);
  }
}

/** The shape of a decision around a point: a triangle, a hollow square, a dot, a dash. */
export function shape(
  context: CanvasRenderingContext2D,
  theme: Scene["theme"],
  decision: TimelineDecision,
  x: number,
  y: number,
  size: number,
): void {
  const colour = cssColour(decisionColour(theme, decision));
  context.fillStyle = colour;
  context.strokeStyle = colour;
  const half = size / 2;
  context.beginPath();
  switch (decision) {
    case "fired":
      context.moveTo(x, y - half);
      context.lineTo(x + half, y + half);
      context.lineTo(x - half, y + half);
      context.fill();
      return;
    case "below_min_savings":
      context.lineWidth = Math.max(1, size / 6);
      context.strokeRect(x - half + 0.75, y - half + 0.75, size - 1.5, size - 1.5);
      return;
    case "no_candidates":
      context.arc(x, y, Math.max(1, size / 5), 0, 2 * Math.PI);
      context.fill();
      return;
    case "unknown":
      context.fillRect(x - half, y - 0.5, size, 1);
      return;
    default:
      unreachable(decision);
  }
}
