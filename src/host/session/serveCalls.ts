import { Mismatch } from "../../core/shape";
import { calls, parseToWorker, type CallName, type FromWorker, type Handlers } from "./calls";

/** The working side's end of a pair of message ports. */
export interface ServingPort {
  postMessage(message: FromWorker, transfer: readonly ArrayBuffer[]): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
}

/** Answers the calls that arrive at a port, several at a time. Every call gets one answer, a failure too. */
export function serveCalls(port: ServingPort, handlers: Handlers): void {
  const running = new Map<number, AbortController>();
  const answer = async (id: number, name: CallName, params: unknown) => {
    const cancel = new AbortController();
    running.set(id, cancel);
    try {
      const result = await handle(handlers, name, params, id, cancel.signal, port);
      port.postMessage({ type: "done", id, result }, buffersOf(result));
    } catch (error) {
      port.postMessage(failureOf(id, error, cancel.signal.aborted), []);
    } finally {
      running.delete(id);
    }
  };
  port.on("message", (raw) => {
    const message = parseToWorker(raw);
    // The other side is of the same build; what it cannot have said has no one to be answered to.
    if (message instanceof Mismatch)
      throw new Error(`message to the worker: ${message.toString()}`);
    if (message.type === "cancel") running.get(message.id)?.abort();
    else void answer(message.id, message.name, message.params);
  });
}

async function handle(
  handlers: Handlers,
  name: CallName,
  raw: unknown,
  id: number,
  signal: AbortSignal,
  port: ServingPort,
): Promise<unknown> {
  const params = calls[name].params(raw);
  if (params instanceof Mismatch) throw new Error(`parameters of ${name}: ${params.toString()}`);
  // The compiler cannot see that the parameters of a name go with the handler of the same name.
  const result = handlers[name](params as never, {
    signal,
    onProgress: ({ readBytes, totalBytes }) => {
      port.postMessage({ type: "progress", id, readBytes, totalBytes }, []);
    },
  });
  return await Promise.resolve<unknown>(result);
}

function failureOf(id: number, error: unknown, isCancelled: boolean): FromWorker {
  const isError = error instanceof Error;
  return {
    type: "failed",
    id,
    isCancelled,
    message: isError ? error.message : String(error),
    details: isError ? (error.stack ?? error.message) : String(error),
  };
}

/** Columns travel without a copy: the sender keeps none of them. */
function buffersOf(result: unknown): readonly ArrayBuffer[] {
  if (!Array.isArray(result)) return [];
  return result.flatMap((message: unknown) => columnBuffers(message));
}

function columnBuffers(message: unknown): readonly ArrayBuffer[] {
  if (typeof message !== "object" || message === null || !("parts" in message)) return [];
  const { parts } = message;
  if (!Array.isArray(parts)) return [];
  return parts.flatMap((part: unknown) =>
    typeof part === "object" && part !== null && "data" in part && part.data instanceof ArrayBuffer
      ? [part.data]
      : [],
  );
}
