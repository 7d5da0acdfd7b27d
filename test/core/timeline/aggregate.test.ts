import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  decisionCounts,
  highestTop,
  sentAgainCount,
  spreadOf,
} from "../../../src/core/timeline/aggregate";
import { topOf } from "../../../src/core/timeline/bands";
import { decisions } from "../../../src/core/timeline/model";
import { rangesAt, sizeOf } from "../../../src/core/timeline/ranges";
import { models } from "./arbitrarySketch";

describe("aggregates of merged requests", () => {
  it("equal what every request says by itself", () => {
    fc.assert(
      fc.property(models, fc.nat(), fc.nat(), (model, a, b) => {
        const from = a % model.length;
        const to = from + 1 + (b % (model.length - from));
        const span = { from, to };
        const all = Array.from({ length: to - from }, (_, offset) => from + offset);
        const { requests } = model;
        const known = all
          .map((each) => requests.cacheReadTokens[each] ?? NaN)
          .filter((value) => !Number.isNaN(value));
        const spread = spreadOf(requests.cacheReadTokens, span);
        assert.equal(spread?.count ?? 0, known.length);
        if (spread !== undefined) {
          assert.equal(spread.least, Math.min(...known));
          assert.equal(spread.greatest, Math.max(...known));
          assert.ok(Math.abs(spread.mean * known.length - known.reduce((x, y) => x + y, 0)) < 1e-6);
        }
        assert.deepEqual(
          decisionCounts(requests.decision, span),
          decisions.map((_, code) => all.filter((each) => requests.decision[each] === code).length),
        );
        assert.equal(
          sentAgainCount(requests, span),
          all.filter((each) => sizeOf(rangesAt(requests.sentAgain, each)) > 0).length,
        );
        assert.equal(highestTop(model, span), Math.max(...all.map((each) => topOf(model, each))));
      }),
    );
  });
});
