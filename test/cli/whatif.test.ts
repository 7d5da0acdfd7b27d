import assert from "node:assert/strict";
import * as v from "valibot";
import { policies } from "../../src/core/whatif/policies/all";
import { resimulationOf } from "../../src/core/whatif/resimulate";
import { fixture, truth, type Truth } from "../support/fixtures";
import { openFixture } from "../support/openFixture";
import { cliRows, runCli } from "../support/runCli";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The row as scripts know it: a field more, less or renamed fails. */
const row = v.strictObject({
  session: v.string(),
  segment: v.string(),
  index: v.nullable(count),
  historyLength: count,
  decision: v.nullable(v.picklist(["fired", "no_candidates", "below_min_savings"])),
  candidateCount: count,
  protectedStart: v.nullable(count),
  estimatedSavingsTokens: v.nullable(count),
  pruned: v.array(count),
  inputTokens: v.nullable(count),
  cacheReadTokens: v.nullable(count),
  certain: v.boolean(),
});

async function whatIf(name: string, settings: Truth["settings"], ...options: readonly string[]) {
  assert.ok(settings);
  const { protected_tokens, min_savings } = settings;
  return v.parse(
    v.array(row),
    await cliRows(
      "whatif",
      await fixture(name),
      `--protected-tokens=${String(protected_tokens)}`,
      `--min-savings=${String(min_savings)}`,
      ...options,
    ),
  );
}

describe("prunescope whatif", function () {
  // A process for each call: on a busy machine each takes a second.
  this.timeout(60_000);

  for (const options of [["--as-recorded"], []])
    for (const name of ["many-default", "signed", "new-forked", "compacted-midway"])
      it(`${name} ${options.join(" ")}: gives the session itself under its own settings`, async () => {
        const { settings, evaluations } = truth(name);
        const rows = await whatIf(name, settings, ...options);
        const sent = evaluations.filter((one) => one.sent);
        assert.equal(rows.length, sent.length);
        for (const one of sent) {
          const at = `${one.segment} #${one.index}`;
          const found = rows.find(
            ({ segment, index }) => segment === one.segment && index === one.index,
          );
          assert.ok(found, at);
          assert.equal(found.historyLength, one.historyLength, at);
          assert.equal(found.decision, one.decision, at);
          assert.deepEqual(found.pruned, one.pruned, at);
          assert.equal(found.inputTokens, one.inputTokens, at);
          assert.equal(found.certain, true, at);
        }
      });

  for (const [from, to] of [
    ["many-off", "many-default"],
    ["many-default", "many-cautious"],
    ["many-cautious", "many-eager"],
  ] as const)
    it(`${from} under the settings of ${to}: decides as the agent did, wherever it is certain`, async () => {
      const { settings, evaluations } = truth(to);
      const rows = await whatIf(from, settings);
      assert.equal(rows.length, evaluations.length);
      const right = rows.filter(({ decision, pruned }, at) => {
        const expected = evaluations[at];
        return (
          (decision === "fired") === (expected?.decision === "fired") &&
          pruned.join() === expected?.pruned?.join()
        );
      });
      const certain = rows.filter((one) => one.certain);
      assert.deepEqual(
        certain.filter((one) => !right.includes(one)),
        [],
      );
      assert.ok(certain.length > rows.length / 2, `${certain.length} of ${rows.length} certain`);
      assert.ok(right.length > rows.length * 0.9, `${right.length} of ${rows.length} right`);
    });

  it("gives one row for each measured request where pruning was off", async () => {
    const rows = await whatIf("no-pruning", { protected_tokens: 8000, min_savings: 4096 });
    const { requests } = truth("no-pruning");
    assert.deepEqual(
      rows.map(({ index, historyLength }) => [index, historyLength]),
      requests?.map(({ historyLength }, at) => [at, historyLength]),
    );
  });

  it("names mode, settings and certainty to people", async () => {
    const target = await fixture("first");
    const settings = ["--protected-tokens", "8000", "--min-savings", "4096"];
    const { stdout } = await runCli(["whatif", target, ...settings]);
    assert.match(
      stdout,
      /Mode: re-simulated\. Policy yoi, protected tokens 8,000, min savings 4,096/,
    );
    assert.match(stdout, /predicted, .* \d+ of 5 decisions are certain/);
    const asRecorded = await runCli(["whatif", target, ...settings, "--as-recorded"]);
    assert.match(asRecorded.stdout, /Mode: as recorded\..*\n.*the measured ones/);
  });

  it("simulates every other policy, and says what of a call it has no use for", async () => {
    const target = await fixture("many-default");
    const settings = ["--protected-tokens", "8000", "--min-savings", "4096"];
    const sets = new Set<string>();
    for (const { id } of policies) {
      const args = ["whatif", target, ...settings, "--policy", id, "--json"];
      const { status, stdout, stderr } = await runCli(args);
      assert.equal(status, 0);
      const rows = stdout
        .trimEnd()
        .split("\n")
        .map((line) => v.parse(row, JSON.parse(line)));
      assert.equal(rows.length, truth("many-default").evaluations.length);
      sets.add(JSON.stringify(rows.map(({ pruned }) => pruned)));
      if (id === "off") assert.ok(rows.every(({ pruned }) => pruned.length === 0));
      if (id.startsWith("yoi")) assert.equal(stderr, "");
      else
        assert.match(
          stderr,
          new RegExp(`${id} has no use for --protected-tokens and --min-savings`),
        );
    }
    assert.ok(sets.size > 4, "policies differ in what they leave out");
  });

  it("sets each parameter of each policy, with the effect that the core gives", async () => {
    const name = "many-default";
    const { session, replay } = await openFixture(name);
    const resimulation = resimulationOf(session, replay);
    const target = await fixture(name);
    for (const policy of policies) {
      // Small enough for this session that the rules act.
      const values = policy.parameters.map(({ unit, value }, at) =>
        unit === "tokens" || unit === "characters" ? Math.round(value / 12) + at : value + 1,
      );
      const set = policy.parameters.flatMap(({ id }, at) => ["--set", `${id}=${values[at] ?? 0}`]);
      const rows = v.parse(
        v.array(row),
        await cliRows("whatif", target, "--policy", policy.id, ...set),
      );
      const { pruned } = resimulation.underPolicy(policy, values);
      assert.deepEqual(
        rows.map((one) => one.pruned),
        pruned.map((items) => Array.from(items)),
      );
    }
    const { stdout } = await runCli([
      ...["whatif", await fixture("first"), "--policy", "keep-n", "--set", "keep=5"],
    ]);
    assert.match(stdout, /Policy keep-n, prompt of at least 100,000, keep 5 results/);
  });

  it("refuses a call that lacks a setting, or names no policy", async () => {
    const target = await fixture("first");
    for (const [args, words] of [
      [[], /whatif needs --protected-tokens/],
      [["--protected-tokens", "1"], /whatif needs --min-savings/],
      [
        ["--protected-tokens", "1", "--min-savings", "1", "--policy", "nope"],
        /unknown policy nope/,
      ],
    ] as const) {
      const { status, stderr } = await runCli(["whatif", target, ...args]);
      assert.equal(status, 2);
      assert.match(stderr, words);
    }
  });
});
