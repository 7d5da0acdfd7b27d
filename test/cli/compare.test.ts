import assert from "node:assert/strict";
import * as v from "valibot";
import { readArguments } from "../../src/cli/args";
import { compareSessions } from "../../src/core/compare/compareSessions";
import { isDecisive } from "../../src/core/compare/compareRequests";
import { resimulationOf } from "../../src/core/whatif/resimulate";
import { fixture, truth } from "../support/fixtures";
import { allFixtures, freshFolder } from "../support/logFiles";
import { openFixture } from "../support/openFixture";
import { cliRows, runCli } from "../support/runCli";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figureRow = v.strictObject({
  kind: v.literal("figure"),
  name: v.string(),
  unit: v.picklist(["count", "tokens", "bytes", "cost", "share"]),
  source: v.picklist(["log", "measured", "replayed", "fitted"]),
  a: v.nullable(v.number()),
  b: v.nullable(v.number()),
  difference: v.nullable(v.number()),
  better: v.picklist(["a", "b", "neither", "unknown"]),
});
const comparedRequest = v.nullable(
  v.strictObject({
    request: count,
    segment: v.nullable(v.string()),
    decision: v.nullable(v.picklist(["fired", "no_candidates", "below_min_savings"])),
    leftOut: count,
    sentAgain: count,
    inputTokens: v.nullable(count),
  }),
);
const leftOutAlone = v.strictObject({ results: count, bytes: count });
const requestRow = v.strictObject({
  kind: v.literal("request"),
  row: count,
  a: comparedRequest,
  b: comparedRequest,
  basis: v.nullable(v.picklist(["same", "same end", "alike"])),
  difference: v.string(),
  leftOutOnlyInA: leftOutAlone,
  leftOutOnlyInB: leftOutAlone,
  inputTokens: v.nullable(v.number()),
  cacheReadTokens: v.nullable(v.number()),
  cacheWriteTokens: v.nullable(v.number()),
  costInputTokens: v.nullable(v.number()),
});
const name = v.object({
  session: v.string(),
  agent: v.nullable(v.string()),
  settings: v.object({ pruning: v.string() }),
});
const sessionsRow = v.object({
  kind: v.literal("sessions"),
  a: name,
  b: name,
  pairs: v.strictObject({ same: count, sameEnd: count, alike: count }),
  onlyA: count,
  onlyB: count,
  firedOnlyInA: count,
  firedOnlyInB: count,
});
const row = v.variant("kind", [sessionsRow, figureRow, requestRow]);

describe("prunescope compare", () => {
  it("prints what the core finds, as JSON", async () => {
    const [a, b] = [await openFixture("many-default"), await openFixture("many-eager")];
    const paths = [await fixture("many-default"), await fixture("many-eager")];
    const rows = v.parse(v.array(row), await cliRows("compare", ...paths));
    const fit = (of: typeof a) => ({
      session: of.session,
      replay: of.replay,
      itemTokens: resimulationOf(of.session, of.replay).fit.segments,
    });
    const comparison = compareSessions(fit(a), fit(b));
    const [first, ...others] = rows;
    assert.ok(first?.kind === "sessions");
    assert.deepEqual(
      [first.a.session, first.b.session],
      [truth("many-default").session, truth("many-eager").session],
    );
    assert.equal(first.a.settings.pruning, "on");
    assert.deepEqual(first.pairs, { same: 121, sameEnd: 0, alike: 0 });
    assert.equal(first.firedOnlyInB, comparison.counts.differences["fired in b"]);
    const figures = others.filter((each) => each.kind === "figure");
    assert.deepEqual(
      figures.map((each) => [each.name, each.a, each.b, each.difference, each.better]),
      comparison.figures.map((each) => [
        each.name,
        each.a ?? null,
        each.b ?? null,
        each.difference ?? null,
        each.better,
      ]),
    );
    const requests = others.filter((each) => each.kind === "request");
    assert.deepEqual(
      requests.map((each) => [each.a?.request, each.b?.request, each.difference, each.inputTokens]),
      comparison.rows.map((each) => [
        each.a?.request,
        each.b?.request,
        each.difference,
        each.promptTokens ?? null,
      ]),
    );
  });

  it("prints tables for people, with how each figure was obtained", async () => {
    const paths = [await fixture("many-default"), await fixture("many-off")];
    const { status, stdout, stderr } = await runCli(["compare", ...paths]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^A {2}many-default {2}session /);
    assert.match(
      stdout,
      /^ {3}protected tokens 8,000, min savings 4,096, from the agent's metadata$/m,
    );
    assert.match(stdout, /^ {3}settings unknown: /m);
    assert.match(stdout, /^Fires +86 +0 +−86 +neither by itself +prune\.fire metrics in the log$/m);
    assert.match(stdout, /^Cost of prompts .* B, 70\.5 % less +measured, .* same prices$/m);
    const differing = compareSessions(
      await openFixture("many-default"),
      await openFixture("many-off"),
    ).rows.filter(isDecisive).length;
    assert.equal(stdout.match(/ fired in A only {2}/g)?.length, Math.min(40, differing));
    assert.match(
      stdout,
      new RegExp(`^${String(differing - 40)} more rows; --json has all\\.$`, "m"),
    );
  });

  it("of a session with itself finds no difference", async () => {
    const path = await fixture("compacted");
    const rows = v.parse(v.array(row), await cliRows("compare", path, path));
    for (const each of rows) {
      if (each.kind === "figure") assert.ok((each.difference ?? 0) === 0, each.name);
      if (each.kind === "request") assert.equal(each.difference, "same");
    }
  });

  it("takes two paths of one session each, and says what is wrong", async () => {
    const first = await fixture("first");
    const one = await runCli(["compare", first]);
    assert.equal(one.status, 2);
    assert.match(one.stderr, /two PATHs/);
    const three = await runCli(["compare", first, first, first]);
    assert.equal(three.status, 2);
    const several = await runCli(["compare", first, await allFixtures()]);
    assert.equal(several.status, 2);
    assert.match(several.stderr, /holds several sessions; name one/);
    const none = await runCli(["compare", first, await freshFolder()]);
    assert.equal(none.status, 1);
    assert.equal(none.stdout, "");
    assert.notEqual(none.stderr, "");
    const flag = readArguments(["compare", "a", "b", "--policy", "off"]);
    assert.ok(flag.kind === "wrong" && flag.reason.includes("--policy"));
    assert.match((await runCli(["--help"])).stdout, /^ {2}compare +/m);
  });
});
