import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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
import { writeLargeLog } from "./support/largeLog";
import { mebibytes, median, row } from "./support/measure";

const small = "a small session";
const large = "256 MiB";
/** Each opening has each place in a turn equally often. */
const turns = 6;

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
  const largeLog = path.join(folder, large, "sessions/01900000-0000-7000-8000-000000000001");
  await mkdir(largeLog, { recursive: true });
  const { bytes, items } = writeLargeLog(
    path.join(largeLog, "01900000-0000-7000-8000-000000000002.jsonl"),
    {
      byteLength: 256 * 1024 * 1024,
      resultBytes: [2000, 200_000],
      skew: 5,
      dialect: "singular",
      seed: 1,
    },
  );
  console.log(`the large log: ${mebibytes(bytes)}, ${items} items`);
  // The first turn only warms up.
  const turn = [emptyWebview, small, large];
  // What is opened behind the large session meets its end: each has that place as often as the others.
  const openings = Array.from({ length: turns + 1 }, (_, at) => [
    ...turn.slice(at % turn.length),
    ...turn.slice(0, at % turn.length),
  ]).flat();
  const took = await timesToPaint(folder, openings);
  // A machine that others use too is faster at one time than at another: each is compared within its own turn.
  const turnsOf = (name: string, until: keyof Took) =>
    took
      .filter((_, opening) => openings[opening] === name)
      .slice(1)
      .map((each) => each[until]);
  const empty = turnsOf(emptyWebview, "painted");
  for (const name of turn) {
    const painted = turnsOf(name, "painted");
    const ratio = median(painted.map((after, at) => after / (empty[at] ?? NaN)));
    row(
      `first paint: ${name}`,
      `${ratio.toFixed(2)} × (${median(painted).toFixed(0)} ms)`,
      name === emptyWebview ? "" : "≤ 1.2 ×",
    );
  }
  for (const name of [small, large])
    row(`the session drawn: ${name}`, `${median(turnsOf(name, "drawn")).toFixed(0)} ms`);
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Milliseconds from an opening. */
interface Took {
  /** Until a frame with text has been painted. */
  readonly painted: number;
  /** Until the session's picture was reported painted; NaN for a webview without one. */
  readonly drawn: number;
}

/** Opens webviews in a real VS Code. */
async function timesToPaint(talk: string, openings: readonly string[]): Promise<readonly Took[]> {
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
    const paintedAfter: number[] = [];
    for (const opening of openings.keys()) {
      const opened = path.join(talk, files.opened(opening));
      // A webview may be built twice: what an earlier one reports late does not count.
      let at: number | undefined;
      while (at === undefined) {
        const code = await Promise.race([ended, pause(10)]);
        if (code !== undefined)
          throw new Error(`VS Code ended early with ${code}\n${await server.logs()}`);
        if (!existsSync(opened)) continue;
        const from = await timeIn(opened);
        // The file is there before what it says.
        at = from > 0 ? painted.find((each) => each >= from) : undefined;
      }
      paintedAfter.push(at - (await timeIn(opened)));
      await writeFile(path.join(talk, files.painted(opening)), "");
    }
    await ended;
    return await Promise.all(
      paintedAfter.map(async (after, opening) => {
        const opened = await timeIn(path.join(talk, files.opened(opening)));
        return {
          painted: after,
          drawn: (await timeIn(path.join(talk, files.drawn(opening)))) - opened,
        };
      }),
    );
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function timeIn(file: string): Promise<number> {
  return Number(await readFile(file, "utf8"));
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
