import { html, nothing, type TemplateResult } from "lit";
import { findings as words } from "../strings/findings";
import { regions } from "../strings";

/** A sentence about the session, and where it leads. */
export interface PageFinding {
  readonly id: string;
  readonly severity: "warning" | "note";
  /** The first words, which name the finding; then the rest of it. */
  readonly title: string;
  readonly text: string;
  /** What the log says of it, text of any content, and what introduces it; shown where there is room. */
  readonly details: { readonly words: string; readonly logged: string } | undefined;
  /** Shown even where the others are not. */
  readonly isPinned: boolean;
  readonly actions: readonly {
    readonly label: string;
    readonly title: string | undefined;
    readonly disabled: boolean;
    readonly act: () => void;
  }[];
}

/** What stands out in the session, in words: the first and what is pinned, and the others on demand. Nothing at all where nothing does. */
export function findingsView(
  findings: readonly PageFinding[],
  open: boolean,
  onOpen: (open: boolean) => void,
): TemplateResult | typeof nothing {
  const [first, ...rest] = findings;
  if (first === undefined) return nothing;
  const others = rest.filter(({ isPinned }) => !isPinned);
  const shown = open ? rest : rest.filter(({ isPinned }) => isPinned);
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
        true,
      )}
      ${shown.map((finding) => findingView(finding, nothing, open))}
    </ul>
  </section>`;
}

function findingView(
  { id, severity, title, text, details, actions }: PageFinding,
  more: TemplateResult | typeof nothing,
  isFull: boolean,
): TemplateResult {
  const warning = severity === "warning";
  return html`<li
    class="finding ${warning ? "bad" : ""} ${isFull ? "" : "compact"}"
    data-kind=${id}
  >
    <span class="glyph" aria-hidden="true">${warning ? "⚠" : "ⓘ"}</span>
    <p title=${details !== undefined && !isFull ? details.logged : nothing}>
      <strong>${title}</strong> ${text}
      ${details !== undefined && isFull ? html`${details.words} <q>${details.logged}</q>` : nothing}
    </p>
    ${more}
    ${actions.map(({ label, title: hint, disabled, act }) => {
      const click = () => {
        if (!disabled) act();
      };
      return isFull
        ? html`<vscode-button
            appearance="secondary"
            title=${hint ?? nothing}
            ?disabled=${disabled}
            @click=${click}
            >${label}</vscode-button
          >`
        : html`<button
            type="button"
            class="plain link"
            title=${hint ?? nothing}
            ?disabled=${disabled}
            @click=${click}
          >
            ${label}
          </button>`;
    })}
  </li>`;
}
