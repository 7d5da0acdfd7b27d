import { html, nothing, type TemplateResult } from "lit";
import { visibleText } from "../../src/core/visibleText";
import type { Phase } from "../sessionIntake";
import { states as words } from "../strings/common";

/** What to do about a failure; undefined where nobody can. */
export type Retry = (() => void) | undefined;

/** The page before there is a session to show. */
export function withoutSessionView(name: string, phase: Phase, retry: Retry): TemplateResult {
  switch (phase.kind) {
    case "loading":
      return loadingView(name, phase.detail, phase.done);
    case "shown":
      return loadingView(name, "", undefined);
    case "failed":
      return failedView(name, phase.message, phase.detail, retry);
  }
}

/** While the session is being read. `done` is the share that is done, 0 to 1, where it is known. */
function loadingView(name: string, detail: string, done: number | undefined): TemplateResult {
  return html`<main class="state" aria-busy="true">
    <h1>${visibleText(name)}</h1>
    <p role="status">${detail === "" ? words.loading : visibleText(detail)}</p>
    ${
      done === undefined
        ? html`<progress aria-label=${words.loading}></progress>`
        : html`<progress aria-label=${words.loading} max="1" value=${done}></progress>`
    }
  </main>`;
}

/** Where there is nothing to show but what went wrong. */
function failedView(name: string, message: string, detail: string, retry: Retry): TemplateResult {
  return html`<main class="state">
    <h1>${name === "" ? words.failed : visibleText(name)}</h1>
    <p role="alert"><span class="glyph bad" aria-hidden="true">⚠</span> ${visibleText(message)}</p>
    ${detail === "" ? nothing : html`<p class="detail">${visibleLines(detail)}</p>`}
    ${retryView(retry)}
  </main>`;
}

/** What went wrong may take several lines; within each it is one text. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visibleText).join("\n");
}

function retryView(retry: Retry): TemplateResult | typeof nothing {
  return retry === undefined
    ? nothing
    : html`<vscode-button class="retry" @click=${retry}>${words.retry}</vscode-button>`;
}

/** A session in which nothing was asked yet. */
export function emptyView(): TemplateResult {
  return html`<section class="state">
    <h2>${words.empty}</h2>
    <p>${words.emptyDetail}</p>
  </section>`;
}

/** Above a session that is shown, when a newer state of it could not be. */
export function newerFailedView(message: string, detail: string, retry: Retry): TemplateResult {
  return html`<div class="finding bad" role="alert">
    <span class="glyph" aria-hidden="true">⚠</span>
    <p><strong>${words.newerFailed}.</strong> ${visibleText(message)} ${visibleLines(detail)}</p>
    ${retryView(retry)}
  </div>`;
}
