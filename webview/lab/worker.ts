// First: what is loaded after it makes tables of words.
import "./workerTranslation";
import { LabRunner } from "./labRunner";
import type { ToLab } from "./messages";

/** The program of the page's worker: fit, sweep and answers aside from the thread that draws. */
const runner = new LabRunner((message) => {
  self.postMessage(message);
}, 30);

self.addEventListener("message", (event: MessageEvent<ToLab>) => {
  runner.receive(event.data);
});
