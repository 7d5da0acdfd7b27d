// First: what is loaded after it makes tables of words.
import "./workerTranslation";
import { LabRunner } from "./labRunner";
import { unpackUse, type ToLabWorker } from "./packedUse";

/** The program of the page's worker: fit, sweep and answers aside from the thread that draws. */
const runner = new LabRunner((message) => {
  self.postMessage(message);
}, 30);

self.addEventListener("message", (event: MessageEvent<ToLabWorker>) => {
  runner.receive(unpackUse(event.data));
});
