import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("activation", () => {
  it("the extension is found and activates", async () => {
    const extension = vscode.extensions.getExtension("prunescope.prunescope");
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("a workspace with a session is open", async () => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    assert.equal(folders.length, 1);
    assert.equal((await vscode.workspace.findFiles("sessions/*/*.jsonl")).length, 1);
  });
});
