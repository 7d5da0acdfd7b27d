import { html, type TemplateResult } from "lit";
import { tabs, type Tab } from "../pageState";
import { regions } from "../strings";

export interface TabsGiven {
  readonly chosen: Tab;
  readonly labels: Readonly<Record<Tab, string>>;
  readonly contents: Readonly<Record<Tab, TemplateResult | HTMLElement>>;
}

/** The panel below the picture: what-if, candidates, requests. */
export function tabsView(
  { chosen, labels, contents }: TabsGiven,
  onChoose: (tab: Tab) => void,
): TemplateResult {
  return html`<section class="panel" aria-label=${regions.tabs}>
    <vscode-panels
      activeid=${`tab-${chosen}`}
      @change=${(event: Event) => {
        const tab = tabOf(event);
        if (tab !== undefined && tab !== chosen) onChoose(tab);
      }}
    >
      ${tabs.map(
        (tab) => html`<vscode-panel-tab id=${`tab-${tab}`}>${labels[tab]}</vscode-panel-tab>`,
      )}
      ${tabs.map(
        (tab) => html`<vscode-panel-view id=${`view-${tab}`}>${contents[tab]}</vscode-panel-view>`,
      )}
    </vscode-panels>
  </section>`;
}

function tabOf({ target }: Event): Tab | undefined {
  const id: unknown = target !== null && "activeid" in target ? target.activeid : undefined;
  return tabs.find((tab) => id === `tab-${tab}`);
}
