import { parentPort } from "node:worker_threads";
import { baseLogs } from "./bases";
import { damageCase, runDamageCase } from "./damageCase";
import type { FromDamageWorker, ToDamageWorker } from "./runDamages";

/** The program of a thread that damages and reads logs, so that somebody else can notice when it hangs. */
const port = parentPort;
if (port === null) throw new Error("this is the program of a worker thread");
const post = (message: FromDamageWorker) => {
  port.postMessage(message);
};
const bases = await baseLogs();
port.on("message", ({ seed }: ToDamageWorker) => {
  const start = performance.now();
  const made = damageCase(bases, seed);
  const { base, befell } = made;
  let failure: string | undefined;
  try {
    runDamageCase(made);
  } catch (error) {
    failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  post({ type: "done", seed, base, befell, failure, milliseconds: performance.now() - start });
});
post({ type: "ready" });
