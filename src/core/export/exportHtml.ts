import { formatBytes } from "../format";
import { t, type Translation } from "../l10n/translation";
import { escapeHtml, languageOf, translationData } from "../pageHtml";
import { visibleText } from "../visibleText";
import { dataElement } from "./dataElement";
import { inlineScript, inlineStyle } from "./inlineCode";

/** What an exported document is made of. */
export interface ExportHtmlOptions {
  /** The session's name, logged text of any content. */
  readonly name: string;
  readonly includesTexts: boolean;
  readonly code: PageCode;
  /** The encoded session, compressed (gzip) and written in base64. */
  readonly data: string;
  /** What the page says its words in; undefined for English. */
  readonly translation?: Translation | undefined;
}

/** The page's script and style sheet, as built. */
export interface PageCode {
  readonly script: string;
  readonly style: string;
}

/** A hash of a text's UTF-8 bytes in base64: SHA-256. */
export type Sha256 = (text: string) => string;

/**
 * One document that needs nothing besides itself. Its policy allows the two pieces of code that it holds, by their
 * hashes, and workers made of them; whatever else a text in it might want, it is not loaded and not run.
 */
export function exportHtml(options: ExportHtmlOptions, sha256: Sha256): string {
  const script = inlineScript(options.code.script);
  const style = inlineStyle(options.code.style);
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script)}'`,
    `style-src 'sha256-${sha256(style)}'`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const title = escapeHtml(visibleText(options.name));
  return `<!doctype html>
<html lang="${languageOf(options.translation)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title} – Prunescope</title>
<style>${style}</style>
</head>
<body>
<div id="page">
<main class="state" aria-busy="true">
<h1>${title}</h1>
<p>${escapeHtml(t("Reading the session…"))}</p>
<noscript><p>${escapeHtml(
    t("This page draws the session with the script that it holds; scripts are turned off here."),
  )}</p></noscript>
</main>
</div>
<footer class="export-note" id="export-note">${escapeHtml(noteOf(options))}</footer>
${translationData(options.translation)}<script type="text/plain" id="${dataElement}">${options.data}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** What the file holds, in words, for whoever is given it. */
function noteOf({ includesTexts, data }: ExportHtmlOptions): string {
  const holds = includesTexts
    ? t(
        "It holds figures, times, tool names, the beginnings of tool arguments and summaries, and what failed runs said.",
      )
    : t(
        "It holds figures, times, item kinds, tool names and the agent's name; no texts of messages, arguments or results.",
      );
  return t(
    "Exported from Prunescope. {0} Session data: {1}. Nothing is loaded and nothing is sent.",
    holds,
    formatBytes(data.length),
  );
}
