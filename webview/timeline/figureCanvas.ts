import { formatDuration } from "../../src/core/format";
import { timeline } from "../strings/timeline";
import { paintAxis, paintSegmentMarks } from "./paintAxis";
import { paintBandLabels } from "./paintBandLabels";
import { paintIdle } from "./paintEndings";
import { paintVeil } from "./paintFound";
import { paintOverlay } from "./paintOverlay";
import { paintBreak, paintGrid, paintMarks, paintMergeNote } from "./paintPicture";
import { paintStrips } from "./paintStrips";
import { paintUncertain } from "./paintUncertain";
import { Picture } from "./picture";
import { clipped, type Scene } from "./scene";

/** The figure's two canvases: what the view shows, and over it what follows pointer and selection. */
export class FigureCanvas {
  readonly elements: readonly [HTMLCanvasElement, HTMLCanvasElement];
  readonly #picture = new Picture();

  constructor() {
    this.elements = [document.createElement("canvas"), document.createElement("canvas")];
    for (const canvas of this.elements) canvas.setAttribute("aria-hidden", "true");
  }

  /** Paints everything. */
  paint(scene: Scene): void {
    const context = prepare(this.elements[0], scene);
    if (context === undefined) return;
    paintGrid(context, scene);
    this.#picture.paint(context, scene);
    clipped(context, scene, () => {
      paintIdle(context, scene, (spanMs) => timeline.idle(formatDuration(spanMs)));
      paintUncertain(context, scene);
      paintBreak(context, scene);
      paintBandLabels(context, scene);
      paintMarks(context, scene);
    });
    paintMergeNote(context, scene);
    paintSegmentMarks(context, scene);
    paintStrips(context, scene);
    paintVeil(context, scene);
    paintAxis(context, scene);
    this.paintOverlay(scene);
  }

  paintOverlay(scene: Scene): void {
    const context = prepare(this.elements[1], scene);
    if (context !== undefined) paintOverlay(context, scene);
  }

  clear(): void {
    for (const canvas of this.elements)
      canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
  }
}

function prepare(canvas: HTMLCanvasElement, scene: Scene): CanvasRenderingContext2D | undefined {
  const { layout, ratio } = scene;
  const width = Math.round(layout.width * ratio);
  const height = Math.round(layout.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.height = `${layout.height}px`;
  }
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
