import assert from "node:assert/strict";
import * as fc from "fast-check";
import { matchItems } from "../../../src/core/compare/itemMatches";
import { itemPrints } from "../../../src/core/compare/itemPrints";
import { MatchedResults } from "../../../src/core/compare/matchedResults";
import { runToEnd } from "../../../src/core/work";
import { Steps } from "../../../src/core/compare/steps";
import { pruneHistory } from "../../../src/core/prune/pruneHistory";
import type { Segment } from "../../../src/core/session/segment";
import { sketchSession } from "../timeline/sketch";

/** A segment of so many items: tool results of these sizes, or, where undefined, words. */
const printsOf = (segment: Segment) => runToEnd(itemPrints(segment, new Steps()));

function segmentOf(sizes: readonly (number | undefined)[]): Segment {
  const { session } = sketchSession([
    [
      {
        adds: sizes.map((content) => ({ rest: 1, content })),
        leftOut: { kind: "chosen", positions: [] },
        measuredTokens: undefined,
        pause: 1,
        startsRun: true,
      },
    ],
  ]);
  const [segment] = session.segments;
  assert.ok(segment !== undefined);
  const contentBytes = Uint32Array.from(sizes, (size) => size ?? 0);
  return { ...segment, items: { ...segment.items, contentBytes } };
}

describe("results that one request leaves out and another sends", () => {
  const sizes = fc.array(fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }), {
    maxLength: 25,
  });

  it("are, of two beginnings, those that a walk through both sets finds", () => {
    fc.assert(
      fc.property(sizes, sizes, fc.nat(30), fc.nat(30), (ofA, ofB, first, second) => {
        const [a, b] = [segmentOf(ofA), segmentOf(ofB)];
        const match = runToEnd(matchItems(printsOf(a), printsOf(b), new Steps()));
        const results = new MatchedResults(a, b, match);
        const leftOut = (segment: Segment, count: number) => {
          const set = pruneHistory(segment.items).projectableItems.subarray(0, count);
          return { set, beginning: set.length };
        };
        const [inA, inB] = [leftOut(a, first), leftOut(b, second)];
        const walked = results.between({ ...inA, beginning: -1 }, { ...inB, beginning: -1 });
        assert.deepEqual(results.between(inA, inB), walked);
        const setB = new Set(inB.set);
        const paired = new Set(Array.from(inA.set, (item) => match[item] ?? -1));
        const onlyA = Array.from(inA.set).filter((item) => !setB.has(match[item] ?? -1));
        const onlyB = Array.from(inB.set).filter((item) => !paired.has(item));
        const sum = (segment: Segment, items: readonly number[]) => ({
          results: items.length,
          bytes: items.reduce((bytes, item) => bytes + (segment.items.contentBytes[item] ?? 0), 0),
        });
        assert.deepEqual(walked, [sum(a, onlyA), sum(b, onlyB)]);
      }),
    );
  });
});

describe("fingerprints of items", () => {
  it("are equal for the same kind, tool and sizes, whatever the tools' numbers are", () => {
    const one = segmentOf([5, undefined, 7, 5]);
    const other: Segment = {
      ...one,
      toolNames: ["write_file", "read_file"],
      items: { ...one.items, tool: one.items.tool.map((tool) => (tool < 0 ? tool : 1)) },
    };
    const { same, alike } = printsOf(one);
    assert.deepEqual(printsOf(other), { same, alike });
    assert.equal(same[0], same[3]);
    assert.notEqual(same[0], same[2]);
    assert.equal(alike[0], alike[2]);
    assert.notEqual(alike[0], alike[1]);
  });

  it("differ for each of a hundred thousand sizes", () => {
    const segment = segmentOf(Array.from({ length: 100_000 }, (_, size) => size + 1));
    assert.equal(new Set(printsOf(segment).same).size, 100_000);
  });
});
