import * as vscode from "vscode";
import type { ProductName } from "../../core/export/products";
import * as s from "../../core/shape";

/** What a session can be exported as. */
const exportFormats = [
  "html",
  "html-with-texts",
  "requests",
  "candidates",
  "findings",
  "sweep",
  "svg",
  "png",
] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportFormat: s.Shape<ExportFormat> = s.literal(...exportFormats);

/** How a format is made, and how its file ends. */
export interface FormatFacts {
  readonly ending: string;
  readonly made:
    | { readonly kind: "page"; readonly withTexts: boolean }
    | { readonly kind: "product"; readonly what: ProductName };
}

const table = (what: ProductName): FormatFacts => ({
  ending: "csv",
  made: { kind: "product", what },
});

export const formatFacts: Readonly<Record<ExportFormat, FormatFacts>> = {
  html: { ending: "html", made: { kind: "page", withTexts: false } },
  "html-with-texts": { ending: "html", made: { kind: "page", withTexts: true } },
  requests: table("requests"),
  candidates: table("candidates"),
  findings: table("findings"),
  sweep: table("sweep"),
  svg: { ending: "svg", made: { kind: "product", what: "svg" } },
  png: { ending: "png", made: { kind: "product", what: "png" } },
};

/** Asks what to export, and for a page whether texts are wanted; undefined where the user leaves. */
export async function askForFormat(): Promise<ExportFormat | undefined> {
  const { t } = vscode.l10n;
  const formats: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
    {
      format: "html",
      label: t("Page (HTML)"),
      detail: t("The whole page in one file, for any browser: timeline, inspector, what-if"),
    },
    {
      format: "svg",
      label: t("Picture (SVG)"),
      detail: t("The part of the timeline that is in view, with title and legend, as a drawing"),
    },
    {
      format: "png",
      label: t("Picture (PNG)"),
      detail: t("The same in pixels, two for each of the page's"),
    },
    {
      format: "requests",
      label: t("Requests (CSV)"),
      detail: t("One row a request: decision, savings, prompt, cache, output"),
    },
    {
      format: "candidates",
      label: t("Candidates of the Selected Request (CSV)"),
      detail: t("One row a tool result before the protected start"),
    },
    {
      format: "findings",
      label: t("Findings (CSV)"),
      detail: t("What went wrong, where, with figures"),
    },
    {
      format: "sweep",
      label: t("Settings Tried (CSV)"),
      detail: t("What settings and rules would have done, as the what-if predicts"),
    },
  ];
  const chosen = await vscode.window.showQuickPick(formats, {
    title: t("Export Session"),
    placeHolder: t("What is exported"),
  });
  return chosen?.format === "html" ? await askForTexts() : chosen?.format;
}

async function askForTexts(): Promise<ExportFormat | undefined> {
  const { t } = vscode.l10n;
  const choices: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
    {
      format: "html",
      label: t("Without Texts"),
      detail: t(
        "Figures, times, kinds of items, tool names, the agent's name, ids; nothing of messages, arguments, summaries, results or paths",
      ),
    },
    {
      format: "html-with-texts",
      label: t("Include Texts"),
      detail: t(
        "Also the first 240 characters of every call's arguments and every result's summary, and what failed runs said",
      ),
    },
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title: t("Export Session"),
    placeHolder: t("What the page holds"),
  });
  return chosen?.format;
}
