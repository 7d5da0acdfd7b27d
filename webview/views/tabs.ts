import { html, type TemplateResult } from "lit";
import { tabs, type Tab } from "../pageState";
import { layout as layoutWords, regions } from "../strings";

export interface TabsGiven {
  readonly chosen: Tab;
  readonly isOpen: boolean;
  readonly labels: Readonly<Record<Tab, string>>;
  readonly contents: Readonly<Record<Tab, TemplateResult | HTMLElement>>;
}

export interface TabsEvents {
  readonly onChoose: (tab: Tab) => void;
  readonly onOpen: (open: boolean) => void;
}

/** The panel below the picture: what-if, candidates, requests. Closed, it is a row of tabs. */
export function tabsView(
  { chosen, isOpen, labels, contents }: TabsGiven,
  { onChoose, onOpen }: TabsEvents,
): TemplateResult {
  const label = isOpen ? layoutWords.closePanel : layoutWords.openPanel;
  return html`<section class="panel" id="panel" aria-label=${regions.tabs}>
    <vscode-panels
      aria-label=${regions.tabs}
      activeid=${`tab-${chosen}`}
      @change=${(event: Event) => {
        const tab = tabOf(event);
        if (tab !== undefined && tab !== chosen) onChoose(tab);
      }}
    >
      ${tabs.map(
        (tab) =>
          html`<vscode-panel-tab
            id=${`tab-${tab}`}
            @click=${() => {
              if (!isOpen) onOpen(true);
            }}
            >${labels[tab]}</vscode-panel-tab
          >`,
      )}
      ${tabs.map(
        (tab) => html`<vscode-panel-view id=${`view-${tab}`}>${contents[tab]}</vscode-panel-view>`,
      )}
    </vscode-panels>
    <button
      type="button"
      class="plain step panel-toggle"
      title=${label}
      aria-label=${label}
      aria-expanded=${String(isOpen)}
      @click=${() => {
        onOpen(!isOpen);
      }}
    >
      <span aria-hidden="true">${isOpen ? "▾" : "▴"}</span>
    </button>
  </section>`;
}

function tabOf({ target }: Event): Tab | undefined {
  const id: unknown = target !== null && "activeid" in target ? target.activeid : undefined;
  return tabs.find((tab) => id === `tab-${tab}`);
}
