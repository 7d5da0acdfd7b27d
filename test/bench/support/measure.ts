import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import * as v from "valibot";

/** What one run took. */
export interface Figures {
  readonly milliseconds: number;
  /** Time on processors, of all threads. On a machine that others use too it tells more than the clock. */
  readonly cpuMilliseconds: number;
  /** What the process held at its peak beyond what it held before the work began; bytes of resident memory. */
  readonly peakBytes: number;
  /** Numbers that the work itself gave, by name: sizes, counts, the longest step. */
  readonly given: Readonly<Record<string, number>>;
}

/** Something to time. The arguments come from `RunFresh`; a returned object of numbers is reported as `given`. */
export type Work = (...args: readonly string[]) => Given | undefined | Promise<Given | undefined>;
type Given = Readonly<Record<string, number>>;

export interface RunOptions {
  readonly rounds?: number;
  readonly args?: readonly string[];
  /** Flags of Node for the processes. */
  readonly nodeFlags?: readonly string[];
}

/**
 * Runs each of the named works `rounds` times, one after the other in turns, each time in a fresh process, and gives the
 * medians of what they took. The first turn only warms the page cache.
 */
export type RunFresh<Name extends string> = (
  names: readonly Name[],
  options?: RunOptions,
) => Promise<(name: Name) => Figures>;

/**
 * The body of a bench file: `main` in the process that was started, one of `works` in those that it starts. Time runs from
 * the call of a work to its end; starting Node and loading the bundle is not in it. Call it once, as the last statement.
 *
 *     await bench({ raw, parsed }, async (run) => {
 *       const figures = await run(["raw", "parsed"], { args: [file] });
 *       row("parse 256 MiB", times(figures("parsed").milliseconds, figures("raw").milliseconds), "≤ 3 ×");
 *     });
 */
export async function bench<Name extends string>(
  works: Readonly<Record<Name, Work>>,
  main: (run: RunFresh<Name>) => Promise<void>,
): Promise<void> {
  const [marker, chosen, ...args] = process.argv.slice(2);
  if (marker === childMarker) {
    const work: Work | undefined = Object.entries<Work>(works).find(
      ([name]) => name === chosen,
    )?.[1];
    if (work === undefined) throw new Error(`there is no work ${String(chosen)}`);
    process.send?.(await figuresOf(work, args));
    process.disconnect();
    return;
  }
  await main(async (names, { rounds = 5, args: given = [], nodeFlags = [] } = {}) => {
    const runs = new Map<string, Figures[]>(names.map((name) => [name, []]));
    for (let round = 0; round <= rounds; round++)
      for (const name of names) {
        const figures = await inChild(name, given, nodeFlags);
        if (round > 0) runs.get(name)?.push(figures);
      }
    return (name) => mediansOf(runs.get(name) ?? []);
  });
}

const childMarker = "--one-run-of";

async function figuresOf(work: Work, args: readonly string[]): Promise<Figures> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const given = (await work(...args)) ?? {};
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const cpuMilliseconds = (user + system) / 1000;
  // The peak since the process began; loading the bundle may have held more than stays.
  return { milliseconds, cpuMilliseconds, peakBytes: Math.max(0, peakOfProcess() - before), given };
}

/**
 * Bytes of resident memory. What usage figures call the peak of a process is at least that of the process that forked it, which
 * has written the material and may have held more than the work does: Linux tells the peak of the program itself apart.
 */
function peakOfProcess(): number {
  try {
    const own = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (own !== undefined) return Number(own) * 1024;
  } catch {
    // Another system.
  }
  return process.resourceUsage().maxRSS * 1024;
}

const figuresSchema = v.object({
  milliseconds: v.number(),
  cpuMilliseconds: v.number(),
  peakBytes: v.number(),
  given: v.record(v.string(), v.number()),
});

async function inChild(
  name: string,
  args: readonly string[],
  nodeFlags: readonly string[],
): Promise<Figures> {
  const script = process.argv[1] ?? "";
  const child = fork(script, [childMarker, name, ...args], {
    execArgv: [...process.execArgv, ...nodeFlags],
  });
  return await new Promise((resolve, reject) => {
    child.once("message", (message) => {
      resolve(v.parse(figuresSchema, message));
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      reject(new Error(`${name} ended with ${String(code)} before it reported`));
    });
  });
}

function mediansOf(runs: readonly Figures[]): Figures {
  const names = Object.keys(runs[0]?.given ?? {});
  return {
    milliseconds: median(runs.map((run) => run.milliseconds)),
    cpuMilliseconds: median(runs.map((run) => run.cpuMilliseconds)),
    peakBytes: median(runs.map((run) => run.peakBytes)),
    given: Object.fromEntries(
      names.map((name) => [name, median(runs.map((run) => run.given[name] ?? NaN))]),
    ),
  };
}

/** The middle value; the upper of the two where there are two. NaN of nothing. */
export function median(values: readonly number[]): number {
  return values.slice().sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/**
 * Times works of this process in turns, `rounds` times after three turns that only warm up, and gives for each the median
 * and the longest of its times in milliseconds. A work gets the number of the turn.
 */
export function inTurns<Name extends string>(
  works: Readonly<Record<Name, (turn: number) => void>>,
  rounds: number,
): (name: Name) => { readonly median: number; readonly longest: number } {
  const names = Object.keys(works);
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let turn = -3; turn < rounds; turn++)
    for (const [name, work] of Object.entries<(turn: number) => void>(works)) {
      const start = performance.now();
      work(turn + 3);
      if (turn >= 0) times.get(name)?.push(performance.now() - start);
    }
  return (name) => {
    const spans = times.get(name) ?? [];
    return { median: median(spans), longest: Math.max(...spans) };
  };
}

/** Prints one row: what was done, its figure, and the goal. */
export function row(what: string, figure: string, goal = ""): void {
  console.log(`  ${what.padEnd(52)} ${figure.padStart(28)}${goal === "" ? "" : `   goal ${goal}`}`);
}

/** A figure as a multiple of another: `2.41 × (123 ms)`. */
export function times(value: number, baseline: number, unit = "ms"): string {
  return `${(value / baseline).toFixed(2)} × (${value.toFixed(value < 10 ? 2 : 0)} ${unit})`;
}

export const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
