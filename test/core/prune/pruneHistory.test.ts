import assert from "node:assert/strict";
import { candidatesBefore, pruneHistory } from "../../../src/core/prune/pruneHistory";

const columns = {
  wholeBytes: [40, 900, 50, 800, 60],
  contentBytes: [0, 850, 0, 0, 0],
  projectable: [0, 1, 0, 1, 1],
};

describe("the sums over a history", () => {
  it("stop at its length, though the columns go on", () => {
    const history = pruneHistory({ length: 3, ...columns });
    assert.deepEqual(history, {
      length: 3,
      prefixBytes: Float64Array.of(0, 40, 940, 990),
      removedBytes: Float64Array.of(0, 0, 850, 850),
      candidates: Uint32Array.of(0, 0, 1, 1),
      projectableItems: Uint32Array.of(1),
    });
  });

  it("count a result with attachments and no content as a candidate that removes no bytes", () => {
    const history = pruneHistory({ length: 5, ...columns });
    assert.deepEqual(candidatesBefore(history, 5), [1, 3, 4]);
    assert.deepEqual(candidatesBefore(history, 4), [1, 3]);
    assert.deepEqual(candidatesBefore(history, 0), []);
    assert.deepEqual(candidatesBefore(history, undefined), []);
    assert.equal(history.removedBytes[5], 850);
  });

  it("take in bytes that an item has in memory only, and never among what is removed", () => {
    const history = pruneHistory({ length: 5, ...columns }, (index) => (index === 1 ? 61 : 0));
    assert.deepEqual(Array.from(history.prefixBytes), [0, 40, 1001, 1051, 1851, 1911]);
    assert.equal(history.removedBytes[5], 850);
  });
});
