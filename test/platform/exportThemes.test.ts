import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { root } from "../../scripts/lib/root.mjs";

const colours = v.record(v.string(), v.string());
const read = async (file: string): Promise<string> => readFile(path.join(root, file), "utf8");

describe("the themes of exported pages", () => {
  for (const name of ["light", "dark", "hc-light", "hc-dark"])
    it(`${name}: has what the page names and the editor gives (\`node scripts/export-themes.mjs\` writes it)`, async () => {
      const themes = v.parse(
        v.record(v.string(), colours),
        JSON.parse(await read("webview/exportedPage/themes.json")),
      );
      const captured = v.parse(
        v.object({ variables: colours }),
        JSON.parse(await read(`test/fixtures/themes/${name}.json`)),
      );
      const page = `${await read("dist/webview/main.js")}${await read("dist/webview/main.css")}`;
      const named = new Set(page.match(/--vscode-[A-Za-z0-9-]+/g) ?? []);
      const given = Array.from(named).filter((variable) => variable in captured.variables);
      assert.ok(given.length > 40);
      assert.deepEqual(
        given.filter((variable) => themes[name]?.[variable] === undefined),
        [],
      );
    });
});
