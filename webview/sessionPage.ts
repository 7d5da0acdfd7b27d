import { render, type TemplateResult } from "lit";
import type { CandidateRow } from "../src/core/inspect/candidates";
import type { ToPage } from "../src/core/protocol";
import { candidateGrid } from "./candidateGrid";
import { pictureInView } from "./products/pictureInView";
import { produce } from "./products/produce";
import { FindingsPanel } from "./findingsPanel";
import type { GridView } from "./gridView";
import type { HostLink } from "./hostLink";
import { InspectorPanel } from "./inspectorPanel";
import { ItemTexts } from "./itemTexts";
import { LiveMark } from "./liveMark";
import type { LoadedSession } from "./loadedSession";
import { lab as labWords } from "./strings/lab";
import { pageActions } from "./pageActions";
import { NextFrame, whenPainted } from "./nextFrame";
import { OpenedFigures } from "./openedFigures";
import { paintedFigures } from "./paintedFigures";
import { restoreState, type PageLayout, type PageState, type Tab } from "./pageState";
import { requestGrid } from "./requestGrid";
import { Selection } from "./selection";
import { SessionIntake } from "./sessionIntake";
import { SessionTimeline } from "./sessionTimeline";
import { candidates as candidateWords, requests as requestWords } from "./strings";
import { textSearcher } from "./textSearcher";
import { UnreadFiles } from "./unreadFiles";
import { sessionView, type SessionParts } from "./views/session";
import { withoutSessionView } from "./views/states";
import { WhatIfPanel } from "./whatIfPanel";
import { whatIfRows, type WhatIfRow } from "./whatIfRows";

/** The page of one session: puts its parts together, draws them, and sends what the user does. */
export class SessionPage {
  readonly #root: HTMLElement;
  readonly #host: HostLink;
  readonly #intake: SessionIntake;
  readonly #selection = new Selection();
  readonly #timeline: SessionTimeline;
  readonly #candidates: GridView<CandidateRow>;
  readonly #requests: GridView<WhatIfRow>;
  readonly #texts: ItemTexts;
  readonly #whatIf: WhatIfPanel;
  readonly #parts: SessionParts;
  readonly #frame = new NextFrame(() => {
    this.#draw();
  });
  readonly #live = new LiveMark(this.#frame.ask);
  #state: PageState;
  #requestRows: readonly WhatIfRow[] = [];
  #revealNext: number | undefined;
  #drawn = false;
  #whatIfMoved = false;

  constructor(root: HTMLElement, host: HostLink) {
    this.#root = root;
    this.#host = host;
    this.#state = restoreState(host.keptState);
    this.#timeline = new SessionTimeline({
      onSelect: (request) => {
        if (request === undefined) this.#deselect();
        else this.#select(request, "timeline");
      },
      onKeep: (change) => {
        this.#keep(change);
      },
      texts: () => textSearcher(this.#intake.abilities, host),
    });
    this.#intake = new SessionIntake({
      onWelcome: ({ restore, prices }) => {
        this.#whatIf.usePrices(prices);
        this.#keep({ restore });
      },
      onSession: (loaded) => {
        this.#show(loaded);
      },
      onTexts: (id, texts) => {
        if (this.#texts.receive(id, texts)) this.#frame.ask();
      },
      onReveal: (request) => {
        if (this.#intake.loaded === undefined) this.#revealNext = request;
        else this.#select(request);
      },
      onSearch: (message) => {
        this.#timeline.view?.receiveSearch(message);
      },
      onWritten: (agoMs) => {
        this.#live.written(agoMs);
      },
      onProduce: (id, what) => {
        const { request, candidates } = this.#selection;
        const { loaded } = this.#intake;
        const { lab } = this.#whatIf;
        const picture = pictureInView(loaded, this.#whatIf, this.#timeline);
        const shown = { loaded, state: this.#state, request, candidates, lab, picture };
        void produce(what, shown).then((product) => {
          host.send({ type: "produced", id, product });
        });
      },
      onUnusable: (message, again) => {
        this.#host.send({ type: "error", message });
        if (again) this.#host.send({ type: "ready" });
      },
      onPhase: this.#frame.ask,
    });
    this.#texts = new ItemTexts((id, segment, items) => {
      host.send({ type: "itemTexts", id, segment, items });
    });
    this.#whatIf = new WhatIfPanel(this.#state.knobs, this.#state.lab, {
      onChange: () => {
        this.#whatIfMoved = true;
        this.#keep({ knobs: this.#whatIf.knobs, lab: this.#whatIf.choices });
      },
      onLook: this.#frame.ask,
      onFitted: () => {
        const { loaded } = this.#intake;
        if (loaded !== undefined) this.#timeline.refine(loaded, this.#whatIf.lab.fit);
      },
      copy: () =>
        this.#intake.abilities.has("copy")
          ? (text) => {
              this.#host.send({ type: "copy", text, what: labWords.copied });
            }
          : undefined,
    });
    const redraw = this.#frame.ask;
    const findings = new FindingsPanel({
      onRequest: (request) => {
        this.#select(request);
      },
      onLine: () =>
        this.#intake.abilities.has("showRecord")
          ? (segment, line) => {
              this.#host.send({ type: "showRecord", segment, line });
            }
          : undefined,
      onChange: redraw,
    });
    const inspector = new InspectorPanel({
      onSelect: (request) => {
        this.#select(request);
      },
      onCandidates: () => {
        this.#openTab("candidates");
      },
      onChange: redraw,
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
    this.#parts = {
      intake: this.#intake,
      selection: this.#selection,
      whatIf: this.#whatIf,
      findings,
      inspector,
      live: this.#live,
      unread: new UnreadFiles(redraw),
      figures: new OpenedFigures(redraw),
      timeline: this.#timeline.element,
      candidates: this.#candidates,
      requests: this.#requests,
    };
  }

  receive(message: ToPage): void {
    this.#intake.receive(message);
  }

  #show(loaded: LoadedSession): void {
    this.#live.use(loaded.session);
    this.#texts.use(loaded.session);
    this.#whatIf.use(loaded);
    const timeline = this.#timeline.show(loaded, this.#whatIf.lab.fit, () => this.#state);
    const wanted = this.#revealNext ?? this.#state.selected;
    this.#revealNext = undefined;
    if (wanted !== undefined && wanted < loaded.rows.length) this.#look(loaded, wanted);
    else this.#deselect();
    timeline.select(this.#selection.request);
    this.#whatIfMoved = true;
    this.#frame.ask();
    whenPainted(() => {
      this.#reportPainted(loaded);
    });
  }

  #reportPainted({ generation, summary }: LoadedSession): void {
    this.#host.send({ type: "painted", generation, figures: paintedFigures(summary) });
  }

  #select(request: number, from: "timeline" | "page" = "page"): void {
    const { loaded } = this.#intake;
    if (loaded === undefined || request >= loaded.rows.length) return;
    this.#look(loaded, request);
    if (from === "page") this.#timeline.view?.select(request, { reveal: true });
    this.#frame.ask();
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
    this.#timeline.view?.setHighlight(
      item === undefined || inspection === undefined
        ? undefined
        : { kind: "items", segment: inspection.segment, items: [item] },
    );
    this.#frame.ask();
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
    this.#frame.ask();
  }

  #keepLayout(change: Partial<PageLayout>): void {
    this.#keep({ layout: { ...this.#state.layout, ...change } });
  }

  #openTab(tab: Tab): void {
    this.#keep({ tab, layout: { ...this.#state.layout, panelOpen: true } });
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
      this.#timeline.view?.setWhatIf(outcome);
      this.#requestRows = whatIfRows(loaded.rows, outcome);
    }
    render(this.#pageView(loaded), this.#root);
    const { request, candidates, item } = this.#selection;
    this.#requests.update(this.#requestRows, requestWords.caption, request);
    this.#candidates.update(candidates, candidateWords.caption(request ?? 0), item);
  }

  #pageView(loaded: LoadedSession): TemplateResult {
    const actions = pageActions({
      loaded,
      state: this.#state,
      keep: (change) => {
        this.#keep(change);
      },
      abilities: this.#intake.abilities,
      send: (message) => {
        this.#host.send(message);
      },
    });
    return sessionView(
      { parts: this.#parts, loaded, state: this.#state, actions, retry: this.#retry() },
      {
        onSelect: (request) => {
          this.#select(request);
        },
        onLayout: (change) => {
          this.#keepLayout(change);
        },
        onTab: (tab) => {
          this.#keep({ tab });
        },
        onOpenTab: (tab) => {
          this.#openTab(tab);
        },
      },
    );
  }
}
