import { formatDuration } from "../../src/core/format";
import { timeline } from "../strings/timeline";
import { paintAxis, paintSegmentMarks } from "./paintAxis";
import { paintBandLabels } from "./paintBandLabels";
import { paintIdle } from "./paintEndings";
import { paintVeil } from "./paintFound";
import { paintOverlay } from "./paintOverlay";
import { paintNarrowMarks } from "./narrowMarks";
import { paintBreak, paintGrid, paintGridLines, paintMarks, paintMergeNote } from "./paintPicture";
import { firstLine, paintStripLabels, StripBars } from "./paintStrips";
import { paintUncertain } from "./paintUncertain";
import { Picture } from "./picture";
import { Pixels } from "./pixels";
import { clipped, type Scene } from "./scene";

/** Pixels of the picture above which a dense screen's density is halved: less where there are many columns to fill. */
const mostPixels = 2_400_000;
const mostPixelsCrowded = 1_000_000;
const crowdedFrom = 300;

/** The figure's two canvases: what the view shows, and over it what follows pointer and selection. */
export class FigureCanvas {
  readonly elements: readonly [HTMLCanvasElement, HTMLCanvasElement];
  readonly #picture = new Picture();
  readonly #bars = new StripBars();
  /** Where pixels of a lower density wait to be drawn larger. */
  readonly #stage = document.createElement("canvas");
  #pixels: Pixels | undefined;
  #overlayIsEmpty = false;

  constructor() {
    this.elements = [document.createElement("canvas"), document.createElement("canvas")];
    for (const canvas of this.elements) canvas.setAttribute("aria-hidden", "true");
  }

  /** Makes what a scene needs and is not kept yet, until it `isLate`; true once all of it is there. */
  prepare(scene: Scene, isLate: () => boolean): boolean {
    return this.#picture.prepare(this.#pixelsFor(scene).density, scene, isLate);
  }

  /** Paints everything: first what is many small rectangles, as pixels, then what has shapes and words. */
  paint(scene: Scene): void {
    const context = prepare(this.elements[0], scene);
    if (context === undefined) return;
    const pixels = this.#pixelsFor(scene);
    // Picture and strips replace what is on their lines.
    const { top, height } = scene.layout.picture;
    pixels.clear(0, Math.round(top * pixels.density));
    pixels.clear(Math.round((top + height) * pixels.density), firstLine(pixels, scene));
    this.#picture.paint(pixels, scene);
    paintGridLines(pixels, scene);
    paintNarrowMarks(pixels, scene);
    this.#bars.paint(pixels, scene);
    this.#hand(pixels, context, scene);
    paintGrid(context, scene);
    clipped(context, scene, () => {
      paintIdle(context, scene, (spanMs) => timeline.idle(formatDuration(spanMs)));
      paintUncertain(context, scene);
      paintBreak(context, scene);
      paintBandLabels(context, scene);
      paintMarks(context, scene);
    });
    paintMergeNote(context, scene);
    paintSegmentMarks(context, scene);
    paintStripLabels(context, scene);
    paintVeil(context, scene);
    paintAxis(context, scene);
    this.paintOverlay(scene);
  }

  #pixelsFor(scene: Scene): Pixels {
    const { layout, ratio } = scene;
    const area = layout.picture.width * layout.picture.height * ratio * ratio;
    const most = scene.columns.length > crowdedFrom ? mostPixelsCrowded : mostPixels;
    const density = area > most && ratio >= 1.5 ? ratio / 2 : ratio;
    const width = Math.round(layout.width * density);
    const height = Math.round(layout.height * density);
    const known = this.#pixels;
    if (known?.width === width && known.height === height && known.density === density)
      return known;
    return (this.#pixels = new Pixels(width, height, density, known?.memory));
  }

  #hand(pixels: Pixels, context: CanvasRenderingContext2D, { layout, ratio }: Scene): void {
    if (pixels.density === ratio) {
      context.putImageData(pixels.image, 0, 0);
      return;
    }
    if (this.#stage.width !== pixels.width) this.#stage.width = pixels.width;
    if (this.#stage.height !== pixels.height) this.#stage.height = pixels.height;
    this.#stage.getContext("2d")?.putImageData(pixels.image, 0, 0);
    context.clearRect(0, 0, layout.width, layout.height);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#stage, 0, 0, layout.width, layout.height);
  }

  paintOverlay(scene: Scene): void {
    const { selected, hover, highlight, finding } = scene;
    const isEmpty = [selected, hover, highlight, finding].every((each) => each === undefined);
    const [, canvas] = this.elements;
    const context = prepare(canvas, scene);
    if (context === undefined || (isEmpty && this.#overlayIsEmpty)) return;
    this.#overlayIsEmpty = isEmpty;
    context.clearRect(0, 0, scene.layout.width, scene.layout.height);
    paintOverlay(context, scene);
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
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
