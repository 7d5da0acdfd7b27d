import { html, nothing, type TemplateResult } from "lit";
import type { CandidateRow } from "../../src/core/inspect/candidates";
import type { FindingsPanel } from "../findingsPanel";
import type { GridView } from "../gridView";
import type { InspectorPanel } from "../inspectorPanel";
import type { LiveMark } from "../liveMark";
import type { LoadedSession } from "../loadedSession";
import type { OpenedFigures } from "../openedFigures";
import type { PageLayout, PageState, Tab } from "../pageState";
import type { Selection } from "../selection";
import type { SessionIntake } from "../sessionIntake";
import { regions } from "../strings";
import type { UnreadFiles } from "../unreadFiles";
import type { WhatIfPanel } from "../whatIfPanel";
import type { WhatIfRow } from "../whatIfRows";
import { noCandidatesView } from "./candidates";
import { headerView } from "./header";
import { emptyView, newerFailedView } from "./states";
import { tabsView } from "./tabs";
import type { ToolbarAction } from "./toolbar";
import { workspaceView } from "./workspace";

/** The parts of a session's page, each with what it holds. */
export interface SessionParts {
  readonly intake: SessionIntake;
  readonly selection: Selection;
  readonly whatIf: WhatIfPanel;
  readonly findings: FindingsPanel;
  readonly inspector: InspectorPanel;
  readonly live: LiveMark;
  readonly unread: UnreadFiles;
  /** Figures of the header. */
  readonly figures: OpenedFigures;
  readonly timeline: HTMLElement;
  readonly candidates: GridView<CandidateRow>;
  readonly requests: GridView<WhatIfRow>;
}

export interface SessionViewGiven {
  readonly parts: SessionParts;
  readonly loaded: LoadedSession;
  readonly state: PageState;
  readonly actions: readonly ToolbarAction[];
  /** Tries again what failed; undefined where the host cannot. */
  readonly retry: (() => void) | undefined;
}

export interface SessionViewEvents {
  readonly onSelect: (request: number) => void;
  readonly onLayout: (change: Partial<PageLayout>) => void;
  readonly onTab: (tab: Tab) => void;
  /** A tab is wanted, and the panel with it. */
  readonly onOpenTab: (tab: Tab) => void;
}

/** The page of a session, from its header to the panel. */
export function sessionView(given: SessionViewGiven, events: SessionViewEvents): TemplateResult {
  const { parts, loaded, state, actions, retry } = given;
  const { intake, whatIf, live, unread, figures } = parts;
  const { phase } = intake;
  const empty = loaded.rows.length === 0;
  return html`<div class="page">
    ${headerView(
      {
        summary: loaded.summary,
        tokensLeftOut: whatIf.lab.priced?.recorded.tokensLeftOut,
        explained: state.explained,
        disclosure: figures.disclosure(state.explained),
        ending: live.ending,
      },
      actions,
      events.onSelect,
    )}
    ${phase.kind === "failed" ? newerFailedView(phase.message, phase.detail, retry) : nothing}
    ${unread.view(loaded.problems)} ${empty ? nothing : verdictView(given, events)}
    ${
      empty
        ? html`<main class="work empty">${emptyView()}</main>`
        : workspaceView(
            state.layout,
            {
              timeline: parts.timeline,
              inspector: inspectorOf(given),
              panel: panelView(given, events),
            },
            events.onLayout,
          )
    }
  </div>`;
}

/** What went wrong, and what to set instead. */
function verdictView(
  { parts: { findings, whatIf }, loaded }: SessionViewGiven,
  { onOpenTab }: SessionViewEvents,
): TemplateResult {
  const advice = whatIf.advice(() => {
    onOpenTab("whatIf");
  });
  return html`<div class="verdicts">
    ${findings.view(loaded, whatIf.lab.priced)} ${advice ?? nothing}
  </div>`;
}

function inspectorOf({ parts, loaded, state }: SessionViewGiven): TemplateResult {
  const { inspector, selection, intake, whatIf } = parts;
  const { lab, prices } = whatIf;
  return inspector.view({
    loaded,
    selection,
    abilities: intake.abilities,
    explained: state.explained,
    fit: lab.fit,
    priced: lab.priced,
    prices,
  });
}

function panelView(
  { parts, loaded, state }: SessionViewGiven,
  { onTab, onLayout }: SessionViewEvents,
): TemplateResult {
  const { candidates, inspection } = parts.selection;
  return tabsView(
    {
      chosen: state.tab,
      isOpen: state.layout.panelOpen,
      labels: {
        whatIf: regions.whatIf,
        candidates: regions.candidates(candidates.length),
        requests: regions.requests(loaded.rows.length),
      },
      contents: {
        whatIf: parts.whatIf.view() ?? html``,
        candidates: candidates.length > 0 ? parts.candidates.element : noCandidatesView(inspection),
        requests: parts.requests.element,
      },
    },
    {
      onChoose: onTab,
      onOpen: (panelOpen) => {
        onLayout({ panelOpen });
      },
    },
  );
}
