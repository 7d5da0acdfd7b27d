import { html, nothing, type TemplateResult } from "lit";
import type { FileProblem } from "../../src/core/session/fileProblem";
import { visibleText } from "../../src/core/visibleText";
import { unreadFiles as words } from "../strings";

/** Files of the session that could not be read, each with the reason and the place. Nothing where there is none. */
export function unreadableView(problems: readonly FileProblem[]): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  const files = new Set(problems.map(({ path }) => path)).size;
  return html`<section class="findings unreadable" aria-label=${words.region}>
    <div class="finding bad" role="status">
      <span class="glyph" aria-hidden="true">⚠</span>
      <div>
        <p><strong>${words.summary(files)}</strong> ${words.rest}</p>
        <ul>
          ${problems.map(problemView)}
        </ul>
      </div>
    </div>
  </section>`;
}

function problemView({ path, what, line, offset }: FileProblem): TemplateResult {
  const place = [
    ...(line === undefined ? [] : [words.line(line)]),
    ...(offset === undefined ? [] : [words.offset(offset)]),
  ].join(", ");
  // A name is whatever its maker wanted: shown as text, with what cannot be seen made visible.
  return html`<li title=${visibleText(path)}>
    <code>${visibleText(baseName(path))}</code>${place === "" ? "" : `, ${place}`}:
    ${visibleText(what)}
  </li>`;
}

function baseName(path: string): string {
  return /[^/\\]+$/.exec(path)?.[0] ?? path;
}
