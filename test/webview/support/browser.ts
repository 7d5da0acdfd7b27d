import path from "node:path";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { provideChromium } from "../../../scripts/lib/chromium.mjs";
import { root } from "../../../scripts/lib/root.mjs";
import { serveFolder } from "./server";
import type { StaticServer } from "./server";
import { beginInTheme } from "./theme";
import type { ThemeName } from "./theme";

export interface PageOptions {
  readonly theme?: ThemeName;
  /** CSS pixels */
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly reducedMotion?: boolean;
  readonly deviceScaleFactor?: number;
  /** Below `dist/`; the page outside VS Code unless told. */
  readonly path?: string;
  /** A whole address instead, of a document that brings its own colours. */
  readonly url?: string;
  /** Runs before the document is loaded. */
  readonly before?: (page: Page) => Promise<void>;
}

const fetchTimeoutMilliseconds = 300_000;
let browser: Promise<Browser> | undefined;
let server: Promise<StaticServer> | undefined;

before(async function () {
  // The browser may have to be fetched first.
  this.timeout(fetchTimeoutMilliseconds);
  await getBrowser();
});

after(async () => {
  await (await browser)?.close();
  await (await server)?.close();
});

/**
 * A test in a page of its own. It fails where the page had an uncaught error, logged an error, could not load something or
 * broke the content security policy, whatever the body says.
 */
export function withPage(
  options: PageOptions,
  body: (page: Page) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const faults = await faultsOf(options, body);
    if (faults.length > 0) throw new Error(`the page had errors:\n${faults.join("\n")}`);
  };
}

/** Loads the page, runs the body and gives back what went wrong in the page meanwhile. */
export async function faultsOf(
  options: PageOptions,
  body: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  server ??= serveFolder(path.join(root, "dist"));
  const { origin } = await server;
  const context = await (
    await getBrowser()
  ).newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    reducedMotion: options.reducedMotion === true ? "reduce" : "no-preference",
  });
  try {
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
    // A violation of the policy and a failed load are both logged by the browser as errors.
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    page.on("crash", () => faults.push("the page crashed"));
    await slowDown(page);
    if (options.url === undefined) await beginInTheme(page, options.theme ?? "dark");
    await options.before?.(page);
    await page.goto(options.url ?? `${origin}/${options.path ?? "page/index.html"}`);
    await body(page);
    return faults;
  } finally {
    await context.close();
  }
}

/** Makes the page as slow as on a busy machine where that is asked for: a test that reads too early then fails. */
async function slowDown(page: Page): Promise<void> {
  const rate = Number(process.env["PRUNESCOPE_SLOWDOWN"] ?? 1);
  if (!(rate >= 1)) throw new Error("PRUNESCOPE_SLOWDOWN is no number from 1");
  if (rate === 1) return;
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

async function getBrowser(): Promise<Browser> {
  browser ??= provideChromium().then(async (found) => chromium.launch(found));
  return await browser;
}
