import assert from "node:assert/strict";
import path from "node:path";
import ts from "typescript";
import { root } from "../../scripts/lib/root.mjs";

const folder = path.join(root, "src/core");
const probe = path.join(folder, "probe.ts");

/** What core's own TypeScript project says to a file of core with this content. */
function errorsOf(code: string): readonly string[] {
  const configFile = path.join(folder, "tsconfig.json");
  const { config } = ts.readConfigFile(configFile, (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version) =>
    path.resolve(file) === probe
      ? ts.createSourceFile(file, code, version)
      : readSource(file, version);
  const program = ts.createProgram([probe], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map((each) => ts.flattenDiagnosticMessageText(each.messageText, "\n"));
}

describe("core's TypeScript project", () => {
  it("accepts the language itself", () => {
    assert.deepEqual(errorsOf("export const n: number = Math.max(1, [2].length);"), []);
  });

  for (const code of [
    `import { readFileSync } from "node:fs"; readFileSync("a");`,
    `export const b = Buffer.from("a");`,
    `export const d = process.cwd();`,
    `setTimeout(() => undefined, 1);`,
    `console.log(1);`,
    `export const e = document.body;`,
    `export const t = performance.now();`,
    `export const r = crypto.randomUUID();`,
    `export const u = new URL("a:b");`,
    `export const f = fetch("a");`,
  ]) {
    it(`knows nothing of: ${code}`, () => {
      assert.notDeepEqual(errorsOf(code), []);
    });
  }
});
