import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { actingTexts, writeHostileData } from "../support/hostileLog";
import { freshFolder } from "../support/logFiles";
import { runCli, type Finished } from "../support/runCli";
import { readCsv } from "../core/export/readCsv";
import { visibleText } from "../../src/core/visibleText";

const calls: readonly (readonly string[])[] = [
  [],
  ["sessions"],
  ["sessions", "--json"],
  ["evaluations"],
  ["evaluations", "--json"],
  ["settings"],
  ["settings", "--json"],
  ["findings"],
  ["findings", "--json"],
  ["sweep", "--json"],
  ["whatif", "--protected-tokens", "3000", "--min-savings", "100", "--json"],
];

const agentName = [...actingTexts, "\u{e0041}\u200b\u00ad\u001b[2J\u009b31m"].join(" ");

/** Characters of an output that act on a terminal or hide; line ends alone may. */
function acting({ stdout, stderr }: Finished): readonly string[] {
  return `${stdout}${stderr}`
    .split("\n")
    .filter((line) => visibleText(line) !== line)
    .map((line) => visibleText(line).slice(0, 200));
}

describe("hostile texts on the command line", function () {
  this.timeout(600_000);

  it("neither act nor hide, whatever is called, in tables and in JSON", async () => {
    const folder = await freshFolder();
    await writeHostileData(folder, agentName);
    for (const [command, ...options] of calls) {
      const args = command === undefined ? [folder] : [command, folder, ...options];
      const finished = await runCli(args);
      assert.equal(finished.status, 0, `${args.join(" ")}: ${finished.stderr.slice(0, 300)}`);
      assert.deepEqual(acting(finished), [], args.join(" "));
      if (!options.includes("--json")) continue;
      const [row] = finished.stdout
        .split("\n")
        .slice(0, -1)
        .map((line): unknown => JSON.parse(line));
      if (command === "sessions") {
        assert.ok(typeof row === "object" && row !== null && "agent" in row);
        assert.equal(row.agent, agentName, "escaped it is the same value");
      }
    }
    const compared = await runCli(["compare", folder, folder]);
    assert.equal(compared.status, 0);
    assert.deepEqual(acting(compared), []);
  });

  it("neither act nor compute in exported files", async () => {
    const folder = await freshFolder();
    await writeHostileData(folder, agentName);
    const made = async (name: string, ...options: readonly string[]) => {
      const file = path.join(folder, name);
      const finished = await runCli(["export", folder, "--out", file, ...options]);
      assert.equal(finished.status, 0, finished.stderr.slice(0, 300));
      assert.deepEqual(acting(finished), []);
      return await readFile(file, "utf8");
    };
    for (const table of ["requests", "findings", "sweep", "candidates"]) {
      const which = table === "candidates" ? ["--request", String(actingTexts.length)] : [];
      const csv = await made(`${table}.csv`, "--format", "csv", "--table", table, ...which);
      const [header = [], ...rows] = readCsv(csv);
      assert.ok(rows.length > 0, table);
      for (const row of rows) {
        assert.equal(row.length, header.length);
        for (const cell of row)
          assert.ok(
            !/^[\s\p{Cc}\p{Cf}]*[=+\-@]/u.test(cell) || Number.isFinite(Number(cell)),
            cell,
          );
      }
    }
    const svg = await made("picture.svg", "--format", "svg");
    for (const tag of svg.match(/<[^>]*>/g) ?? []) {
      assert.match(tag, /^<(\?xml|\/?(svg|title|desc|defs|pattern|clipPath|rect|path|text|g)\b)/);
      assert.doesNotMatch(tag, /href|\son\w+=/);
    }
    for (const texts of [[], ["--texts"]]) {
      const html = await made(`page${texts.length}.html`, "--format", "html", ...texts);
      assert.equal(html.match(/<script/g)?.length, html.match(/<\/script>/g)?.length);
      assert.doesNotMatch(html, /<script>window\.hacked|<img src=x|<iframe|<base /);
    }
  });
});
