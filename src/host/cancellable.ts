import * as vscode from "vscode";
import { notificationText } from "./notificationText";
import type { Report } from "./report";

/** Work that takes longer than this can be cancelled from a notification. */
const offerMilliseconds = 1000;

/** Tells whoever waits how much of the work, from 0 to 1, is done. */
export type TellShare = (share: number) => void;

/**
 * Runs work that a user waits for: once it takes a while, a notification shows how far it is, where the work tells it, and
 * offers to cancel it. Rejects with the signal's reason when it was cancelled, or when `outer` is aborted.
 */
export async function cancellable<T>(
  title: string,
  report: Pick<Report, "run">,
  work: (signal: AbortSignal, tellShare: TellShare) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const cancel = new AbortController();
  const signal = outer === undefined ? cancel.signal : AbortSignal.any([cancel.signal, outer]);
  const shares = new Shares();
  const running = work(signal, (share) => {
    shares.tell(share);
  });
  const offer = setTimeout(() => {
    report.run("showing progress", async () =>
      vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: notificationText(title),
          cancellable: true,
        },
        async (progress, token) => {
          shares.showIn(progress);
          const listener = token.onCancellationRequested(() => {
            cancel.abort();
          });
          // Whoever started the work hears of its failure; here it only ends.
          await Promise.allSettled([running]);
          listener.dispose();
        },
      ),
    );
  }, offerMilliseconds);
  try {
    return await running;
  } finally {
    clearTimeout(offer);
  }
}

/** Shares of work, which a notification that comes later shows too. */
class Shares {
  #done = 0;
  #shown = 0;
  #progress: vscode.Progress<{ readonly increment: number }> | undefined;

  tell(share: number): void {
    this.#done = Math.max(this.#done, Math.min(1, share));
    this.#show();
  }

  showIn(progress: vscode.Progress<{ readonly increment: number }>): void {
    this.#progress = progress;
    this.#show();
  }

  #show(): void {
    if (this.#progress === undefined || this.#done === this.#shown) return;
    this.#progress.report({ increment: 100 * (this.#done - this.#shown) });
    this.#shown = this.#done;
  }
}

/** Runs work with a signal that is aborted when the token is cancelled. */
export async function withSignal<T>(
  token: vscode.CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listener = token.onCancellationRequested(() => {
    controller.abort();
  });
  try {
    return await work(controller.signal);
  } finally {
    listener.dispose();
  }
}
