import type { LabFit } from "../src/core/lab/labRun";
import type { TimelineModel } from "../src/core/timeline/model";
import type { LoadedSession } from "./loadedSession";
import type { PageState } from "./pageState";
import type { TextSearcher } from "./timeline/timelineSearch";
import { TimelineView } from "./timeline/timelineView";

export interface SessionTimelineEvents {
  /** The user chose a request in the timeline, or none. */
  readonly onSelect: (request: number | undefined) => void;
  /** View, filter or search changed. */
  readonly onKeep: (change: Partial<PageState>) => void;
  /** Who looks through the texts of items; undefined where nobody can. */
  readonly texts: () => TextSearcher | undefined;
}

/** Milliseconds of work on a picture between two frames. */
const sliceMs = 12;

/** The timeline of the page's session: made once there is one, with the view, filter and search that were kept. */
export class SessionTimeline {
  /** Its place in the page. */
  readonly element = document.createElement("div");
  readonly #events: SessionTimelineEvents;
  #view: TimelineView | undefined;
  #work: Generator<number, TimelineModel> | undefined;
  #turn: ReturnType<typeof setTimeout> | undefined;

  constructor(events: SessionTimelineEvents) {
    this.#events = events;
    this.element.className = "timeline-host";
  }

  get view(): TimelineView | undefined {
    return this.#view;
  }

  /** Shows a session, or a newer state of it. `state`: the page's, now. */
  show(loaded: LoadedSession, fit: LabFit | undefined, state: () => PageState): TimelineView {
    this.#stop();
    const model = loaded.timeline(fit);
    if (this.#view !== undefined) {
      this.#view.setModel(model);
      return this.#view;
    }
    const view = this.#make(state);
    this.#view = view;
    view.setModel(model);
    const { view: kept, choices } = state();
    if (kept !== undefined) view.setView(kept);
    view.setFilter(choices.filter);
    if (choices.search !== undefined) view.setSearch(choices.search);
    return view;
  }

  /**
   * Shows the session that is shown by what was found out about it since. A long one is worked out in slices, between which
   * the picture stays what it was and the page does everything else.
   */
  refine(loaded: LoadedSession, fit: LabFit | undefined): void {
    this.#stop();
    if (this.#view === undefined) return;
    this.#work = loaded.timelineSteps(fit);
    this.#goOn();
  }

  #goOn(): void {
    const begun = performance.now();
    while (this.#work !== undefined) {
      const step = this.#work.next();
      if (step.done === true) {
        this.#work = undefined;
        this.#view?.setModel(step.value);
      } else if (performance.now() - begun > sliceMs) {
        this.#turn = setTimeout(() => {
          this.#goOn();
        });
        return;
      }
    }
  }

  #stop(): void {
    clearTimeout(this.#turn);
    this.#work = undefined;
  }

  #make(state: () => PageState): TimelineView {
    const { onSelect, onKeep, texts } = this.#events;
    return new TimelineView(this.element, {
      onSelect,
      onHover: () => undefined,
      onViewChange: (view) => {
        onKeep({ view });
      },
      onFilterChange: (filter) => {
        onKeep({ choices: { ...state().choices, filter } });
      },
      onSearchChange: (search) => {
        onKeep({ choices: { ...state().choices, search } });
      },
      texts,
    });
  }
}
