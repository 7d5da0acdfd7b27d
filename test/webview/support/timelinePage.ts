import { readFile } from "node:fs/promises";
import path from "node:path";
import * as esbuild from "esbuild";
import type { Page } from "playwright-core";
import { root } from "../../../scripts/lib/root.mjs";
import { pageHtml } from "../../../src/core/pageHtml";
import { fixture } from "../../support/fixtures";
import { segmentLogs } from "../../support/logFiles";
import { withPage, type PageOptions } from "./browser";
import type { ProbeLog } from "./timelineProbe";

/** Left edge and right margin of the plot in a wide figure, in CSS pixels. */
export const plot = { left: 76, right: 10 };

interface Built {
  readonly script: string;
  readonly style: string;
}

let built: Promise<Built> | undefined;

async function build(): Promise<Built> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(root, "test/webview/support/timelineProbe.ts")],
    outdir: "out",
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "silent",
  });
  const text = (ending: string) =>
    outputFiles.find((file) => file.path.endsWith(ending))?.text ?? "";
  return { script: text(".js"), style: text(".css") };
}

/** Serves the timeline alone, in the product's own document and under its policy. */
async function serveProbe(page: Page): Promise<void> {
  built ??= build();
  const { script, style } = await built;
  await page.route("**/timeline/*", async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (pathname.endsWith(".js"))
      await route.fulfill({ contentType: "text/javascript", body: script });
    else if (pathname.endsWith(".css"))
      await route.fulfill({ contentType: "text/css", body: style });
    else
      await route.fulfill({
        contentType: "text/html",
        body: pageHtml({
          nonce: "probe",
          cspSource: origin,
          scriptUris: [`${origin}/timeline/probe.js`],
          styleUri: `${origin}/timeline/probe.css`,
          title: "Timeline",
        }),
      });
  });
}

/** The segment logs of a recorded session as texts. */
export async function probeLogs(name: string): Promise<readonly ProbeLog[]> {
  const files = await segmentLogs(await fixture(name));
  return await Promise.all(
    files.map(async (file) => ({
      id: path.basename(file, ".jsonl"),
      text: await readFile(file, "utf8"),
    })),
  );
}

/** A test with the timeline of a recorded session in a page of its own. */
export function withTimeline(
  name: string,
  options: PageOptions,
  body: (page: Page) => Promise<void>,
): () => Promise<void> {
  return withPage(
    { reducedMotion: true, ...options, path: "timeline/index.html", before: serveProbe },
    async (page) => {
      const logs = await probeLogs(name);
      await page.waitForFunction(() => "timelineProbe" in window);
      await page.evaluate((given) => window.timelineProbe.show(given), logs);
      await painted(page);
      await body(page);
    },
  );
}

export async function painted(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.timelineProbe.painted();
  });
}

/** The middle of a request's column in CSS pixels of the page, where all of so many requests are visible. */
export function columnMiddle(page: Page, request: number, count: number): number {
  const width = page.viewportSize()?.width ?? 0;
  return plot.left + ((request + 0.5) / count) * (width - plot.left - plot.right);
}

/** Top of the figure in the page, and its height, in CSS pixels. */
export async function figureBox(page: Page): Promise<{
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}> {
  const box = await page.locator(".timeline-figure").boundingBox();
  if (box === null) throw new Error("the figure is not visible");
  return box;
}
