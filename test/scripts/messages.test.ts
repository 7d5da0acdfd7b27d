import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { messagesIn } from "../../scripts/lib/messages.mjs";
import { root } from "../../scripts/lib/root.mjs";
import { freshFolder } from "../support/logFiles";

describe("the texts of extension and pages", () => {
  it("stand in the bundle that translations are made from (`npm run strings` writes it)", async () => {
    const text = await readFile(path.join(root, "l10n/bundle.l10n.json"), "utf8");
    const bundle = v.parse(v.record(v.string(), v.string()), JSON.parse(text));
    const { texts } = messagesIn();
    assert.ok(texts.length > 100);
    assert.deepEqual(Object.keys(bundle), texts);
    assert.deepEqual(Object.values(bundle), texts);
  });

  it("are all taken through the translation, and numbered from 0 where something is put in", () => {
    const { texts, faults } = messagesIn();
    assert.deepEqual(faults, []);
    for (const text of texts) {
      const numbers = new Set(
        Array.from(text.matchAll(/\{(\d+)\}/g), ([, digits]) => Number(digits)),
      );
      for (let number = 0; number < numbers.size; number++) assert.ok(numbers.has(number), text);
      assert.doesNotMatch(text, /\$\{|\{\D/);
    }
  });

  it("are missed where somebody writes them plainly", async () => {
    const folder = path.join(await freshFolder(), "host");
    await mkdir(folder);
    await writeFile(
      path.join(folder, "bad.ts"),
      [
        'vscode.window.showErrorMessage("It failed");',
        "const item = { label: `Open ${name}`, id: 'not shown' };",
        'view.message = "Nothing here";',
        "t(words);",
        't("{0} of them", 3);',
        'vscode.l10n.t("good");',
        "const sign = { label: '→' };",
        "html`<p class=${name}>${words.text}<b>plain</b></p>`;",
        "html`<p class=${name} title=${words.title}>≈ ${words.text}</p>`;",
        'html`<button title="Close">×</button>`;',
        'const fault = { what: "line", reason: "it is empty" };',
      ].join("\n"),
    );
    const { texts, faults } = messagesIn([path.relative(root, folder)]);
    assert.deepEqual(texts, ["good", "{0} of them"]);
    assert.deepEqual(
      faults.map((fault) => Number(fault.split(":")[1])),
      [1, 2, 3, 4, 8, 10, 11],
    );
    await rm(folder, { recursive: true });
  });

  it("are both forms where a number stands before a noun, and all texts where a file holds words only", async () => {
    const folder = path.join(await freshFolder(), "webview/strings");
    await mkdir(folder, { recursive: true });
    await writeFile(
      path.join(folder, "counts.ts"),
      [
        'formatNumberOf(count, "request");',
        'formatNumberOf(count, "match", "matches");',
        "formatNumberOf(count, noun);",
      ].join("\n"),
    );
    const { texts, faults } = messagesIn([path.relative(root, folder)]);
    assert.deepEqual(texts, ["{0} match", "{0} matches", "{0} request", "{0} requests"]);
    assert.deepEqual(
      faults.map((fault) => Number(fault.split(":")[1])),
      [3],
    );
    await rm(folder, { recursive: true });
  });
});
