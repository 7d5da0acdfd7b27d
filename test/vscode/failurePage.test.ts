import assert from "node:assert/strict";
import * as vscode from "vscode";
import { root } from "../../scripts/lib/root.mjs";
import { showFailure } from "../../src/host/page/failurePage";
import { pageRoot } from "../../src/host/page/pageDocument";
import { keptRestoreText } from "../../src/host/page/restore";
import { prunescope, until } from "./support/prunescope";

/** A report of its own would have the extension's output channel, and closing it would close that one. */
const report = {
  run: (_: string, work: () => PromiseLike<unknown>) => {
    void work();
  },
};

describe("a page that stands for one that cannot be restored", () => {
  it("says why, can be tried again, and keeps what it is found again by", async () => {
    await prunescope();
    const extensionUri = vscode.Uri.file(root);
    const panel = vscode.window.createWebviewPanel("x", "gone", vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [pageRoot(extensionUri)],
    });
    const posted: unknown[] = [];
    const { webview } = panel;
    const post = webview.postMessage.bind(webview);
    Object.assign(webview, {
      postMessage: async (message: unknown) => {
        posted.push(message);
        return await post(message);
      },
    });
    const restore = '{"file":"/nowhere/a.jsonl","id":"a"}';
    try {
      showFailure(
        panel,
        { extensionUri, report },
        { message: "gone", detail: "why", restore: keptRestoreText({ restore, tab: "lab" }) },
        async () => Promise.resolve(),
      );
      await until("the page has asked", () => posted.length === 2);
      assert.deepEqual(posted, [
        { type: "welcome", name: "gone", abilities: ["retry"], restore },
        { type: "failed", message: "gone", detail: "why" },
      ]);
    } finally {
      panel.dispose();
    }
  });

  it("keeps nothing where nothing was kept", () => {
    for (const state of [undefined, null, {}, { restore: 3 }, "x"])
      assert.equal(keptRestoreText(state), undefined);
  });
});
