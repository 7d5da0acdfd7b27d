import { translationElement, translationText } from "./l10n/parseTranslation";
import { t, type Translation } from "./l10n/translation";

/** What the document of the page needs to know; all of it ends up in attributes or text and is escaped. */
export interface PageHtmlOptions {
  /** Fresh for each document; only scripts that carry it run. */
  readonly nonce: string;
  /** Source expression that style sheets, fonts and images may come from. */
  readonly cspSource: string;
  /** Scripts in the order in which they run. */
  readonly scriptUris: readonly string[];
  readonly styleUri: string;
  readonly title: string;
  /** What the page says its words in; undefined for English. */
  readonly translation?: Translation | undefined;
}

/**
 * The document of the page: its security policy, an element `#page` that already says that something is being read, and
 * behind it the style sheet and the scripts, so that the first paint waits for neither.
 */
export function pageHtml(options: PageHtmlOptions): string {
  const { nonce, cspSource, scriptUris, styleUri, title, translation } = options;
  const policy = [
    "default-src 'none'",
    `style-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
    "worker-src blob:",
  ].join("; ");
  const scripts = scriptUris.map(
    (uri) => `    <script nonce="${escapeHtml(nonce)}" src="${escapeHtml(uri)}" defer></script>\n`,
  );
  return `<!doctype html>
<html lang="${languageOf(translation)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)}</title>
  </head>
  <body>
    <div id="page">
      <main class="state" aria-busy="true">
        <h1>${escapeHtml(title)}</h1>
        <p>${escapeHtml(t("Reading the session…"))}</p>
      </main>
    </div>
    <link rel="stylesheet" href="${escapeHtml(styleUri)}" />
${translationData(translation)}${scripts.join("")}  </body>
</html>
`;
}

/** The language of a document, as it can stand in an attribute. */
export function languageOf(translation: Translation | undefined): string {
  return escapeHtml(translation?.locale ?? "en");
}

/** An element that holds the translation: data that no policy needs to allow, before the scripts that look for it. */
export function translationData(translation: Translation | undefined): string {
  return translation === undefined
    ? ""
    : `    <script type="application/json" id="${translationElement}">${translationText(translation)}</script>\n`;
}

/** Text as it can stand in markup, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
