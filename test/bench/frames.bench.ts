// Frames of the timeline while it is zoomed, in a real browser, against copying one canvas of the figure's size.
import * as esbuild from "esbuild";
import path from "node:path";
import { chromium } from "playwright-core";
import * as v from "valibot";
import { provideChromium } from "../../scripts/lib/chromium.mjs";
import { root } from "../../scripts/lib/root.mjs";
import { row, times } from "./support/measure";

/** What the probe gives: sizes, and milliseconds. */
const figuresSchema = v.object({
  requests: v.number(),
  items: v.number(),
  pixels: v.number(),
  blit: v.number(),
  frame: v.number(),
  longest: v.number(),
  most: v.number(),
  model: v.number(),
  step: v.number(),
  filtered: v.number(),
  frames: v.number(),
});

const bundle = await esbuild.build({
  entryPoints: [path.join(root, "test/webview/support/framesProbe.ts")],
  outdir: "out",
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
  logLevel: "silent",
});
const text = (ending: string) =>
  bundle.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? "";
const browser = await chromium.launch(await provideChromium());
try {
  for (const requests of [10_000, 87_000]) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 700 } });
    await page.setContent(
      `<body style="margin:0"><style>${text(".css")}</style><div id="page" style="position:fixed;inset:0"></div></body>`,
    );
    await page.addScriptTag({ content: text(".js") });
    const given: unknown = await page.evaluate(`window.framesProbe.zoom(${requests}, 5)`);
    const { items, pixels, blit, frame, longest, most, frames, model, step, filtered } = v.parse(
      figuresSchema,
      given,
    );
    console.log(
      `${requests} requests, ${items} items, ${(pixels / 1e6).toFixed(2)} million pixels, ${frames} frames`,
    );
    row("one blit of the whole canvas", times(blit, blit));
    row("one frame while zooming, median", times(frame, blit), "≤ 4 ×");
    row("95 of 100 frames of our own work", `≤ ${most.toFixed(2)} ms`);
    row("the longest frame of our own work", `${longest.toFixed(2)} ms`, "≤ 8 ms");
    row("the longest frame that shows a filter or ends it", `${filtered.toFixed(2)} ms`, "≤ 8 ms");
    row("making the model, once", `${model.toFixed(0)} ms`);
    row("the longest step of making the model", `${step.toFixed(1)} ms`, "≤ 50 ms");
    await page.close();
  }
} finally {
  await browser.close();
}
