import { LabRunner } from "./labRunner";
import type { FromLab, ToLab } from "./messages";
import { packUse } from "./packedUse";
import { translatedProgram } from "./translatedProgram";
import program from "./worker.ts?text";

/** Slices on the page's own thread are short enough that a frame is never missed by much. */
const ownSliceMs = 8;

/** The way to whoever computes: a worker, or, where none can be started, the page's own thread in slices. */
export interface LabLink {
  readonly send: (message: ToLab) => void;
  /** Drops everything at once. */
  readonly end: () => void;
}

/** Starts a worker from the program that the page carries; the page's policy allows workers from `blob:` only. */
export function startLab(receive: (message: FromLab) => void): LabLink {
  const sent: ToLab[] = [];
  let answered = false;
  let own: LabRunner | undefined;
  let worker: Worker | undefined;
  const takeOver = () => {
    worker?.terminate();
    worker = undefined;
    own = new LabRunner(receive, ownSliceMs);
    for (const message of sent) own.receive(message);
  };
  const uri = URL.createObjectURL(
    new Blob([...translatedProgram(program)], { type: "text/javascript" }),
  );
  try {
    worker = new Worker(uri);
    worker.addEventListener("message", (event: MessageEvent<FromLab>) => {
      answered = true;
      sent.length = 0;
      receive(event.data);
    });
    worker.addEventListener("error", (event) => {
      // Before its first word it never ran; afterwards it is an error like any other.
      if (!answered) takeOver();
      else receive({ type: "failed", generation: -1, message: event.message });
    });
  } catch {
    takeOver();
  } finally {
    URL.revokeObjectURL(uri);
  }
  const post = (message: ToLab) => {
    if (own !== undefined) own.receive(message);
    else {
      if (!answered) sent.push(message);
      worker?.postMessage(packUse(message));
    }
  };
  // Handing over a long session takes a while: it waits until what made the page ask for it is done, and all else behind it.
  let waiting: ToLab[] = [];
  let turn: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    turn = undefined;
    const messages = waiting;
    waiting = [];
    for (const message of messages) post(message);
  };
  return {
    send: (message) => {
      if (message.type !== "use" && turn === undefined) {
        post(message);
        return;
      }
      waiting.push(message);
      turn ??= setTimeout(flush);
    },
    end: () => {
      clearTimeout(turn);
      waiting = [];
      worker?.terminate();
      own?.stop();
    },
  };
}
