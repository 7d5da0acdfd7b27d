import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { root } from "../../scripts/lib/root.mjs";
import { fixture, fixtureNames, truth } from "../support/fixtures";
import {
  allFixtures,
  fixtureCopy,
  freshFolder,
  logLines,
  onlySegmentLog,
  segmentLogs,
  writeLog,
} from "../support/logFiles";
import { cliRows, runCli } from "../support/runCli";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const sessionRow = v.strictObject({
  session: v.string(),
  agent: v.nullable(v.string()),
  segments: v.array(
    v.strictObject({
      segment: v.string(),
      origin: v.picklist(["new", "forked", "compacted"]),
      from: v.nullable(v.string()),
      atTurnIndex: v.nullable(count),
      bytes: count,
      lines: count,
      uncommittedBytes: count,
    }),
  ),
  requests: count,
  fires: count,
  skips: count,
  bytes: count,
  unreadable: v.array(
    v.strictObject({ segment: v.string(), line: count, byteOffset: count, reason: v.string() }),
  ),
});

async function sessions(target: string) {
  return v.parse(v.array(sessionRow), await cliRows("sessions", target));
}

describe("prunescope sessions", () => {
  let all: Awaited<ReturnType<typeof sessions>>;
  before(async () => {
    all = await sessions(await allFixtures());
  });

  for (const name of fixtureNames()) {
    it(`${name}: counts what the log holds`, async () => {
      const data = await fixture(name);
      const expected = truth(name);
      const [row, ...others] = all.filter(({ session }) => session === expected.session);
      assert.ok(row);
      assert.deepEqual(others, []);
      const fires = expected.evaluations.filter(({ decision }) => decision === "fired").length;
      assert.equal(row.agent, name === "no-metadata" ? null : name);
      assert.equal(row.fires, fires);
      assert.equal(row.skips, expected.evaluations.length - fires);
      assert.equal(
        row.requests,
        expected.requests?.length ?? expected.evaluations.filter(({ sent }) => sent).length,
      );
      assert.deepEqual(row.unreadable, []);
      const files = await Promise.all(
        (await segmentLogs(data)).map(async (file) => readFile(file)),
      );
      assert.equal(row.segments.length, files.length);
      assert.equal(
        row.bytes,
        files.reduce((sum, { length }) => sum + length, 0),
      );
    });
  }

  it("names each segment's parent", async () => {
    const [row] = await sessions(await fixture("forked"));
    assert.ok(row);
    const [first, second, third] = row.segments;
    assert.deepEqual([first?.origin, first?.from], ["new", null]);
    assert.deepEqual([second?.origin, second?.from], ["forked", first?.segment]);
    assert.deepEqual([third?.origin, third?.from], ["forked", second?.segment]);
  });

  it("names damaged lines on stderr and in the row, reads the rest, and is done", async () => {
    const data = await fixtureCopy("first");
    const file = await onlySegmentLog(data);
    const [start = "", ...rest] = await logLines(file);
    await writeLog(file, [start, '{"kind":"invoke"', ...rest]);
    const { status, stdout, stderr } = await runCli(["sessions", data, "--json"]);
    assert.equal(status, 0);
    const offset = Buffer.byteLength(start) + 1;
    assert.match(stderr, new RegExp(`\\.jsonl:2 \\(byte ${offset}\\): not JSON\n`));
    const row = v.parse(sessionRow, JSON.parse(stdout));
    assert.deepEqual(row.unreadable, [
      { segment: path.basename(file, ".jsonl"), line: 2, byteOffset: offset, reason: "not JSON" },
    ]);
    assert.equal(row.fires + row.skips, truth("first").evaluations.length);
  });
});

const interval = v.strictObject({
  value: v.nullable(count),
  from: count,
  to: v.nullable(count),
  likely: v.nullable(count),
});

const settingsRow = v.strictObject({
  session: v.string(),
  source: v.picklist(["metadata", "inferred", "none"]),
  pruning: v.picklist(["on", "off", "unknown"]),
  protectedTokens: interval,
  minSavings: interval,
  changes: v.array(
    v.strictObject({
      segment: v.string(),
      index: count,
      protectedTokens: interval,
      minSavings: interval,
    }),
  ),
  contradiction: v.nullable(
    v.strictObject({
      segment: v.string(),
      index: count,
      protectedTokens: count,
      minSavings: count,
    }),
  ),
});

describe("prunescope settings", () => {
  let all: readonly v.InferOutput<typeof settingsRow>[];
  before(async () => {
    all = v.parse(v.array(settingsRow), await cliRows("settings", await allFixtures()));
  });

  for (const name of fixtureNames()) {
    it(`${name}: the true settings, or an interval around them`, () => {
      const { settings, session } = truth(name);
      const row = all.find((one) => one.session === session);
      assert.ok(row);
      if (settings === null) {
        assert.notEqual(row.pruning, "on");
        assert.deepEqual(row.protectedTokens, { value: null, from: 0, to: null, likely: null });
        return;
      }
      assert.equal(row.pruning, "on");
      assert.deepEqual(row.changes, []);
      assert.equal(row.contradiction, null);
      for (const [found, actual] of [
        [row.protectedTokens, settings.protected_tokens],
        [row.minSavings, settings.min_savings],
      ] as const) {
        if (found.value !== null) assert.equal(found.value, actual);
        assert.ok(found.from <= actual && actual <= (found.to ?? Infinity), JSON.stringify(found));
        if (row.source === "metadata") assert.equal(found.value, actual);
      }
    });
  }
});

describe("prunescope PATH", () => {
  it("sums up a session, and says of each figure how it was obtained", async () => {
    const { status, stdout, stderr } = await runCli([await fixture("many-default")]);
    assert.equal(status, 0);
    assert.equal(stderr, "");
    const { evaluations, session } = truth("many-default");
    const number = (decision: string) =>
      String(evaluations.filter((one) => one.decision === decision).length);
    const prompts = evaluations.map(({ inputTokens }) => inputTokens ?? 0);
    const figures = new Map(
      stdout
        .split("\n")
        .map((line) => line.trim().split(/ {2,}/))
        .map(([label = "", value = "", obtained = ""]) => [label, { value, obtained }]),
    );
    const value = (label: string) => figures.get(label)?.value.replaceAll(",", "");
    assert.match(stdout, new RegExp(`many-default {2}session ${session}`));
    assert.equal(value("requests"), String(evaluations.length));
    assert.equal(value("fires"), number("fired"));
    assert.match(
      figures.get("skips")?.obtained ?? "",
      new RegExp(`${number("no_candidates")} no candidates, ${number("below_min_savings")} below`),
    );
    assert.equal(value("peak prompt"), `${Math.max(...prompts)} tokens`);
    assert.equal(value("final prompt"), `${String(prompts.at(-1))} tokens`);
    assert.equal(value("protected tokens"), "8000");
    assert.equal(value("min savings"), "4096");
    assert.equal(value("replay"), "100 % exact");
    const again = evaluations.filter(({ pruned = [] }, at) =>
      (evaluations[at - 1]?.pruned ?? []).some((item) => !pruned.includes(item)),
    );
    assert.match(
      stdout,
      new RegExp(
        `sent-again: .*${again.length} of ${evaluations.length} requests .* First: request \\d+ \\(.*:\\d+\\)`,
      ),
    );
    assert.match(stdout, /remedy: .*yoi-sticky/);
    for (const label of ["requests", "fires", "skips", "tokens pruned", "peak prompt", "replay"])
      assert.match(
        figures.get(label)?.obtained ?? "",
        /measured|recorded|replayed|inferred/,
        label,
      );
  });

  it("prints one block a session, newest first", async () => {
    const both = await freshFolder();
    for (const name of ["first", "many-off"])
      for (const file of await segmentLogs(await fixture(name)))
        await writeLog(
          path.join(both, "sessions", truth(name).session, path.basename(file)),
          await logLines(file),
        );
    const { stdout } = await runCli([both]);
    const found = Array.from(stdout.matchAll(/^session (\S+)$/gm), ([, id]) => id);
    assert.deepEqual(found, [truth("many-off").session, truth("first").session]);
    assert.match(stdout, /settings +unknown/);
  });

  it("sums up a log without metrics and says that nothing was recorded", async () => {
    const { status, stdout } = await runCli([await fixture("no-pruning")]);
    assert.equal(status, 0);
    assert.match(stdout, /fires +0 +no evaluation is recorded/);
    assert.match(stdout, /settings +pruning off +from the agent's metadata/);
  });
});

describe("prunescope", () => {
  it("explains itself and says its version", async () => {
    const help = await runCli(["--help"]);
    assert.equal(help.status, 0);
    for (const word of ["sessions", "evaluations", "settings", "findings", "whatif", "sweep"])
      assert.ok(help.stdout.includes(word), word);
    const manifest = v.parse(
      v.object({ version: v.string() }),
      JSON.parse(await readFile(path.join(root, "package.json"), "utf8")),
    );
    assert.equal((await runCli(["--version"])).stdout, `${manifest.version}\n`);
  });

  it("exits 2 for wrong usage and tells what is wrong", async () => {
    for (const args of [[], ["frobnicate", "."], ["evaluations"], [".", "--frob"]]) {
      const { status, stdout, stderr } = await runCli(args);
      assert.equal(status, 2, args.join(" "));
      assert.equal(stdout, "");
      assert.match(stderr, /^prunescope: .+\nprunescope --help/);
    }
  });

  it("exits 1 where nothing is there to read, and says why", async () => {
    const folder = await freshFolder();
    const prose = path.join(folder, "prose.jsonl");
    const empty = path.join(folder, "empty.jsonl");
    await writeLog(prose, ["Dear diary,"]);
    await writeLog(empty, []);
    for (const [target, words] of [
      [path.join(folder, "missing"), /no such file or folder/],
      [prose, /not a segment log/],
      [empty, /empty/],
      [folder, /no session logs/],
    ] as const) {
      for (const args of [[target], ["evaluations", target, "--json"], ["sessions", target]]) {
        const { status, stdout, stderr } = await runCli(args);
        assert.equal(status, 1, args.join(" "));
        assert.equal(stdout, "");
        assert.match(stderr, words);
      }
    }
  });

  it("never lets logged text act on the terminal", async () => {
    const data = await fixtureCopy("first");
    const file = await onlySegmentLog(data);
    const evil = "\x1b]0;owned\x07\x1b[2J\u202e\u009b31m";
    const lines = await logLines(file);
    await writeLog(file, [
      ...lines,
      JSON.stringify({ kind: "assistant_item", ts: 1, item: { kind: evil } }),
      JSON.stringify({
        kind: "extension",
        ts: 1,
        domain: "metrics",
        payload: { name: "prune.skip", ts: 1, dimensions: { reason: evil } },
      }),
    ]);
    const metadata = path.join(data, "pods/first/metadata.json");
    const agent: unknown = JSON.parse(await readFile(metadata, "utf8"));
    await writeLog(metadata, [JSON.stringify({ ...(agent as object), pod_name: evil })]);
    for (const command of [
      [],
      ["sessions"],
      ["evaluations"],
      ["settings"],
      ["sessions", "--json"],
    ]) {
      const { status, stdout, stderr } = await runCli([...command, data]);
      assert.equal(status, 0);
      assert.match(stderr, /unknown (item kind|reason)/);
      assert.doesNotMatch(stdout.replaceAll("\n", ""), /\p{Cc}/u);
      assert.doesNotMatch(stderr.replaceAll("\n", ""), /\p{Cc}|\u202e/u);
    }
  });

  it("stops without a word when its reader has seen enough", async () => {
    const { status, stderr } = await runCli(["evaluations", await allFixtures(), "--json"], {
      readBytes: 1000,
    });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  });

  it("prints tables without colour or progress where there is no terminal", async () => {
    const { stdout, stderr } = await runCli(["evaluations", await fixture("first")]);
    assert.equal(stderr, "");
    const [, titles = "", ...rows] = stdout.trimEnd().split("\n");
    assert.match(titles, /^segment +# +line +decision/);
    assert.match(rows[0] ?? "", /^\S+ +1 /);
    assert.equal(rows.length, truth("first").evaluations.length + 1);
    assert.doesNotMatch(stdout, /\x1b/); // eslint-disable-line no-control-regex -- what must not be there
  });
});
