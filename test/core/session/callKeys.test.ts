import assert from "node:assert/strict";
import fc from "fast-check";
import { CallKeys } from "../../../src/core/session/callKeys";

const hash = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.maxSafeInteger().map(Math.abs),
  // Alike in the bits by which they are looked for, so that they crowd around one place.
  fc.integer({ min: 0, max: 400 }).map((upper) => upper * 2 ** 32 + 7),
);

describe("keys of calls", () => {
  it("are one for each pair of tool and arguments, in the order of their coming", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), hash), { maxLength: 2000, size: "max" }),
        (calls) => {
          const keys = new CallKeys();
          const twin = new Map<string, number>();
          for (const [tool, argumentsHash] of calls) {
            const pair = `${String(tool)}/${String(argumentsHash)}`;
            if (!twin.has(pair)) twin.set(pair, twin.size);
            assert.equal(keys.keyOf(tool, argumentsHash), twin.get(pair));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("stay apart where hundreds crowd around one place and thousands stand elsewhere", () => {
    const keys = new CallKeys();
    const crowd = Array.from({ length: 300 }, (_, upper) => upper * 2 ** 32 + 7);
    const others = Array.from({ length: 5000 }, (_, at) => 1000 + 7919 * at);
    const all = [...crowd, ...others, ...crowd.map((one) => one + 300 * 2 ** 32)];
    const first = all.map((argumentsHash) => keys.keyOf(0, argumentsHash));
    assert.deepEqual(first, Array.from(all.keys()));
    assert.deepEqual(
      all.map((argumentsHash) => keys.keyOf(0, argumentsHash)),
      first,
    );
  });
});
