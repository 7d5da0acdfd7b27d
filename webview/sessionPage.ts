import { html, nothing, render, type TemplateResult } from "lit";
import type { CandidateRow } from "../src/core/inspect/candidates";
import type { Inspection } from "../src/core/inspect/inspectRequest";
import { inspectionJson } from "../src/core/inspect/inspectionJson";
import { nextFire } from "../src/core/inspect/requestRows";
import { endingPoint } from "../src/core/lab/labRun";
import type { HostAbility, ToPage } from "../src/core/protocol";
import { SessionReceiver, type Receipt } from "../src/core/wire/sessionReceiver";
import { candidateGrid } from "./candidateGrid";
import { FindingsPanel } from "./findingsPanel";
import type { GridView } from "./gridView";
import type { HostLink } from "./hostLink";
import { ItemTexts } from "./itemTexts";
import { LoadedSession } from "./loadedSession";
import { restoreState, tabs, type PageState, type Tab } from "./pageState";
import { lab as labWords } from "./labStrings";
import { requestGrid } from "./requestGrid";
import { regions, states, candidates as candidateWords, requests as requestWords } from "./strings";
import { TimelineView } from "./timeline/timelineView";
import { headerView } from "./views/header";
import { inspectorView } from "./views/inspector";
import { emptyView, failedView, loadingView, newerFailedView } from "./views/states";
import { WhatIfPanel } from "./whatIfPanel";
import { whatIfRows, type WhatIfRow } from "./whatIfRows";

/** What the page shows while it has no session, or beside one. */
type Phase =
  | { readonly kind: "loading"; readonly detail: string; readonly done: number | undefined }
  | { readonly kind: "failed"; readonly message: string; readonly detail: string }
  | { readonly kind: "shown" };

/** The page of one session: takes the host's messages, draws, and sends what the user does. */
export class SessionPage {
  readonly #root: HTMLElement;
  readonly #host: HostLink;
  readonly #receiver = new SessionReceiver();
  readonly #timelineElement = document.createElement("div");
  readonly #candidates: GridView<CandidateRow>;
  readonly #requests: GridView<WhatIfRow>;
  readonly #texts: ItemTexts;
  readonly #whatIf: WhatIfPanel;
  readonly #findings: FindingsPanel;
  #state: PageState;
  #name = "";
  #abilities: ReadonlySet<HostAbility> = new Set();
  #phase: Phase = { kind: "loading", detail: "", done: undefined };
  #loaded: LoadedSession | undefined;
  #timeline: TimelineView | undefined;
  #requestRows: readonly WhatIfRow[] = [];
  #inspection: Inspection | undefined;
  #candidateRows: readonly CandidateRow[] = [];
  #chosenItem: number | undefined;
  #revealNext: number | undefined;
  #scheduled = false;
  #drawn = false;
  #whatIfMoved = false;

  constructor(root: HTMLElement, host: HostLink) {
    this.#root = root;
    this.#host = host;
    this.#state = restoreState(host.keptState);
    this.#timelineElement.className = "timeline-host";
    this.#texts = new ItemTexts((id, segment, items) => {
      host.send({ type: "itemTexts", id, segment, items });
    });
    this.#whatIf = new WhatIfPanel(this.#state.knobs, this.#state.lab, {
      onChange: () => {
        this.#whatIfMoved = true;
        this.#keep({ knobs: this.#whatIf.knobs, lab: this.#whatIf.choices });
      },
      onFitted: () => {
        const loaded = this.#loaded;
        if (loaded !== undefined) this.#timeline?.setModel(loaded.timeline(this.#whatIf.lab.fit));
      },
      copy: () =>
        this.#abilities.has("copy")
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
        this.#abilities.has("showRecord")
          ? (segment, line) => {
              this.#host.send({ type: "showRecord", segment, line });
            }
          : undefined,
      onEnd: () => {
        const { swept } = this.#whatIf.lab;
        const best = swept === undefined ? undefined : endingPoint(swept);
        if (best === undefined) return;
        this.#keep({ tab: "whatIf" });
        this.#whatIf.takePoint(best.point);
      },
      onChange: () => {
        this.#schedule();
      },
    });
    this.#requests = requestGrid((request) => {
      this.#select(request);
    });
    this.#candidates = candidateGrid({
      onSelect: (item) => {
        this.#chooseItem(item);
      },
      textOf: (segment, item) =>
        this.#abilities.has("itemTexts") ? this.#texts.textOf(segment, item) : "",
      onWindow: (rows) => {
        this.#wantTexts(rows);
      },
    });
  }

  receive(message: ToPage): void {
    switch (message.type) {
      case "welcome":
        this.#name = message.name;
        this.#abilities = new Set(message.abilities);
        this.#keep({ restore: message.restore });
        return;
      case "loading":
        if (this.#loaded === undefined)
          this.#enter({ kind: "loading", detail: message.detail, done: message.done });
        return;
      case "outline":
      case "columns":
      case "loaded":
        this.#take(this.#receiver.take(message));
        return;
      case "failed":
        this.#enter({ kind: "failed", message: message.message, detail: message.detail });
        return;
      case "itemTexts":
        if (this.#texts.receive(message.id, message.texts)) this.#schedule();
        return;
      case "reveal":
        if (this.#loaded === undefined) this.#revealNext = message.request;
        else this.#select(message.request);
        return;
    }
  }

  #take(receipt: Receipt): void {
    switch (receipt.kind) {
      case "receiving":
        if (this.#loaded === undefined) {
          const { receivedElements, elements } = receipt;
          const done = elements === 0 ? undefined : receivedElements / elements;
          this.#enter({ kind: "loading", detail: states.receiving, done });
        }
        return;
      case "received":
        this.#show(new LoadedSession(receipt.generation, receipt.session, receipt.replay));
        return;
      case "unusable":
        this.#host.send({ type: "error", message: states.unusable(receipt.problem) });
        this.#enter({ kind: "failed", message: states.unusable(receipt.problem), detail: "" });
        return;
      case "stale":
        return;
    }
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#schedule();
  }

  #show(loaded: LoadedSession): void {
    this.#loaded = loaded;
    this.#texts.use(loaded.session);
    this.#whatIf.use(loaded);
    this.#phase = { kind: "shown" };
    const timeline = this.#showTimeline(loaded);
    const wanted = this.#revealNext ?? this.#state.selected;
    this.#revealNext = undefined;
    if (wanted !== undefined && wanted < loaded.rows.length) this.#inspect(wanted);
    else this.#keep({ selected: undefined });
    timeline.select(this.#inspection?.request);
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
      });
    this.#timeline = timeline;
    timeline.setModel(loaded.timeline(this.#whatIf.lab.fit));
    if (known === undefined && this.#state.view !== undefined) timeline.setView(this.#state.view);
    return timeline;
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
    if (this.#loaded === undefined || request >= this.#loaded.rows.length) return;
    this.#inspect(request);
    if (from === "page") this.#timeline?.select(request, { reveal: true });
    this.#schedule();
  }

  #deselect(): void {
    this.#inspection = undefined;
    this.#candidateRows = [];
    this.#chooseItem(undefined);
    this.#keep({ selected: undefined });
  }

  #inspect(request: number): void {
    const loaded = this.#loaded;
    if (loaded === undefined) return;
    this.#inspection = loaded.inspect(request);
    this.#candidateRows = this.#inspection === undefined ? [] : loaded.candidates(this.#inspection);
    if (!this.#candidateRows.some((row) => row.item === this.#chosenItem))
      this.#chooseItem(undefined);
    this.#keep({ selected: request });
  }

  /** Brings an item out in the timeline. */
  #chooseItem(item: number | undefined): void {
    this.#chosenItem = item;
    const segment = this.#inspection?.segment;
    this.#timeline?.setHighlight(
      item === undefined || segment === undefined
        ? undefined
        : { kind: "items", segment, items: [item] },
    );
    this.#schedule();
  }

  #wantTexts(rows: readonly CandidateRow[]): void {
    const [first] = rows;
    if (first === undefined || !this.#abilities.has("itemTexts")) return;
    const items = rows.flatMap((row) =>
      row.call === undefined ? [row.item] : [row.item, row.call],
    );
    this.#texts.want(first.segment, items);
  }

  #keep(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.keepState(this.#state);
    this.#schedule();
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
    const loaded = this.#loaded;
    if (loaded === undefined) {
      render(this.#withoutSession(), this.#root);
      return;
    }
    if (this.#whatIfMoved) {
      this.#whatIfMoved = false;
      const outcome = this.#whatIf.outcome();
      this.#timeline?.setWhatIf(outcome);
      this.#requestRows = whatIfRows(loaded.rows, outcome);
    }
    render(this.#withSession(loaded), this.#root);
    this.#requests.update(this.#requestRows, requestWords.caption, this.#inspection?.request);
    this.#candidates.update(
      this.#candidateRows,
      candidateWords.caption(this.#inspection?.request ?? 0),
      this.#chosenItem,
    );
  }

  #withoutSession(): TemplateResult {
    const phase = this.#phase;
    switch (phase.kind) {
      case "loading":
      case "shown":
        return loadingView(
          this.#name,
          phase.kind === "loading" ? phase.detail : "",
          phase.kind === "loading" ? phase.done : undefined,
        );
      case "failed":
        return failedView(this.#name, phase.message, phase.detail);
    }
  }

  #withSession(loaded: LoadedSession): TemplateResult {
    const phase = this.#phase;
    const empty = loaded.rows.length === 0;
    return html`<div class="page">
      ${headerView(loaded.summary, this.#state.explained, {
        onSelect: (request) => {
          this.#select(request);
        },
        onExplain: (explained) => {
          this.#keep({ explained });
        },
      })}
      ${phase.kind === "failed" ? newerFailedView(phase.message, phase.detail) : nothing}
      ${this.#findings.view(
        loaded,
        this.#whatIf.lab.priced,
        this.#whatIf.lab.swept?.sweep.best !== undefined,
      )}
      <main class=${empty ? "work empty" : "work"}>
        ${empty ? emptyView() : this.#workView(loaded)}
      </main>
    </div>`;
  }

  #workView(loaded: LoadedSession): TemplateResult {
    return html`<section class="timeline-region" aria-label=${regions.timeline}>
        ${this.#timelineElement}
      </section>
      ${this.#inspectorView(loaded)} ${this.#tabsView(loaded)}`;
  }

  #inspectorView(loaded: LoadedSession): TemplateResult {
    const selected = this.#inspection?.request;
    return inspectorView(
      {
        inspection: this.#inspection,
        source: loaded.replay.settings.source,
        abilities: this.#abilities,
        segments: loaded.session.segments.length,
        requestOf: (segment, measured) => loaded.requestOf(segment, measured),
        attachmentBytes: this.#candidateRows.reduce((sum, row) => sum + row.attachmentBytes, 0),
        previousFire: nextFire(loaded.rows, selected, -1),
        nextFire: nextFire(loaded.rows, selected, 1),
        outcome: {
          verdict: this.#whatIf.lab.priced?.verdicts.find(({ request }) => request === selected),
          savings: this.#whatIf.lab.fit?.savings.find(({ request }) => request === selected),
          prices: this.#whatIf.prices,
        },
      },
      {
        onSelect: (request) => {
          this.#select(request);
        },
        onShowRecord: (segment, line) => {
          this.#host.send({ type: "showRecord", segment, line });
        },
        onCompare: (request) => {
          this.#host.send({ type: "compare", request });
        },
        onCopy: (inspection) => {
          const segment = loaded.session.segments[inspection.segment]?.id;
          const text = inspectionJson(inspection, this.#candidateRows, segment);
          this.#host.send({ type: "copy", text, what: regions.copied(inspection.request) });
        },
      },
    );
  }

  #tabsView(loaded: LoadedSession): TemplateResult {
    const labels: Readonly<Record<Tab, string>> = {
      whatIf: regions.whatIf,
      candidates: regions.candidates(this.#candidateRows.length),
      requests: regions.requests(loaded.rows.length),
    };
    return html`<section class="panel" aria-label=${regions.tabs}>
      <vscode-panels
        activeid=${`tab-${this.#state.tab}`}
        @change=${(event: Event) => {
          this.#onTab(event);
        }}
      >
        ${tabs.map(
          (tab) => html`<vscode-panel-tab id=${`tab-${tab}`}>${labels[tab]}</vscode-panel-tab>`,
        )}
        <vscode-panel-view id="view-whatIf">${this.#whatIf.view(loaded)}</vscode-panel-view>
        <vscode-panel-view id="view-candidates">${this.#candidatesView()}</vscode-panel-view>
        <vscode-panel-view id="view-requests">${this.#requests.element}</vscode-panel-view>
      </vscode-panels>
    </section>`;
  }

  #onTab(event: Event): void {
    const { target } = event;
    const id: unknown = target !== null && "activeid" in target ? target.activeid : undefined;
    const tab = tabs.find((candidate) => id === `tab-${candidate}`);
    if (tab !== undefined && tab !== this.#state.tab) this.#keep({ tab });
  }

  #candidatesView(): TemplateResult | HTMLElement {
    if (this.#candidateRows.length > 0) return this.#candidates.element;
    const inspection = this.#inspection;
    const { evaluation } = inspection ?? {};
    const why =
      inspection === undefined
        ? candidateWords.nothingSelected
        : evaluation === undefined
          ? candidateWords.noEvaluation
          : (evaluation.recorded.protectedStart ?? evaluation.chain?.boundary.replayed) ===
              undefined
            ? candidateWords.noBoundary
            : candidateWords.none;
    return html`<p class="muted">${why}</p>`;
  }
}
