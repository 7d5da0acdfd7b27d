import assert from "node:assert/strict";
import * as vscode from "vscode";
import { cancellable } from "../../src/host/cancellable";

type Task = Parameters<typeof vscode.window.withProgress>[1];

/** What stands in for VS Code's notification, which nobody can read. */
interface Offered {
  readonly options: vscode.ProgressOptions;
  readonly increments: readonly number[];
  readonly cancel: () => void;
}

/** Runs `act` with notifications that are held in hand; `offered` is pending until there is one. */
async function withOffers(act: (offered: Promise<Offered>) => Promise<void>): Promise<void> {
  const { window } = vscode;
  const before = window.withProgress;
  let tell: (offered: Offered) => void = () => undefined;
  const offered = new Promise<Offered>((resolve) => {
    tell = resolve;
  });
  const offer = async (options: vscode.ProgressOptions, task: Task) => {
    const increments: number[] = [];
    const source = new vscode.CancellationTokenSource();
    const done = task(
      { report: ({ increment = NaN }) => increments.push(increment) },
      source.token,
    );
    tell({
      options,
      increments,
      cancel: () => {
        source.cancel();
      },
    });
    await done;
  };
  Object.assign(window, { withProgress: offer });
  try {
    await act(offered);
  } finally {
    window.withProgress = before;
  }
}

const report = {
  run: (_: string, work: () => PromiseLike<unknown>) => {
    void work();
  },
};

describe("work that can be cancelled", () => {
  it("shows how far it is, with what was done before there was anything to see", async () => {
    await withOffers(async (offered) => {
      const made = await cancellable("Packing", report, async (_, tellShare) => {
        tellShare(0.25);
        const { increments } = await offered;
        assert.deepEqual(increments, [25]);
        tellShare(0.75);
        // A share never falls, and never passes the whole.
        tellShare(0.5);
        tellShare(3);
        assert.deepEqual(increments, [25, 50, 25]);
        return "made";
      });
      assert.equal(made, "made");
    });
  });

  it("is cancelled from the notification, whose title runs nothing", async () => {
    await withOffers(async (offered) => {
      const work = cancellable(
        "Reading [x](command:workbench.action.closeWindow) \u202e\u001b[31m",
        report,
        async (signal) => {
          await new Promise((_, reject) => {
            signal.addEventListener("abort", () => {
              reject(new DOMException("cancelled", "AbortError"));
            });
          });
        },
      );
      const { options, cancel } = await offered;
      assert.equal(options.cancellable, true);
      assert.equal(
        options.title,
        "Reading [x] (command:workbench.action.closeWindow) \\u202e\\x1b[31m",
      );
      cancel();
      await assert.rejects(work, { name: "AbortError" });
    });
  });
});
