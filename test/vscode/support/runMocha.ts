import { writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { root } from "../../../scripts/lib/root.mjs";

/**
 * Runs mocha inside the extension host. The report goes to `<PRUNESCOPE_TEST_RESULT>.txt`, since the console of an
 * extension host does not lead to a terminal in every edition. Rejects where a test failed or there was none.
 * @param load evaluates the test files, once mocha's globals are there
 */
export async function runMocha(load: () => void): Promise<void> {
  const lines: string[] = [];
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    lines.push(format(...args));
  };
  const mocha = new Mocha({
    ui: "bdd",
    reporter: path.join(root, "scripts/mocha-reporter.cjs"),
    timeout: 180_000,
    forbidOnly: true,
    forbidPending: true,
    color: false,
  });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  try {
    load();
    const failures = await new Promise<number>((resolve) => {
      mocha.run(resolve);
    });
    if (failures > 0) throw new Error(`${String(failures)} tests failed`);
  } catch (error) {
    // mocha has reported its failures; what else goes wrong, such as a file that cannot be loaded, has no other place.
    if (lines.length === 0)
      lines.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  } finally {
    const result = process.env["PRUNESCOPE_TEST_RESULT"];
    if (result !== undefined) writeFileSync(`${result}.txt`, `${lines.join("\n")}\n`);
  }
}
