import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import * as v from "valibot";
import { root } from "../../../scripts/lib/root.mjs";

export const themeNames = ["light", "dark", "hc-dark", "hc-light"] as const;
export type ThemeName = (typeof themeNames)[number];

const themeSchema = v.object({
  theme: v.string(),
  className: v.string(),
  variables: v.record(v.string(), v.string()),
});
export type Theme = v.InferOutput<typeof themeSchema>;

/** What a real webview saw of one of VS Code's themes. */
export function theme(name: ThemeName): Theme {
  const file = path.join(root, "test/fixtures/themes", `${name}.json`);
  return v.parse(themeSchema, JSON.parse(readFileSync(file, "utf8")));
}

/** Makes every document that the page loads from now on begin in the theme. */
export async function beginInTheme(page: Page, name: ThemeName): Promise<void> {
  await page.addInitScript(paint, theme(name));
}

/** Changes the theme of the loaded document, as VS Code does: the root's style, then the body's class. */
export async function changeTheme(page: Page, name: ThemeName): Promise<void> {
  await page.evaluate(paint, theme(name));
}

/** Runs in the page. */
function paint({ theme: id, className, variables }: Theme): void {
  const apply = (): void => {
    const { style } = document.documentElement;
    for (const old of [...style].filter((each) => each.startsWith("--vscode-"))) {
      if (!(old in variables)) style.removeProperty(old);
    }
    for (const [property, value] of Object.entries(variables)) style.setProperty(property, value);
    document.body.className = className;
    document.body.dataset["vscodeThemeKind"] = className.split(" ")[0];
    document.body.dataset["vscodeThemeId"] = id;
  };
  // Before the document's own scripts run there is no body yet: it is painted the moment it appears.
  if (document.readyState !== "loading") {
    apply();
    return;
  }
  const observer = new MutationObserver(() => {
    if (!document.querySelector("body")) return;
    observer.disconnect();
    apply();
  });
  observer.observe(document, { childList: true, subtree: true });
}
