import * as vscode from "vscode";
import { notificationText } from "./notificationText";
import type { Report } from "./report";

/** Work that takes longer than this can be cancelled from a notification. */
const offerMilliseconds = 1000;

/**
 * Runs work that a user waits for: once it takes a while, a notification offers to cancel it. Rejects with the signal's
 * reason when it was cancelled, or when `outer` is aborted.
 */
export async function cancellable<T>(
  title: string,
  report: Report,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const cancel = new AbortController();
  const signal = outer === undefined ? cancel.signal : AbortSignal.any([cancel.signal, outer]);
  const running = work(signal);
  const offer = setTimeout(() => {
    report.run("showing progress", async () =>
      vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: notificationText(title),
          cancellable: true,
        },
        async (_, token) => {
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
