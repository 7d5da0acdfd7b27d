import { html, nothing, type TemplateResult } from "lit";
import { regions } from "../strings";

/** A sentence about the session, and where it leads. */
export interface PageFinding {
  readonly id: string;
  readonly severity: "warning" | "note";
  /** The first words, which name the finding; then the rest of it. */
  readonly title: string;
  readonly text: string;
  readonly actions: readonly { readonly label: string; readonly act: () => void }[];
}

/** What stands out in the session, in words. Nothing at all where nothing does. */
export function findingsView(findings: readonly PageFinding[]): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing;
  return html`<section class="findings" aria-label=${regions.findings}>
    <ul>
      ${findings.map(
        (finding) =>
          html`<li class=${finding.severity === "warning" ? "finding bad" : "finding"}>
            <span class="glyph" aria-hidden="true"
              >${finding.severity === "warning" ? "⚠" : "ⓘ"}</span
            >
            <p><strong>${finding.title}</strong> ${finding.text}</p>
            ${finding.actions.map(
              ({ label, act }) =>
                html`<vscode-button appearance="secondary" @click=${act}>${label}</vscode-button>`,
            )}
          </li>`,
      )}
    </ul>
  </section>`;
}
