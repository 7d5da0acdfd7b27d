// Runs in the browser: a timeline of a session of any size, and what its frames cost while the view is zoomed.
import { timelineModelSteps } from "../../../src/core/timeline/buildTimelineModel";
import { noFilter, togglePart, type FilterPart } from "../../../src/core/timeline/filter";
import { TimelineView } from "../../../webview/timeline/timelineView";
import { flappingSession } from "../../core/timeline/flappingSession";

export interface FrameFigures {
  readonly requests: number;
  readonly items: number;
  readonly pixels: number;
  /** Milliseconds: of copying one canvas of the figure's size, of a frame of the zoom, of the longest frame. */
  readonly blit: number;
  readonly frame: number;
  readonly longest: number;
  /** What all but one frame in twenty stay below. */
  readonly most: number;
  readonly frames: number;
  /** Making the model, its longest step, and the longest frame in which a filter or its end is shown, likewise in milliseconds. */
  readonly model: number;
  readonly step: number;
  readonly filtered: number;
}

export interface FramesProbe {
  /** Zooms from everything to a few requests and back, `rounds` times, and times every frame. */
  readonly zoom: (requests: number, rounds: number) => Promise<FrameFigures>;
}

declare global {
  interface Window {
    framesProbe: FramesProbe;
  }
}

const parts: readonly FilterPart[] = [
  { field: "states", value: "sent again" },
  { field: "kinds", value: "assistant" },
  { field: "decisions", value: "fired" },
];

/** Drawing is put off until a canvas is read: reading a pixel makes it happen, and be counted. */
function settle(context: CanvasRenderingContext2D | null): void {
  context?.getImageData(0, 0, 1, 1);
}

async function zoom(requests: number, rounds: number): Promise<FrameFigures> {
  const container = document.getElementById("page");
  if (container === null) throw new Error("the document has no #page");
  container.replaceChildren();
  const spans: number[] = [];
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((now) => {
      const start = performance.now();
      callback(now);
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>(".timeline-figure canvas"))
        settle(canvas.getContext("2d"));
      spans.push(performance.now() - start);
    });
  const ignore = () => undefined;
  const view = new TimelineView(container, {
    onSelect: ignore,
    onHover: ignore,
    onViewChange: ignore,
  });
  const { session, replay } = flappingSession(requests);
  const steps: number[] = [];
  const work = timelineModelSteps(session, replay);
  const takeStep = () => {
    const begun = performance.now();
    const step = work.next();
    steps.push(performance.now() - begun);
    return step;
  };
  let made = takeStep();
  while (made.done !== true) made = takeStep();
  const model = made.value;
  view.setModel(model);
  const frame = async () => new Promise((resolve) => request(resolve));
  const settled = async () => {
    await frame();
    await frame();
  };
  for (let count = 0; count < 5; count++) await settled();
  spans.length = 0;
  for (let round = 0; round < rounds; round++) {
    for (let step = 0; step <= 40; step++) {
      const share = (step <= 20 ? step : 40 - step) / 20;
      const span = model.length * (12 / model.length) ** share;
      const from = (model.length - span) * 0.63;
      view.setView({ axis: "requests", from, to: from + span });
      await settled();
    }
  }
  const zoomed = spans.splice(0);
  for (const part of parts) {
    for (const filter of [togglePart(noFilter, part), noFilter]) {
      const pressed = performance.now();
      view.setFilter(filter);
      const took = performance.now() - pressed;
      const before = spans.length;
      // A filter is shown over several frames.
      for (let seen = -1; seen !== spans.length;) {
        seen = spans.length;
        await settled();
      }
      spans[before] = (spans[before] ?? 0) + took;
    }
  }
  const filtered = Math.max(...spans);
  const [canvas] = document.querySelectorAll<HTMLCanvasElement>(".timeline-figure canvas");
  if (canvas === undefined) throw new Error("there is no canvas");
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d");
  const blits: number[] = [];
  for (let turn = 0; turn < 200; turn++) {
    const start = performance.now();
    context?.clearRect(0, 0, copy.width, copy.height);
    context?.drawImage(canvas, 0, 0);
    settle(context);
    blits.push(performance.now() - start);
  }
  view.dispose();
  return {
    requests: model.length,
    items: model.segments.reduce((sum, { items }) => sum + items.length, 0),
    pixels: copy.width * copy.height,
    blit: shareOf(blits, 0.5),
    frame: shareOf(zoomed, 0.5),
    longest: Math.max(...zoomed),
    most: shareOf(zoomed, 0.95),
    frames: zoomed.length,
    model: steps.reduce((sum, each) => sum + each, 0),
    step: Math.max(...steps),
    filtered,
  };
}

/** The value that this share of the values stays below. */
function shareOf(values: readonly number[], share: number): number {
  return values.slice().sort((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
}

window.framesProbe = { zoom };
