import * as vscode from "vscode";
import { visibleText } from "../core/visibleText";
import { describeError } from "../platform/problem";
import { notificationText } from "./notificationText";

/** Something that went wrong in a way a user can do something about: the message says what, where, and what to do. */
export class UserError extends Error {}

/**
 * Where errors and details go: the output channel always, a notification only for what the user asked for and did not
 * get. No promise of the extension is left without `run`.
 */
export class Report implements vscode.Disposable {
  readonly #channel: vscode.LogOutputChannel;

  constructor() {
    this.#channel = vscode.window.createOutputChannel("Prunescope", { log: true });
  }

  info(message: string): void {
    this.#channel.info(logText(message));
  }

  warn(message: string): void {
    this.#channel.warn(logText(message));
  }

  /** Something that failed behind the scenes: logged, not shown. */
  error(what: string, error: unknown): void {
    this.#channel.error(logText(`${what}: ${details(error)}`));
  }

  /** Starts work whose end nobody waits for; its failure is logged. */
  run(what: string, work: () => PromiseLike<unknown>): void {
    void (async () => {
      try {
        await work();
      } catch (error) {
        if (!isCancellation(error)) this.error(what, error);
      }
    })();
  }

  /** Runs what the user asked for. A failure is shown, with the log one click away; a cancellation is not. */
  async attempt<T>(what: string, work: () => PromiseLike<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (isCancellation(error)) return undefined;
      this.error(what, error);
      this.run("showing an error", async () => this.#show(what, error));
      return undefined;
    }
  }

  dispose(): void {
    this.#channel.dispose();
  }

  async #show(what: string, error: unknown): Promise<void> {
    const showLog = vscode.l10n.t("Show Log");
    const message = error instanceof UserError ? error.message : `${what}: ${describeError(error)}`;
    const chosen = await vscode.window.showErrorMessage(notificationText(message), showLog);
    if (chosen === showLog) this.#channel.show();
  }
}

/** True for the error that an aborted signal or a cancelled token gives. */
export function isCancellation(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof Error && error.name === "AbortError")
  );
}

function details(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Nothing in it acts, and no line of it can be taken for an entry of its own. */
function logText(text: string): string {
  return text.split(/\r?\n/).map(visibleText).join("\n    ");
}
