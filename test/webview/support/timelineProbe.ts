import { replaySession } from "../../../src/core/replay/replaySession";
import { SegmentFold } from "../../../src/core/session/foldSegment";
import { assembleSession, type Session } from "../../../src/core/session/session";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import type { Filter } from "../../../src/core/timeline/filter";
import type { Hit } from "../../../src/core/timeline/hit";
import { buildAxis } from "../../../src/core/timeline/axis";
import { visibleColumns } from "../../../src/core/timeline/columns";
import type { TimelineModel } from "../../../src/core/timeline/model";
import type { AxisKind, Viewport } from "../../../src/core/timeline/viewport";
import { asRecorded } from "../../../src/core/whatif/asRecorded";
import { certainty } from "../../../src/core/whatif/outcome";
import { flappingSession } from "../../core/timeline/flappingSession";
import { TimelineView } from "../../../webview/timeline/timelineView";

/** One segment log as text. */
export interface ProbeLog {
  readonly id: string;
  readonly text: string;
}

/** The timeline alone in a page, for tests: shows logs and tells what it said. Runs in the browser. */
class TimelineProbe {
  readonly selections: (number | undefined)[] = [];
  readonly hovers: (Hit | undefined)[] = [];
  readonly views: Viewport[] = [];
  readonly filters: Filter[] = [];
  readonly view: TimelineView;
  #session: Session | undefined;
  #model: TimelineModel | undefined;

  constructor(container: HTMLElement) {
    this.view = new TimelineView(container, {
      onSelect: (request) => this.selections.push(request),
      onHover: (hit) => this.hovers.push(hit),
      onViewChange: (view) => this.views.push(view),
      onFilterChange: (filter) => this.filters.push(filter),
    });
  }

  /** Shows the logs, or the first so many requests of them; gives the number of requests. */
  show(logs: readonly ProbeLog[], options: { requests?: number; toolName?: string } = {}): number {
    const segments = logs.map(({ id, text }) => {
      const fold = new SegmentFold(id, (bytes) => new TextDecoder().decode(bytes));
      fold.push(new TextEncoder().encode(text));
      const { toolName } = options;
      const segment = fold.snapshot();
      return toolName === undefined
        ? segment
        : { ...segment, toolNames: segment.toolNames.map(() => toolName) };
    });
    const session = assembleSession("probe", segments, undefined);
    const whole = replaySession(session);
    const replay = { ...whole, requests: whole.requests.slice(0, options.requests) };
    this.#session = session;
    const model = buildTimelineModel(session, replay);
    this.view.setModel(model);
    return model.length;
  }

  /** Lays a what-if with these settings over it. */
  whatIf(protectedTokens: number, minSavings: number): void {
    if (this.#session === undefined) return;
    const replay = replaySession(this.#session);
    this.view.setWhatIf(asRecorded(this.#session, replay, { protectedTokens, minSavings }));
  }

  /** The same, uncertain of the requests given. */
  uncertainWhatIf(protectedTokens: number, minSavings: number, requests: readonly number[]): void {
    if (this.#session === undefined) return;
    const replay = replaySession(this.#session);
    const outcome = asRecorded(this.#session, replay, { protectedTokens, minSavings });
    const certain = outcome.certain.map((_, request) => (requests.includes(request) ? 0 : 1));
    this.view.setWhatIf({ ...outcome, certain });
  }

  /** The same, while it is still being worked out of which requests it is certain. */
  pendingWhatIf(protectedTokens: number, minSavings: number): void {
    if (this.#session === undefined) return;
    const replay = replaySession(this.#session);
    const outcome = asRecorded(this.#session, replay, { protectedTokens, minSavings });
    const certain = outcome.certain.map(() => certainty.pending);
    this.view.setWhatIf({ ...outcome, certain });
  }

  /** Shows a made-up session of so many requests that flaps. */
  showFlapping(requests: number): void {
    const { session, replay } = flappingSession(requests);
    this.#session = undefined;
    this.#model = buildTimelineModel(session, replay);
    this.view.setModel(this.#model);
  }

  setAxis(kind: AxisKind): void {
    this.view.setAxis(kind);
  }

  /** Resolves once a frame has been painted after what was done before. */
  async painted(): Promise<void> {
    for (let frame = 0; frame < 2; frame++)
      await new Promise((resolve) => requestAnimationFrame(resolve));
  }

  /** Colours of a rectangle of the picture in CSS pixels from the figure's corner: how many pixels of each, as `r,g,b`. */
  colours(left: number, top: number, width: number, height: number): Record<string, number> {
    const canvas = document.querySelector<HTMLCanvasElement>(".timeline-figure canvas");
    const ratio = devicePixelRatio;
    const image = canvas
      ?.getContext("2d")
      ?.getImageData(left * ratio, top * ratio, width * ratio, height * ratio);
    const counts: Record<string, number> = {};
    const { data } = image ?? { data: new Uint8ClampedArray() };
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] !== 255) continue;
      const name = `${String(data[at])},${String(data[at + 1])},${String(data[at + 2])}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  /** How many columns hold a request that sends again, and how many of those show the hot colour clearly. */
  burning(): { readonly wanted: number; readonly burning: number } {
    const canvas = document.querySelector<HTMLCanvasElement>(".timeline-figure canvas");
    const model = this.#model;
    const left =
      (document.querySelector<HTMLElement>(".timeline")?.clientWidth ?? 0) < 560 ? 40 : 76;
    if (canvas === null || model === undefined) return { wanted: 0, burning: 0 };
    const width = canvas.width - left - 10;
    const view = this.view.view;
    const axis = buildAxis(model, view.axis);
    const columns = visibleColumns(model, axis, view, width, 1.5);
    const context = canvas.getContext("2d");
    let wanted = 0;
    let burning = 0;
    for (let column = 0; column < columns.length; column++) {
      const from = columns.from[column] ?? 0;
      const to = columns.to[column] ?? 0;
      const { offsets } = model.requests.sentAgain;
      const again = (offsets[to] ?? 0) > (offsets[from] ?? 0);
      const x = columns.left[column] ?? 0;
      // Of the earliest requests there is too little to be more than a pixel.
      if (!again || from < 100 || x >= width) continue;
      wanted++;
      const data = context?.getImageData(left + x, 0, 1, canvas.height).data;
      let hot = 0;
      for (let at = 0; data !== undefined && at < data.length; at += 4)
        if ((data[at] ?? 0) > 150 && (data[at] ?? 0) > 1.8 * (data[at + 1] ?? 0)) hot++;
      if (hot > 2) burning++;
    }
    return { wanted, burning };
  }

  /** The whole picture, to compare. */
  picture(): string {
    const canvas = document.querySelector<HTMLCanvasElement>(".timeline-figure canvas");
    return canvas?.toDataURL() ?? "";
  }
}

declare global {
  interface Window {
    timelineProbe: TimelineProbe;
  }
}

const container = document.getElementById("page");
if (container === null) throw new Error("the document has no #page");
container.replaceChildren();
// As VS Code paints a webview's ground.
document.body.style.background = "var(--vscode-editor-background)";
document.body.style.fontFamily = "var(--vscode-font-family)";
container.style.position = "fixed";
container.style.inset = "0";
window.timelineProbe = new TimelineProbe(container);
