import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as esbuild from "esbuild";
import { chromium } from "playwright-core";
import * as v from "valibot";
import { provideChromium } from "../../scripts/lib/chromium.mjs";
import { root } from "../../scripts/lib/root.mjs";
import { startServer } from "../../scripts/lib/vscode-server.mjs";
import { fixture } from "../support/fixtures";
import { emptyWebview, files } from "./support/firstPaintTalk";
import { median, row, times } from "./support/measure";

const small = "small";
const large = "large";
const turns = 9;

/** Runs in every frame: reports when a document with an element `#page` that has text has been painted. */
const watchPaint = `(() => {
  const look = () => {
    if ((document.getElementById("page")?.textContent.trim() ?? "") === "") setTimeout(look, 2);
    // The frame that is being made paints it; a task after it runs when it has.
    else requestAnimationFrame(() => setTimeout(() => window.reportPaint(Date.now())));
  };
  look();
})();`;

const folder = await mkdtemp(path.join(tmpdir(), "prunescope-first-paint-"));
try {
  await cp(await fixture("first"), path.join(folder, small), { recursive: true });
  await cp(await fixture("many-default"), path.join(folder, large), { recursive: true });
  // The first turn only warms up.
  const turn = [emptyWebview, small, large];
  const openings = Array.from({ length: turns + 1 }).flatMap(() => turn);
  const took = await timesToPaint(folder, openings);
  const of = (name: string) => {
    const counted = openings.map((opening, at) => (opening === name ? took[at] : undefined));
    return median(counted.filter((each) => each !== undefined).slice(1));
  };
  const empty = of(emptyWebview);
  row("first paint of an empty webview", times(empty, empty));
  row("first paint of a session's panel, small", times(of(small), empty), "≤ 1.2 ×");
  row("first paint of a session's panel, 256 MiB", times(of(large), empty), "≤ 1.2 ×");
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Opens webviews in a real VS Code; gives for each the milliseconds until a frame with its text has been painted. */
async function timesToPaint(talk: string, openings: readonly string[]): Promise<readonly number[]> {
  await writeFile(path.join(talk, files.plan), JSON.stringify(openings));
  const server = await startServer({
    extension: root,
    folder: path.join(talk, small),
    tests: await bundleHost(),
    env: { PRUNESCOPE_FIRST_PAINT: talk },
  });
  const browser = await chromium.launch(await provideChromium());
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const ended = new Promise<number>((resolve) => {
      void page.exposeFunction("codeAutomationExit", resolve);
    });
    await page.exposeFunction("codeAutomationLog", () => undefined);
    const painted: number[] = [];
    await page.exposeFunction("reportPaint", (at: unknown) => {
      painted.push(v.parse(v.number(), at));
    });
    await page.addInitScript({ content: watchPaint });
    await page.goto(server.url);
    const took: number[] = [];
    for (const opening of openings.keys()) {
      const before = painted.length;
      while (painted.length === before) {
        const code = await Promise.race([ended, pause(10)]);
        if (code !== undefined)
          throw new Error(`VS Code ended early with ${code}\n${await server.logs()}`);
      }
      const opened = Number(await readFile(path.join(talk, files.opened(opening)), "utf8"));
      took.push((painted[before] ?? NaN) - opened);
      await writeFile(path.join(talk, files.painted(opening)), "");
    }
    await ended;
    return took;
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function bundleHost(): Promise<string> {
  const outfile = path.join(root, "out/test/bench/firstPaintHost.cjs");
  await esbuild.build({
    entryPoints: [path.join(root, "test/bench/support/firstPaintHost.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode"],
    logLevel: "error",
  });
  return outfile;
}
