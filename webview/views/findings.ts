import { html, nothing, type TemplateResult } from "lit";
import { findings as words } from "../labStrings";
import { regions } from "../strings";

/** A sentence about the session, and where it leads. */
export interface PageFinding {
  readonly id: string;
  readonly severity: "warning" | "note";
  /** The first words, which name the finding; then the rest of it. */
  readonly title: string;
  readonly text: string;
  readonly actions: readonly {
    readonly label: string;
    readonly title: string | undefined;
    readonly disabled: boolean;
    readonly act: () => void;
  }[];
}

/** What stands out in the session, in words: the first, and the others on demand. Nothing at all where nothing does. */
export function findingsView(
  findings: readonly PageFinding[],
  open: boolean,
  onOpen: (open: boolean) => void,
): TemplateResult | typeof nothing {
  const [first, ...others] = findings;
  if (first === undefined) return nothing;
  return html`<section class="findings" aria-label=${regions.findings}>
    <ul>
      ${findingView(
        first,
        others.length === 0
          ? nothing
          : html`<button
              type="button"
              class="plain link"
              aria-expanded=${String(open)}
              @click=${() => {
                onOpen(!open);
              }}
            >
              ${open ? words.fewer : words.more(others.length)}
            </button>`,
      )}
      ${open ? others.map((finding) => findingView(finding, nothing)) : nothing}
    </ul>
  </section>`;
}

function findingView(
  { id, severity, title, text, actions }: PageFinding,
  more: TemplateResult | typeof nothing,
): TemplateResult {
  const warning = severity === "warning";
  return html`<li class=${warning ? "finding bad" : "finding"} data-kind=${id}>
    <span class="glyph" aria-hidden="true">${warning ? "⚠" : "ⓘ"}</span>
    <p><strong>${title}</strong> ${text}</p>
    ${more}
    ${actions.map(
      ({ label, title: hint, disabled, act }) =>
        html`<vscode-button
          appearance="secondary"
          title=${hint ?? nothing}
          ?disabled=${disabled}
          @click=${() => {
            if (!disabled) act();
          }}
          >${label}</vscode-button
        >`,
    )}
  </li>`;
}
