import { html, nothing, type TemplateResult } from "lit";
import { initialState, type PageLayout } from "../pageState";
import { layout as words, regions } from "../strings";
import { splitterView } from "./splitter";

export interface WorkspaceParts {
  readonly timeline: HTMLElement;
  readonly inspector: TemplateResult;
  readonly panel: TemplateResult;
}

/** Bounds of what the splitters give to inspector and panel. */
const inspectorBounds = { least: 0.18, most: 0.5 };
const panelBounds = { least: 0.15, most: 0.75 };

/**
 * Picture and inspector beside each other over the panel, parted by bars that can be moved; where there is no room for
 * that, one below the other without bars.
 */
export function workspaceView(
  layout: PageLayout,
  { timeline, inspector, panel }: WorkspaceParts,
  onLayout: (change: Partial<PageLayout>) => void,
): TemplateResult {
  const { inspectorShare, panelShare, panelOpen } = layout;
  return html`<main class=${panelOpen ? "work" : "work panel-closed"} .style=${sizes(layout)}>
    <section class="timeline-region" aria-label=${regions.timeline}>${timeline}</section>
    ${splitterView(
      {
        id: "inspector-splitter",
        label: words.inspectorSplitter,
        orientation: "vertical",
        share: inspectorShare,
        usual: initialState.layout.inspectorShare,
        controls: "inspector",
        ...inspectorBounds,
      },
      (share) => {
        onLayout({ inspectorShare: share });
      },
    )}
    ${inspector}
    ${
      panelOpen
        ? splitterView(
            {
              id: "panel-splitter",
              label: words.panelSplitter,
              orientation: "horizontal",
              share: panelShare,
              usual: initialState.layout.panelShare,
              controls: "panel",
              ...panelBounds,
            },
            (share) => {
              onLayout({ panelShare: share });
            },
          )
        : nothing
    }
    ${panel}
  </main>`;
}

/** Shares of the grid's tracks; a property, because the page's policy blocks the style attribute. */
function sizes({ inspectorShare, panelShare }: PageLayout): string {
  const part = (share: number) => `${(100 * share).toFixed(2)}fr`;
  return [
    `--inspector: ${part(inspectorShare)}`,
    `--picture: ${part(1 - inspectorShare)}`,
    `--panel: ${part(panelShare)}`,
    `--upper: ${part(1 - panelShare)}`,
  ].join("; ");
}
