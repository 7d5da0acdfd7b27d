import { laneTops } from "../../src/core/timeline/laneTops";
import { countOfCode } from "../../src/core/timeline/codeCounts";
import type { RequestSpan } from "../../src/core/timeline/hit";
import { spanOf } from "../../src/core/timeline/columns";
import type { StripPlace } from "../../src/core/timeline/layout";
import { decisions, type TimelineDecision } from "../../src/core/timeline/model";
import { unreachable } from "../../src/core/unreachable";
import { cssColour, pixelWord, type Colour } from "./colour";
import type { BarStore } from "./barStore";
import { translucent } from "./pixels";
import { columnPlace, type Scene } from "./scene";

/** Width from which each decision has its shape. */
export const shapeFrom = 4;

/** One shape a request, where there is room for shapes. */
export function paintDecisions(
  context: CanvasRenderingContext2D,
  scene: Scene,
  strip: StripPlace,
): void {
  const { columns, theme } = scene;
  for (const { codes, top, height, certain } of decisionRows(scene, strip)) {
    for (let column = 0; column < columns.length; column++) {
      const span = spanOf(columns, column);
      const { left, width } = columnPlace(scene, column);
      if (!hasShape(span, width)) continue;
      const decision = decisions[codes[span.from] ?? 0] ?? "unknown";
      context.globalAlpha = certain?.[span.from] === 0 ? 0.5 : 1;
      const size = Math.min(9, width - 0.5);
      shape(context, theme, decision, left + width / 2, top + height / 2, size);
    }
    context.globalAlpha = 1;
  }
}

/** Elsewhere a mark in the lane of each decision that occurs, the fainter the rarer it is. */
export function decisionLanes(
  scene: Scene,
  density: number,
  strip: StripPlace,
  store: BarStore,
): (span: RequestSpan, width: number) => void {
  const words = decisions.map((decision) => pixelWord(decisionColour(scene.theme, decision)));
  const rows = decisionRows(scene, strip);
  return (span, width) => {
    if (hasShape(span, width)) return;
    for (const { codes, top, height } of rows) {
      for (const [code, decision] of decisions.entries()) {
        const count = countOfCode(codes, code, decisions.length, span);
        if (count === 0) continue;
        const from = Math.round((top + laneTops[decision] * (height - laneHeight)) * density);
        const to = from + Math.round(laneHeight * density);
        const alpha = 0.45 + (0.55 * count) / (span.to - span.from);
        store.add(from, to, translucent(words[code] ?? 0, alpha));
      }
    }
  };
}

const laneHeight = 4;

function hasShape(span: RequestSpan, width: number): boolean {
  return span.to - span.from === 1 && width >= shapeFrom;
}

interface DecisionRow {
  readonly codes: Uint8Array;
  readonly top: number;
  readonly height: number;
  readonly certain: Uint8Array | undefined;
}

function decisionRows(
  { model, whatIf }: Scene,
  { top, height }: StripPlace,
): readonly DecisionRow[] {
  const recorded = { codes: model.requests.decision, top, certain: undefined };
  if (whatIf === undefined) return [{ ...recorded, height }];
  const { decision: codes, certain } = whatIf;
  const half = height / 2;
  return [
    { ...recorded, height: half },
    { codes, top: top + half, height: half, certain },
  ];
}

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
