import path from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { root } from "../../scripts/lib/root.mjs";

export interface ToDamageWorker {
  readonly seed: number;
}

export type FromDamageWorker =
  | { readonly type: "ready" }
  | {
      readonly type: "done";
      readonly seed: number;
      readonly base: string;
      readonly befell: readonly string[];
      readonly failure: string | undefined;
      readonly milliseconds: number;
    };

export interface DamageReport {
  readonly cases: number;
  readonly damages: ReadonlyMap<string, number>;
  /** One text for each case that threw, lost a line, took too long or ended its thread. */
  readonly failures: readonly string[];
  readonly slowest: { readonly seed: number; readonly milliseconds: number };
}

export interface DamageRun {
  readonly firstSeed: number;
  readonly cases: number;
  /** A case that takes longer hangs: its thread is ended, and a new one goes on with the next case. */
  readonly hangMilliseconds: number;
  /** Called after every thousand cases. */
  readonly onProgress?: (report: DamageReport) => Promise<void>;
}

/** After so many failures the rest is not run: they have one cause. */
const mostFailures = 50;

/** Runs cases one after the other in a thread, and says what failed. */
export async function runDamages(run: DamageRun): Promise<DamageReport> {
  const program = await bundledWorker();
  const damages = new Map<string, number>();
  const failures: string[] = [];
  let slowest = { seed: run.firstSeed, milliseconds: 0 };
  let thread: DamageThread | undefined;
  let cases = 0;
  const report = () => ({ cases, damages, failures, slowest });
  while (cases < run.cases && failures.length < mostFailures) {
    const seed = run.firstSeed + cases;
    thread ??= await DamageThread.start(program);
    const done = await thread.run(seed, run.hangMilliseconds);
    cases += 1;
    if (typeof done === "string") {
      failures.push(`case ${seed}: ${done}`);
      await thread.end();
      thread = undefined;
    } else {
      for (const name of done.befell) damages.set(name, (damages.get(name) ?? 0) + 1);
      if (done.milliseconds > slowest.milliseconds) slowest = done;
      if (done.failure !== undefined)
        failures.push(`case ${seed} (${done.base}: ${done.befell.join(", ")}): ${done.failure}`);
    }
    if (cases % 1000 === 0) await run.onProgress?.(report());
  }
  await thread?.end();
  return report();
}

type Done = Extract<FromDamageWorker, { type: "done" }>;

class DamageThread {
  readonly #worker: Worker;
  #answer: (message: FromDamageWorker | string) => void = () => undefined;

  private constructor(program: string) {
    this.#worker = new Worker(program);
    this.#worker.on("message", (message: FromDamageWorker) => {
      this.#answer(message);
    });
    this.#worker.on("error", (error) => {
      this.#answer(`the thread ended: ${error.stack ?? error.message}`);
    });
  }

  static async start(program: string): Promise<DamageThread> {
    const thread = new DamageThread(program);
    const first = await new Promise<FromDamageWorker | string>((resolve) => {
      thread.#answer = resolve;
    });
    if (typeof first === "string") throw new Error(first);
    return thread;
  }

  /** What became of a case, or a sentence where nothing did. */
  async run(seed: number, hangMilliseconds: number): Promise<Done | string> {
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<FromDamageWorker | string>((resolve) => {
      this.#answer = resolve;
      timer = setTimeout(resolve, hangMilliseconds, `no end after ${hangMilliseconds} ms`);
      this.#worker.postMessage({ seed } satisfies ToDamageWorker);
    });
    clearTimeout(timer);
    if (typeof answer === "string") return answer;
    return answer.type === "done" ? answer : "the thread began anew";
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function bundledWorker(): Promise<string> {
  const outfile = path.join(root, `out/test/damage-worker-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(root, "test/damage/worker.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    logLevel: "silent",
  });
  return outfile;
}
