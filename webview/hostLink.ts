import type { ToHost } from "../src/core/protocol";

/** What VS Code gives a webview: messages to the host, and a state that outlives the page. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's only way to whoever shows it, by the messages that it sends. */
export interface HostLink<Message = ToHost> {
  send(message: Message): void;
  /** What the page kept the last time; to be parsed. */
  readonly keptState: unknown;
  keepState(state: unknown): void;
}

/** Takes hold of the link; VS Code allows it once for each load. */
export function connectHost(): HostLink<unknown> {
  const api = acquireVsCodeApi();
  return {
    send: (message) => {
      api.postMessage(message);
    },
    keptState: api.getState(),
    keepState: (state) => {
      api.setState(state);
    },
  };
}

/** What Chrome says where observers had sizes left to tell for the next frame: it tells them then, and nothing went wrong. */
const sizesToldLater = "ResizeObserver loop completed with undelivered notifications.";

/** Tells the host of every error that nobody caught: an error here gets an answer, never a silence. */
export function reportErrors(host: HostLink<{ type: "error"; message: string }>): void {
  const report = (message: string) => {
    host.send({ type: "error", message });
  };
  window.addEventListener("error", (event) => {
    const error: unknown = event.error;
    // An error that somebody threw comes with itself, whatever its text is.
    if (event.message === sizesToldLater && (error === undefined || error === null)) return;
    report(describe(error ?? event.message));
  });
  window.addEventListener("unhandledrejection", (event) => {
    report(describe(event.reason));
  });
}

function describe(reason: unknown): string {
  if (reason instanceof Error) return reason.stack ?? reason.message;
  return String(reason);
}
