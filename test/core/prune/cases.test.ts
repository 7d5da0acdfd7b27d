import assert from "node:assert/strict";
import type { LoggedItem } from "../../../src/core/log/item";
import { protectedStart } from "../../../src/core/prune/boundary";
import type { Estimate } from "../../../src/core/prune/estimates";
import { evaluate } from "../../../src/core/prune/evaluate";
import { project } from "../../../src/core/prune/projection";
import { candidatesBefore, pruneHistory } from "../../../src/core/prune/pruneHistory";
import { listedEstimates } from "./listedEstimates";
import { recordsOf, resultItem, sizesOf, turns, usageRecord } from "./histories";

const measured = (tokens: number): Estimate => ({ tokens, source: "measured" });

/** Estimates of a history whose items have these tokens. */
function sums(itemTokens: readonly number[]): Estimate[] {
  const estimates = [measured(0)];
  let total = 0;
  for (const tokens of itemTokens) estimates.push(measured((total += tokens)));
  return estimates;
}

const uniform = (items: readonly LoggedItem[]): Estimate[] => sums(items.map(() => 10));

function boundary(
  items: readonly LoggedItem[],
  protectedTokens: number,
  estimates: readonly Estimate[],
) {
  const start = protectedStart(items.length, protectedTokens, listedEstimates(estimates));
  return { start, candidates: candidatesBefore(pruneHistory(sizesOf(items)), start) };
}

const long = "x".repeat(4096);

describe("the prune core's known cases", () => {
  it("estimates without data: no boundary, no candidates", () => {
    const items = turns(["content"]);
    const estimates = items.map((_, i): Estimate => ({ tokens: i + 1, source: "no data" }));
    assert.deepEqual(boundary(items, 10, [measured(0), ...estimates]), {
      start: undefined,
      candidates: [],
    });
  });

  it("a history that fits the budget has no candidates", () => {
    const items = turns(["content"], ["more"]);
    assert.equal(items.length, 8);
    assert.deepEqual(boundary(items, 10_000, uniform(items)), { start: 0, candidates: [] });
  });

  it("what lies before the protected suffix is a candidate", () => {
    const items = turns([long], [long], ["keep"], ["keep too"]);
    assert.equal(items.length, 16);
    assert.deepEqual(boundary(items, 80, uniform(items)), { start: 8, candidates: [3, 7] });
  });

  it("one long turn has candidates too", () => {
    const items = turns([long, long, long, long]);
    const estimates = sums([1, 1, 1, 5000, 1, 5000, 1, 5000, 1, 5000]);
    assert.deepEqual(boundary(items, 8000, estimates), { start: 7, candidates: [3, 5] });
  });

  it("a result without content is no candidate", () => {
    const items = turns([undefined], [], [], []);
    assert.deepEqual(boundary(items, 20, uniform(items)).candidates, []);
  });

  it("everything protected: start 0", () => {
    const items = turns(["x"]);
    assert.equal(items.length, 4);
    assert.deepEqual(boundary(items, 10_000, uniform(items)), { start: 0, candidates: [] });
  });

  it("nothing protected: start at the end, every result a candidate", () => {
    const items = turns([long, long]);
    assert.equal(items.length, 6);
    assert.deepEqual(boundary(items, 0, uniform(items)), { start: 6, candidates: [3, 5] });
  });

  it("the wrong number of estimates: no boundary", () => {
    const items = turns(["x"]);
    for (const estimates of [[], uniform(items).slice(1), [...uniform(items), measured(50)]])
      assert.deepEqual(boundary(items, 10, estimates), { start: undefined, candidates: [] });
  });

  it("an estimate without data on the way gives no boundary, one before the start does no harm", () => {
    const items = turns([long], [long]);
    const withGapAt = (gap: number) =>
      uniform(items).map((estimate, i): Estimate =>
        i === gap ? { tokens: estimate.tokens, source: "no data" } : estimate,
      );
    assert.equal(boundary(items, 20, withGapAt(7)).start, undefined);
    assert.equal(boundary(items, 20, withGapAt(6)).start, undefined);
    assert.equal(boundary(items, 20, withGapAt(5)).start, 6);
    assert.equal(boundary(items, 20, withGapAt(8)).start, undefined);
    assert.equal(boundary(items, 0, withGapAt(7)).start, 8);
    assert.equal(boundary(items, 10_000, withGapAt(0)).start, undefined);
  });

  it("an empty history starts at 0 whatever the budget", () => {
    for (const budget of [0, 1, Number.MAX_SAFE_INTEGER])
      assert.deepEqual(boundary([], budget, [measured(0)]), { start: 0, candidates: [] });
  });

  it("the projection empties the candidates once, keeps summaries and what is protected", () => {
    const items = turns([long], [long], ["keep"], ["keep too"]);
    const before = structuredClone(items);
    const { candidates } = boundary(items, 80, uniform(items));
    const once = project(items, candidates);
    assert.equal(once.changed, 2);
    const expected = before.slice();
    expected[3] = resultItem("summary 0.0", undefined);
    expected[7] = resultItem("summary 1.0", undefined);
    assert.deepEqual(once.items, expected);
    assert.deepEqual(items, before, "the history itself is never changed");
    const twice = project(once.items, candidates);
    assert.equal(twice.changed, 0);
    assert.deepEqual(twice.items, expected);
  });

  it("the projection passes over results without content, other items, repeats and what does not exist", () => {
    const items = turns([undefined], ["hello"]);
    assert.equal(project(items, [3]).changed, 0);
    assert.equal(project(items, [0, 1, 2, -1, 8, 99, 1.5, Number.NaN]).changed, 0);
    assert.equal(project(items, [7, 7]).changed, 1);
  });

  it("min_savings 0 fires on any candidate, with savings 0 too", () => {
    const items = turns([""], ["keep"]);
    const history = pruneHistory(sizesOf(items));
    const at = (inputTokens: number, minSavings: number) =>
      evaluate(history, items.length, recordsOf([usageRecord(8, inputTokens)]), {
        protectedTokens: 0,
        minSavings,
      });
    assert.deepEqual(
      [at(0, 0).decision, at(0, 0).candidateCount, at(0, 0).estimatedSavingsTokens],
      ["fired", 2, 0],
    );
    assert.equal(at(0, 1).decision, "below_min_savings");
    assert.equal(at(1_000_000, 0).decision, "fired");
    const empty = evaluate(pruneHistory(sizesOf([])), 0, recordsOf([]), {
      protectedTokens: 0,
      minSavings: 0,
    });
    assert.deepEqual(
      [empty.decision, empty.candidateCount, empty.protectedStart],
      ["no_candidates", 0, 0],
    );
  });
});
