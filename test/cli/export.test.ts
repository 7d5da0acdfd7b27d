import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { csvRows } from "../core/export/readCsv";
import { fixture } from "../support/fixtures";
import { allFixtures, freshFolder } from "../support/logFiles";
import { openFixture } from "../support/openFixture";
import { cliRows, runCli } from "../support/runCli";

describe("prunescope export", function () {
  this.timeout(60_000);

  async function exported(name: string, ...options: readonly string[]): Promise<string> {
    const out = path.join(await freshFolder(), "out.file");
    const done = await runCli(["export", await fixture(name), "--out", out, ...options]);
    assert.equal(done.status, 0, done.stderr);
    assert.ok(done.stdout.startsWith(`${out}: `), done.stdout);
    return await readFile(out, "utf8");
  }

  const table = async (name: string, ...options: readonly string[]) =>
    csvRows(await exported(name, "--format", "csv", ...options));

  it("writes the page, the larger one with texts", async () => {
    const without = await exported("many-default", "--format", "html");
    const withTexts = await exported("many-default", "--format", "html", "--texts");
    for (const html of [without, withTexts]) assert.match(html, /^<!doctype html>[^]*<\/html>\n$/);
    assert.ok(withTexts.length > without.length + 1000);
    assert.match(without, /no texts of messages/);
    assert.match(withTexts, /beginnings of tool arguments/);
  });

  it("writes the timeline as a drawing", async () => {
    const svg = await exported("many-default", "--format", "svg");
    assert.match(svg, /^<\?xml [^]*<svg [^]*<\/svg>\n$/);
    assert.match(svg, /<desc>Recorded; all 121 requests; heights fitted to measurements/);
    assert.match(svg, />sent again<\/text>/);
  });

  it("writes every request with the figures of the log", async () => {
    const rows = await table("many-default", "--format", "csv");
    const { session, replay } = await openFixture("many-default");
    assert.equal(rows.length, replay.requests.length);
    const sum = (texts: readonly (string | undefined)[]) =>
      texts.reduce((total, text) => total + Number(text), 0);
    const measured = session.segments.flatMap(({ requests }) => [...requests]);
    assert.equal(
      sum(rows.map((row) => row["input_tokens"])),
      measured.reduce((total, { inputTokens }) => total + inputTokens, 0),
    );
    const evaluations = session.segments.flatMap((segment) => [...segment.evaluations]);
    assert.equal(
      rows.filter((row) => row["decision"] === "fired").length,
      evaluations.filter(({ decision }) => decision === "fired").length,
    );
    assert.ok(rows.every((row, at) => row["request"] === String(at + 1)));
    assert.match(rows[0]?.["time_utc"] ?? "", /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it("writes as many candidates of a request as its evaluation counted", async () => {
    const requests = await table("many-default");
    const fired = requests.find((row) => row["decision"] === "fired");
    const number = fired?.["request"] ?? "";
    const rows = await table("many-default", "--table", "candidates", "--request", number);
    assert.equal(String(rows.length), fired?.["candidates"]);
    assert.ok(rows.length > 0);
    assert.ok(rows.every((row) => Number(row["content_bytes"]) > 0 && row["request"] === number));
  });

  it("writes the findings that are also printed", async () => {
    const rows = await table("many-default", "--table", "findings");
    const printed = (await cliRows("findings", await fixture("many-default"))) as {
      kind: string;
      sentence: string;
    }[];
    assert.deepEqual(
      rows.map(({ kind, sentence }) => [kind, sentence]),
      printed.map(({ kind, sentence }) => [kind, sentence]),
    );
  });

  it("says of each setting whether it is left aside when the best is named", async () => {
    const rows = await table("many-default", "--table", "sweep");
    const aside = rows.filter((row) => row["left_aside"] === "yes");
    assert.ok(aside.length > 0 && aside.length < rows.length);
    const hidden = (row: (typeof rows)[number]) => Number(row["predicted_results_never_seen"]);
    const others = rows.filter((row) => row["left_aside"] === "no");
    assert.equal(aside.length + others.length, rows.length);
    assert.ok(Math.max(...others.map(hidden)) < Math.min(...aside.map(hidden)));
  });

  it("writes what settings would have done, as the sweep prints it", async () => {
    const rows = await table("first", "--table", "sweep");
    const printed = (await cliRows("sweep", await fixture("first"))) as Record<
      string,
      string | number | null
    >[];
    assert.ok(rows.length > 10);
    for (const row of rows.filter(({ policy }) => policy === "yoi")) {
      const same = printed.find(
        (each) =>
          each["policy"] === "yoi" &&
          String(each["protectedTokens"]) === row["protected_tokens"] &&
          String(each["minSavings"]) === row["min_savings_tokens"],
      );
      assert.ok(same !== undefined);
      assert.equal(row["predicted_fires"], String(same["fires"]));
      assert.equal(row["predicted_cost_input_price_tokens"], String(same["costInputTokens"] ?? ""));
      assert.equal(row["predicted_results_never_seen"], String(same["resultsNeverSeen"]));
    }
  });

  it("leaves a file alone that is there already", async () => {
    const out = path.join(await freshFolder(), "mine.html");
    await writeFile(out, "mine");
    const done = await runCli([
      ...["export", await fixture("first"), "--format", "html", "--out", out],
    ]);
    assert.equal(done.status, 2);
    assert.match(done.stderr, /exists already/);
    assert.equal(await readFile(out, "utf8"), "mine");
  });

  it("writes nothing where the path holds several sessions or none", async () => {
    const folder = await freshFolder();
    const out = path.join(folder, "out.csv");
    const options = ["--format", "csv", "--out", out];
    const several = await runCli(["export", await allFixtures(), ...options]);
    assert.equal(several.status, 2);
    assert.match(several.stderr, /several sessions/);
    assert.equal((await runCli(["export", folder, ...options])).status, 1);
    await assert.rejects(stat(out));
  });

  const wrong: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [["--format", "html"], /needs --out/],
    [["--out", "x"], /needs --format/],
    [["--format", "pdf", "--out", "x"], /--format takes/],
    [["--format", "csv", "--out", "x", "--texts"], /--texts goes with/],
    [["--format", "csv", "--out", "x", "--table", "secrets"], /--table takes/],
    [["--format", "csv", "--out", "x", "--table", "candidates"], /which request/],
    [["--format", "csv", "--out", "x", "--request", "3"], /--request goes with/],
    [["--format", "csv", "--out", "x", "--request", "0"], /from 1/],
  ];
  for (const [args, says] of wrong)
    it(`refuses ${args.join(" ")}`, async () => {
      const done = await runCli(["export", await fixture("first"), ...args]);
      assert.equal(done.status, 2);
      assert.match(done.stderr, says);
    });

  it("says so where there is no such request, or the folder is missing", async () => {
    const folder = await freshFolder();
    const csv = ["--format", "csv", "--out"];
    const far = await runCli([
      ...["export", await fixture("first"), ...csv, path.join(folder, "a.csv")],
      ...["--table", "candidates", "--request", "999"],
    ]);
    assert.equal(far.status, 2);
    assert.match(far.stderr, /the session has \d+ requests/);
    const missing = path.join(folder, "no", "such", "a.csv");
    const nowhere = await runCli(["export", await fixture("first"), ...csv, missing]);
    assert.equal(nowhere.status, 2);
    assert.match(nowhere.stderr, /cannot be written: there is no such/);
  });
});
