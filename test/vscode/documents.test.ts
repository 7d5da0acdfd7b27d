import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { commands, documentScheme } from "../../src/host/ids";
import { fixture } from "../support/fixtures";
import { fixtureCopy, freshFolder, onlySegmentLog } from "../support/logFiles";
import {
  allTabs,
  closeEverything,
  errorsShown,
  openFixture,
  openFolder,
  paintedFigures,
} from "./support/prunescope";

interface Place {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  readonly byteLength: number;
}

/** Where a line, from 1, stands in a file. */
async function placeOf(file: string, line: number): Promise<Place & { readonly text: string }> {
  const lines = (await readFile(file, "latin1")).split("\n");
  const text = lines[line - 1] ?? "";
  const offset = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return { file, line, offset, byteLength: text.length, text };
}

function activeDocument(): vscode.TextDocument {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) throw new Error("no document is in front");
  return document;
}

describe("documents in VS Code", () => {
  afterEach(closeEverything);

  it("a record is shown as JSON that says what the line says", async () => {
    const log = await onlySegmentLog(await fixture("first"));
    await openFixture("first");
    const place = await placeOf(log, 4);
    await vscode.commands.executeCommand(commands.showRecord, place);
    const document = activeDocument();
    assert.equal(document.uri.scheme, documentScheme);
    assert.equal(document.languageId, "json");
    const line = Buffer.from(place.text, "latin1").toString("utf8");
    assert.deepEqual(JSON.parse(document.getText()), JSON.parse(line));
    assert.ok(document.lineCount > 3);
  });

  it("a line that is no record is shown as it stands, with the reason", async () => {
    const folder = await fixtureCopy("first");
    const log = await onlySegmentLog(folder);
    const bytes = await readFile(log);
    await writeFile(log, Buffer.concat([bytes, Buffer.from('{"kind":"tu\u2028rn_end"\n')]));
    await openFolder(folder);
    const line = bytes.toString("latin1").split("\n").length;
    const place = await placeOf(log, line);
    await vscode.commands.executeCommand(commands.showRecord, place);
    const text = activeDocument().getText();
    assert.match(text, new RegExp(`^Line ${line}, byte [\\d,]+: not shown as a record`));
    assert.ok(text.includes('{"kind":"tu\\u2028rn_end"'));
    assert.equal(activeDocument().languageId, "plaintext");
  });

  it("a file that is neither listed nor open is not shown, whatever an address says", async () => {
    const folder = await freshFolder();
    const file = path.join(folder, "secret.jsonl");
    await writeFile(file, '{"kind":"secret"}\n');
    const uri = vscode.Uri.from({
      scheme: documentScheme,
      path: "/secret/line 1.json",
      query: JSON.stringify({ file, line: 1, offset: 0, byteLength: 17 }),
    });
    const document = await vscode.workspace.openTextDocument(uri);
    assert.doesNotMatch(document.getText(), /"secret"/);
    assert.match(document.getText(), /neither listed nor open/);
    for (const query of ["", "{}", "null", "not JSON", '{"file":7}']) {
      const odd = await vscode.workspace.openTextDocument(uri.with({ query }));
      assert.match(odd.getText(), /earlier window/);
    }
  });

  it("a request is compared with and without what was left out", async () => {
    const session = await openFixture("many-default");
    const { requests } = await paintedFigures(session);
    await vscode.commands.executeCommand(commands.compareRequest, requests);
    const input = allTabs()
      .map((tab) => tab.input)
      .find((each) => each instanceof vscode.TabInputTextDiff);
    assert.ok(input);
    const [whole, sent] = await Promise.all(
      [input.original, input.modified].map(async (uri) => {
        const document = await vscode.workspace.openTextDocument(uri);
        return document.getText();
      }),
    );
    assert.ok(whole !== undefined && sent !== undefined && whole.length > sent.length);
    assert.match(whole, /^request 121 of many-default · \d+ items · \d+ left out\n/);
    const leftOut = sent.match(/^ {2}\[left out of this request: .*\]$/gm) ?? [];
    assert.equal(leftOut.length, Number(/ (\d+) left out/.exec(whole)?.[1]));
    assert.ok(leftOut.length > 0);
    assert.doesNotMatch(whole, /left out of this request:/);
  });

  it("a request or a page that is not there is refused in words", async () => {
    const without = await errorsShown(async () =>
      vscode.commands.executeCommand(commands.compareRequest, 1),
    );
    assert.match(without[0] ?? "", /No session's page is open/);
    const session = await openFixture("first");
    await paintedFigures(session);
    const beyond = await errorsShown(async () =>
      vscode.commands.executeCommand(commands.compareRequest, 6),
    );
    assert.deepEqual(beyond, ["There is no request 6; the session has 5."]);
  });
});
