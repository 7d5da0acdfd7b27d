import assert from "node:assert/strict";
import * as fc from "fast-check";
import { compareSessions, type Comparison } from "../../../src/core/compare/compareSessions";
import { isDecisive, rowDifferences } from "../../../src/core/compare/compareRequests";
import type { ComparedSession } from "../../../src/core/compare/comparedSession";
import { commonAxis } from "../../../src/core/compare/commonAxis";
import { verdictText } from "../../../src/core/compare/words";
import { nextDifference } from "../../../src/core/compare/walkDifferences";
import { resimulationOf } from "../../../src/core/whatif/resimulate";
import { promptCost, defaultPrices } from "../../../src/core/whatif/prices";
import { fixtureNames, truth } from "../../support/fixtures";
import { openFixture } from "../../support/openFixture";
import { scriptPairs } from "../whatif/pairs";
import { rowAt } from "../../../src/core/session/rows";

/** The same session without some of its requests, as if they had never been made or never been logged. */
function without(whole: ComparedSession, isLost: (request: number) => boolean): ComparedSession {
  const requests = whole.replay.requests.filter((_, request) => !isLost(request));
  return { ...whole, replay: { ...whole.replay, requests } };
}

const pairsIn = ({ rows }: Comparison) =>
  rows.flatMap(({ a, b }) => (a === undefined || b === undefined ? [] : [[a.request, b.request]]));

/** What the model's side saw of each request, pruning on or off. */
function sentRequests(name: string) {
  const of = truth(name);
  return of.settings === null
    ? (of.requests ?? []).map((row) => ({ ...row, pruned: [] as readonly number[] }))
    : of.evaluations
        .filter(({ sent }) => sent)
        .map((row) => ({ ...row, pruned: row.pruned ?? [], inputTokens: row.inputTokens ?? NaN }));
}

describe("comparing two sessions", () => {
  for (const name of fixtureNames())
    it(`${name}: with itself there is no difference`, async () => {
      const opened = await openFixture(name);
      const comparison = compareSessions(opened, opened);
      assert.equal(comparison.rows.length, opened.replay.requests.length);
      for (const row of comparison.rows) {
        assert.equal(row.a?.request, row.b?.request);
        assert.equal(row.difference, "same");
        assert.equal(row.basis, "same");
        assert.equal(row.leftOutOnlyInA.results + row.leftOutOnlyInB.results, 0);
        assert.ok((row.promptTokens ?? 0) === 0 && (row.cost ?? 0) === 0);
      }
      for (const figure of comparison.figures) {
        assert.ok((figure.difference ?? 0) === 0, figure.name);
        assert.ok(figure.better === "neither" || figure.better === "unknown");
      }
    });

  for (const [from, to] of scriptPairs())
    it(`${from} and ${to}: every request meets its like, and differs as in truth`, async () => {
      const [a, b] = [await openFixture(from), await openFixture(to)];
      const { rows, counts, figures } = compareSessions(a, b);
      const [trueA, trueB] = [sentRequests(from), sentRequests(to)];
      assert.equal(trueA.length, trueB.length);
      assert.equal(rows.length, trueA.length);
      assert.equal(counts.bases.same, rows.length);
      for (const [request, row] of rows.entries()) {
        assert.deepEqual([row.a?.request, row.b?.request], [request, request]);
        const [inA, inB] = [trueA[request], trueB[request]];
        assert.ok(inA !== undefined && inB !== undefined);
        assert.equal(row.promptTokens, inB.inputTokens - inA.inputTokens);
        const setB = new Set(inB.pruned);
        const setA = new Set(inA.pruned);
        const onlyA = inA.pruned.filter((item) => !setB.has(item)).length;
        const onlyB = inB.pruned.filter((item) => !setA.has(item)).length;
        assert.equal(row.leftOutOnlyInA.results, onlyA);
        assert.equal(row.leftOutOnlyInB.results, onlyB);
        const expected =
          inA.pruned.length > 0 && inB.pruned.length === 0
            ? "fired in a"
            : inB.pruned.length > 0 && inA.pruned.length === 0
              ? "fired in b"
              : onlyA + onlyB > 0
                ? "other set"
                : undefined;
        if (expected === undefined)
          assert.ok(["same", "other reason", "not evaluated"].includes(row.difference));
        else assert.equal(row.difference, expected);
      }
      const figure = (name: string) => figures.find((each) => each.name === name);
      const fires = (of: string) =>
        truth(of).evaluations.filter(({ decision }) => decision === "fired").length;
      assert.deepEqual([figure("fires")?.a, figure("fires")?.b], [fires(from), fires(to)]);
      const total = (of: typeof trueA) => of.reduce((sum, { inputTokens }) => sum + inputTokens, 0);
      assert.deepEqual(
        [figure("inputTokens")?.a, figure("inputTokens")?.b],
        [total(trueA), total(trueB)],
      );
    });

  it("swapping the sessions swaps the sides, and nothing else", async () => {
    const names = ["many-default", "many-off", "failures", "new-failures", "compacted", "forked"];
    for (const from of names)
      for (const to of names) {
        const [a, b] = [await openFixture(from), await openFixture(to)];
        const [forth, back] = [compareSessions(a, b), compareSessions(b, a)];
        assert.deepEqual(
          pairsIn(back).map(([first, second]) => [second, first]),
          pairsIn(forth),
          `${from}, ${to}`,
        );
        for (const figure of forth.figures) {
          const other = back.figures.find(({ name }) => name === figure.name);
          assert.deepEqual([other?.a, other?.b], [figure.b, figure.a]);
          assert.equal((other?.difference ?? 0) + (figure.difference ?? 0), 0);
          const swapped = { a: "b", b: "a", neither: "neither", unknown: "unknown" } as const;
          assert.equal(other?.better, swapped[figure.better]);
        }
        assert.equal(back.counts.differences["fired in a"], forth.counts.differences["fired in b"]);
        assert.equal(back.counts.differences["only a"], forth.counts.differences["only b"]);
      }
  });

  it("requests that one session lacks are gaps, and the others still meet", async () => {
    const sources = ["many-default", "failures", "compacted-midway", "new-failures", "forked"];
    for (const name of sources) {
      const whole = await openFixture(name);
      const count = whole.replay.requests.length;
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(fc.nat(count - 1), { maxLength: 30 }), async (lost) => {
          const part = without(whole, (request) => lost.includes(request));
          const { rows, counts } = compareSessions(whole, part);
          assert.equal(counts.differences["only b"], 0);
          assert.equal(counts.differences["only a"], lost.length);
          assert.equal(rows.length, count);
          await Promise.resolve();
        }),
        { numRuns: 25 },
      );
    }
  });

  it("of a request and its repetition, the measured one meets the measured one", async () => {
    const whole = await openFixture("failures");
    const unmeasured = whole.replay.requests.flatMap((request, index) =>
      request.measured === undefined ? [index] : [],
    );
    assert.ok(unmeasured.length > 3);
    const part = without(whole, (request) => unmeasured.includes(request));
    const { rows } = compareSessions(whole, part);
    const alone = rows.filter(({ b }) => b === undefined).map(({ a }) => a?.request);
    assert.deepEqual(alone, unmeasured);
  });

  it("sessions of other work keep their requests apart or call them alike", async () => {
    const [a, b] = [await openFixture("many-default"), await openFixture("signed")];
    const { rows, counts } = compareSessions(a, b);
    assert.ok(counts.bases.same < 5);
    assert.equal(
      rows.length,
      a.replay.requests.length +
        b.replay.requests.length -
        counts.bases.same -
        counts.bases["same end"] -
        counts.bases.alike,
    );
  });

  it("counts each difference once, and a session without requests is all gap", async () => {
    const [a, b] = [await openFixture("many-default"), await openFixture("many-eager")];
    const { rows, counts } = compareSessions(a, b);
    for (const difference of rowDifferences)
      assert.equal(
        counts.differences[difference],
        rows.filter((row) => row.difference === difference).length,
      );
    const empty = without(b, () => true);
    const gaps = compareSessions(a, empty);
    assert.equal(gaps.counts.differences["only a"], a.replay.requests.length);
    assert.equal(compareSessions(empty, empty).rows.length, 0);
    assert.equal(commonAxis(compareSessions(empty, empty).rows).extent, 1);
  });

  it("the totals of the pairs add up to those of the sessions where nothing is alone", async () => {
    const [a, b] = [await openFixture("many-default"), await openFixture("many-off")];
    const { figures, paired, rows } = compareSessions(a, b);
    const figure = (name: string) => figures.find((each) => each.name === name);
    assert.equal(paired.requests, 121);
    assert.equal(paired.inputTokens.a, figure("inputTokens")?.a);
    assert.equal(paired.inputTokens.b, figure("inputTokens")?.b);
    assert.ok(Math.abs(paired.cost.b - (figure("cost")?.b ?? 0)) < 1e-6);
    const difference = rows.reduce((sum, row) => sum + (row.cost ?? NaN), 0);
    assert.ok(Math.abs(difference - (figure("cost")?.difference ?? NaN)) < 1e-6);
    const [first] = a.session.segments[0]?.requests ?? [];
    assert.ok(first?.cacheReadTokens !== undefined && first.cacheWriteTokens !== undefined);
    const other = rowAt(b.session.segments[0]?.requests, 0);
    assert.ok(other?.cacheReadTokens !== undefined && other.cacheWriteTokens !== undefined);
    const costOf = (of: typeof first) =>
      promptCost(
        of.inputTokens,
        of.cacheReadTokens ?? NaN,
        of.cacheWriteTokens ?? NaN,
        defaultPrices,
      );
    assert.equal(rows[0]?.cost, costOf(other) - costOf(first));
    assert.equal(figure("cost")?.better, "b");
    assert.equal(figure("cacheShare")?.better, "b");
    assert.equal(figure("fires")?.better, "neither");
  });

  it("says in a sentence which costs less, over the pairs where requests stand alone", async () => {
    const [a, b] = [await openFixture("many-default"), await openFixture("many-off")];
    assert.match(verdictText(compareSessions(a, b)), /^B costs 70\.5 % less: 1,376,268 against/);
    assert.match(verdictText(compareSessions(b, a)), /^A costs 70\.5 % less: 1,376,268 against/);
    assert.match(verdictText(compareSessions(a, a)), /^Both cost the same: 4,677,685 tokens/);
    // Of so few requests the totals would be far less, and tell nothing.
    const few = without(a, (request) => request >= 20);
    const { paired, ...comparison } = compareSessions(few, b);
    assert.ok(comparison.figures.some(({ name, better }) => name === "cost" && better === "a"));
    const { a: ofFew, b: ofB } = paired.cost;
    assert.match(
      verdictText({ ...comparison, paired }),
      new RegExp(`^${ofFew < ofB ? "A" : "B"} costs .* less over the 20 requests side by side: `),
    );
    const nothing = without(b, () => true);
    assert.match(verdictText(compareSessions(a, nothing)), /^Which costs less is not known/);
  });

  it("tokens of content are known once they are fitted", async () => {
    const [a, b] = [await openFixture("many-default"), await openFixture("many-off")];
    const before = compareSessions(a, b).figures.find(({ name }) => name === "tokensLeftOut");
    assert.deepEqual([before?.a, before?.better], [undefined, "unknown"]);
    const fitted = (of: ComparedSession): ComparedSession => ({
      ...of,
      itemTokens: resimulationOf(of.session, of.replay).fit.segments,
    });
    const after = compareSessions(fitted(a), fitted(b)).figures.find(
      ({ name }) => name === "tokensLeftOut",
    );
    assert.ok((after?.a ?? 0) > 100_000);
    assert.equal(after?.b, 0);
  });

  it("walking stops at every decision that differs, and nowhere else", async () => {
    const [a, b] = [await openFixture("many-default"), await openFixture("many-eager")];
    const { rows } = compareSessions(a, b);
    const expected = rows.filter(isDecisive).map(({ row }) => row);
    for (const direction of [1, -1] as const) {
      const walked: number[] = [];
      for (
        let row = nextDifference(rows, undefined, direction);
        row !== undefined;
        row = nextDifference(rows, row, direction)
      )
        walked.push(row);
      assert.deepEqual(direction === 1 ? walked : walked.reverse(), expected);
    }
  });
});

describe("the common axis", () => {
  it("gives requests that belong together the same place, and every row one of its own", async () => {
    const whole = await openFixture("compacted-midway");
    const part = without(whole, (request) => request % 7 === 3);
    const { rows } = compareSessions(whole, part);
    const { start, extent, places } = commonAxis(rows);
    assert.equal(places.a.start.length, whole.replay.requests.length);
    assert.equal(places.b.start.length, part.replay.requests.length);
    for (const [row, { a, b }] of rows.entries()) {
      if (a !== undefined) assert.equal(places.a.start[a.request], start[row]);
      if (b !== undefined) assert.equal(places.b.start[b.request], start[row]);
      assert.ok(row === 0 || (start[row] ?? 0) - (start[row - 1] ?? 0) >= 1 - 1e-9);
    }
    assert.equal(extent, (start.at(-1) ?? 0) + 1);
    const gaps = Array.from(start).filter(
      (place, row) => row > 0 && place - (start[row - 1] ?? 0) > 1.5,
    );
    assert.equal(gaps.length, whole.session.segments.length - 1);
  });
});
