import { html, nothing, render, type TemplateResult } from "lit";
import type { CandidateRow } from "../src/core/inspect/candidates";
import type { ToPage } from "../src/core/protocol";
import { candidateGrid } from "./candidateGrid";
import { produce, type PictureInView } from "./exports/produce";
import { FindingsPanel } from "./findingsPanel";
import type { GridView } from "./gridView";
import type { HostLink } from "./hostLink";
import { InspectorPanel } from "./inspectorPanel";
import { ItemTexts } from "./itemTexts";
import { LiveMark } from "./liveMark";
import type { LoadedSession } from "./loadedSession";
import { lab as labWords } from "./labStrings";
import { pageActions } from "./pageActions";
import { restoreState, type PageLayout, type PageState, type Tab } from "./pageState";
import { requestGrid } from "./requestGrid";
import { Selection } from "./selection";
import { SessionIntake } from "./sessionIntake";
import { candidates as candidateWords, regions, requests as requestWords } from "./strings";
import { textSearcher } from "./textSearcher";
import { TimelineView } from "./timeline/timelineView";
import { UnreadFiles } from "./unreadFiles";
import { noCandidatesView } from "./views/candidates";
import { headerView } from "./views/header";
import { emptyView, newerFailedView, withoutSessionView } from "./views/states";
import { tabsView } from "./views/tabs";
import { workspaceView } from "./views/workspace";
import { WhatIfPanel } from "./whatIfPanel";
import { whatIfRows, type WhatIfRow } from "./whatIfRows";

/** The page of one session: puts its parts together, draws them, and sends what the user does. */
export class SessionPage {
  readonly #root: HTMLElement;
  readonly #host: HostLink;
  readonly #intake: SessionIntake;
  readonly #selection = new Selection();
  readonly #timelineElement = document.createElement("div");
  readonly #candidates: GridView<CandidateRow>;
  readonly #requests: GridView<WhatIfRow>;
  readonly #texts: ItemTexts;
  readonly #whatIf: WhatIfPanel;
  readonly #findings: FindingsPanel;
  readonly #inspector: InspectorPanel;
  readonly #live = new LiveMark(() => {
    this.#schedule();
  });
  readonly #unread = new UnreadFiles(() => {
    this.#schedule();
  });
  #state: PageState;
  #timeline: TimelineView | undefined;
  #requestRows: readonly WhatIfRow[] = [];
  #revealNext: number | undefined;
  #scheduled = false;
  #drawn = false;
  #whatIfMoved = false;

  constructor(root: HTMLElement, host: HostLink) {
    this.#root = root;
    this.#host = host;
    this.#state = restoreState(host.keptState);
    this.#timelineElement.className = "timeline-host";
    this.#intake = new SessionIntake({
      onWelcome: ({ restore, prices }) => {
        this.#whatIf.usePrices(prices);
        this.#keep({ restore });
      },
      onSession: (loaded) => {
        this.#show(loaded);
      },
      onTexts: (id, texts) => {
        if (this.#texts.receive(id, texts)) this.#schedule();
      },
      onReveal: (request) => {
        if (this.#intake.loaded === undefined) this.#revealNext = request;
        else this.#select(request);
      },
      onSearch: (message) => {
        this.#timeline?.receiveSearch(message);
      },
      onWritten: (agoMs) => {
        this.#live.written(agoMs);
      },
      onProduce: (id, what) => {
        const { request, candidates } = this.#selection;
        const { loaded } = this.#intake;
        const { lab } = this.#whatIf;
        const picture = this.#pictureInView();
        const shown = { loaded, state: this.#state, request, candidates, lab, picture };
        void produce(what, shown).then((product) => {
          host.send({ type: "produced", id, product });
        });
      },
      onUnusable: (message, again) => {
        this.#host.send({ type: "error", message });
        if (again) this.#host.send({ type: "ready" });
      },
      onPhase: () => {
        this.#schedule();
      },
    });
    this.#texts = new ItemTexts((id, segment, items) => {
      host.send({ type: "itemTexts", id, segment, items });
    });
    this.#whatIf = new WhatIfPanel(this.#state.knobs, this.#state.lab, {
      onChange: () => {
        this.#whatIfMoved = true;
        this.#keep({ knobs: this.#whatIf.knobs, lab: this.#whatIf.choices });
      },
      onLook: () => {
        this.#schedule();
      },
      onFitted: () => {
        const { loaded } = this.#intake;
        if (loaded !== undefined) this.#timeline?.setModel(loaded.timeline(this.#whatIf.lab.fit));
      },
      copy: () =>
        this.#intake.abilities.has("copy")
          ? (text) => {
              this.#host.send({ type: "copy", text, what: labWords.copied });
            }
          : undefined,
    });
    this.#findings = new FindingsPanel({
      onRequest: (request) => {
        this.#select(request);
      },
      onLine: () =>
        this.#intake.abilities.has("showRecord")
          ? (segment, line) => {
              this.#host.send({ type: "showRecord", segment, line });
            }
          : undefined,
      onChange: () => {
        this.#schedule();
      },
    });
    this.#inspector = new InspectorPanel({
      onSelect: (request) => {
        this.#select(request);
      },
      onCandidates: () => {
        this.#openTab("candidates");
      },
      onChange: () => {
        this.#schedule();
      },
      send: (message) => {
        this.#host.send(message);
      },
    });
    this.#requests = requestGrid((request) => {
      this.#select(request);
    });
    this.#candidates = candidateGrid({
      onSelect: (item) => {
        this.#selection.choose(item);
        this.#highlight();
      },
      textOf: (segment, item) =>
        this.#intake.abilities.has("itemTexts") ? this.#texts.textOf(segment, item) : "",
      onWindow: (rows) => {
        this.#wantTexts(rows);
      },
    });
  }

  receive(message: ToPage): void {
    this.#intake.receive(message);
  }

  #show(loaded: LoadedSession): void {
    this.#live.use(loaded.session);
    this.#texts.use(loaded.session);
    this.#whatIf.use(loaded);
    const timeline = this.#showTimeline(loaded);
    const wanted = this.#revealNext ?? this.#state.selected;
    this.#revealNext = undefined;
    if (wanted !== undefined && wanted < loaded.rows.length) this.#look(loaded, wanted);
    else this.#keep({ selected: undefined });
    timeline.select(this.#selection.request);
    this.#whatIfMoved = true;
    this.#schedule();
    // Two frames later what was drawn in the first of them is on the screen.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        this.#reportPainted(loaded);
      });
    });
  }

  #showTimeline(loaded: LoadedSession): TimelineView {
    const known = this.#timeline;
    const timeline =
      known ??
      new TimelineView(this.#timelineElement, {
        onSelect: (request) => {
          if (request === undefined) this.#deselect();
          else this.#select(request, "timeline");
        },
        onHover: () => undefined,
        onViewChange: (view) => {
          this.#keep({ view });
        },
        texts: () => textSearcher(this.#intake.abilities, this.#host),
      });
    this.#timeline = timeline;
    timeline.setModel(loaded.timeline(this.#whatIf.lab.fit));
    if (known === undefined && this.#state.view !== undefined) timeline.setView(this.#state.view);
    return timeline;
  }

  /** The timeline as the user has it before their eyes. */
  #pictureInView(): PictureInView | undefined {
    const { loaded } = this.#intake;
    const view = this.#timeline?.view;
    if (loaded === undefined || view === undefined) return undefined;
    return {
      model: loaded.timeline(this.#whatIf.lab.fit),
      whatIf: this.#whatIf.outcome(),
      view,
      width: Math.max(640, this.#timelineElement.clientWidth),
      height: Math.max(420, this.#timelineElement.clientHeight),
      name: loaded.summary.name,
    };
  }

  #reportPainted({ generation, summary }: LoadedSession): void {
    this.#host.send({
      type: "painted",
      generation,
      figures: {
        requests: summary.requests,
        fires: summary.fires,
        skips: summary.noCandidates + summary.belowMinSavings,
        evaluations: summary.agreement.evaluations,
        exact: summary.agreement.exact,
      },
    });
  }

  #select(request: number, from: "timeline" | "page" = "page"): void {
    const { loaded } = this.#intake;
    if (loaded === undefined || request >= loaded.rows.length) return;
    this.#look(loaded, request);
    if (from === "page") this.#timeline?.select(request, { reveal: true });
    this.#schedule();
  }

  #deselect(): void {
    this.#selection.clear();
    this.#highlight();
    this.#keep({ selected: undefined });
  }

  #look(loaded: LoadedSession, request: number): void {
    this.#selection.look(loaded, request);
    this.#highlight();
    this.#keep({ selected: request });
  }

  /** Brings the chosen item out in the timeline. */
  #highlight(): void {
    const { item, inspection } = this.#selection;
    this.#timeline?.setHighlight(
      item === undefined || inspection === undefined
        ? undefined
        : { kind: "items", segment: inspection.segment, items: [item] },
    );
    this.#schedule();
  }

  #wantTexts(rows: readonly CandidateRow[]): void {
    const [first] = rows;
    if (first === undefined || !this.#intake.abilities.has("itemTexts")) return;
    const items = rows.flatMap((row) =>
      row.call === undefined ? [row.item] : [row.item, row.call],
    );
    this.#texts.want(first.segment, items);
  }

  #retry(): (() => void) | undefined {
    if (!this.#intake.abilities.has("retry")) return undefined;
    return () => {
      this.#host.send({ type: "retry" });
    };
  }

  #keep(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.keepState(this.#state);
    this.#schedule();
  }

  #keepLayout(change: Partial<PageLayout>): void {
    this.#keep({ layout: { ...this.#state.layout, ...change } });
  }

  #openTab(tab: Tab): void {
    this.#keep({ tab, layout: { ...this.#state.layout, panelOpen: true } });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#draw();
    });
  }

  #draw(): void {
    // What the document says by itself stands until there is something to put in its place.
    if (!this.#drawn) this.#root.replaceChildren();
    this.#drawn = true;
    const { loaded, name, phase } = this.#intake;
    if (loaded === undefined) {
      render(withoutSessionView(name, phase, this.#retry()), this.#root);
      return;
    }
    if (this.#whatIfMoved) {
      this.#whatIfMoved = false;
      const outcome = this.#whatIf.outcome();
      this.#timeline?.setWhatIf(outcome);
      this.#requestRows = whatIfRows(loaded.rows, outcome);
    }
    render(this.#pageView(loaded), this.#root);
    const { request, candidates, item } = this.#selection;
    this.#requests.update(this.#requestRows, requestWords.caption, request);
    this.#candidates.update(candidates, candidateWords.caption(request ?? 0), item);
  }

  #pageView(loaded: LoadedSession): TemplateResult {
    const { phase, abilities } = this.#intake;
    const empty = loaded.rows.length === 0;
    const actions = pageActions({
      loaded,
      state: this.#state,
      keep: (change) => {
        this.#keep(change);
      },
      abilities,
      send: (message) => {
        this.#host.send(message);
      },
      timeline: this.#timeline,
    });
    return html`<div class="page">
      ${headerView(
        {
          summary: loaded.summary,
          tokensLeftOut: this.#whatIf.lab.priced?.recorded.tokensLeftOut,
          explained: this.#state.explained,
          ending: this.#live.ending,
        },
        actions,
        (request) => {
          this.#select(request);
        },
      )}
      ${phase.kind === "failed" ? newerFailedView(phase.message, phase.detail, this.#retry()) : nothing}
      ${this.#unread.view(loaded.problems)} ${empty ? nothing : this.#verdictView(loaded)}
      ${
        empty
          ? html`<main class="work empty">${emptyView()}</main>`
          : workspaceView(
              this.#state.layout,
              {
                timeline: this.#timelineElement,
                inspector: this.#inspectorView(loaded),
                panel: this.#tabsView(loaded),
              },
              (change) => {
                this.#keepLayout(change);
              },
            )
      }
    </div>`;
  }

  /** What went wrong, and what to set instead. */
  #verdictView(loaded: LoadedSession): TemplateResult {
    const advice = this.#whatIf.advice(() => {
      this.#openTab("whatIf");
    });
    return html`<div class="verdicts">
      ${this.#findings.view(loaded, this.#whatIf.lab.priced)} ${advice ?? nothing}
    </div>`;
  }

  #inspectorView(loaded: LoadedSession): TemplateResult {
    const { lab, prices } = this.#whatIf;
    return this.#inspector.view({
      loaded,
      selection: this.#selection,
      abilities: this.#intake.abilities,
      explained: this.#state.explained,
      fit: lab.fit,
      priced: lab.priced,
      prices,
    });
  }

  #tabsView(loaded: LoadedSession): TemplateResult {
    const { candidates, inspection } = this.#selection;
    return tabsView(
      {
        chosen: this.#state.tab,
        isOpen: this.#state.layout.panelOpen,
        labels: {
          whatIf: regions.whatIf,
          candidates: regions.candidates(candidates.length),
          requests: regions.requests(loaded.rows.length),
        },
        contents: {
          whatIf: this.#whatIf.view() ?? html``,
          candidates:
            candidates.length > 0 ? this.#candidates.element : noCandidatesView(inspection),
          requests: this.#requests.element,
        },
      },
      {
        onChoose: (tab) => {
          this.#keep({ tab });
        },
        onOpen: (panelOpen) => {
          this.#keepLayout({ panelOpen });
        },
      },
    );
  }
}
