import assert from "node:assert/strict";
import fc from "fast-check";
import { countLeading } from "../../src/core/countLeading";

describe("counting what stands first", () => {
  it("counts as looking at each does, and asks for no position that there is not", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (count, limit) => {
        const found = countLeading(count, (position) => {
          assert.ok(position >= 0 && position < count);
          return position < limit;
        });
        assert.equal(found, Math.min(count, limit));
      }),
    );
  });
});
