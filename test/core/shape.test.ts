import assert from "node:assert/strict";
import fc from "fast-check";
import * as s from "../../src/core/shape";

const point = s.object({ x: s.number, name: s.maybe(s.text) });
const shapes = s.tagged<{ readonly kind: string }>("kind", {
  circle: s.object({ kind: s.literal("circle"), radius: s.count }),
  path: s.object({ kind: s.literal("path"), points: s.list(point) }),
});

function mismatch(value: unknown): string {
  assert.ok(value instanceof s.Mismatch);
  return value.toString();
}

describe("shapes", () => {
  it("rebuild what fits and drop what they do not name", () => {
    assert.deepEqual(point({ x: 1, name: "a", more: true }), { x: 1, name: "a" });
    assert.deepEqual(point({ x: 1, name: null }), { x: 1, name: undefined });
    assert.deepEqual(point({ x: 1 }), { x: 1, name: undefined });
  });

  it("say where a value does not fit, and what would", () => {
    assert.equal(
      mismatch(shapes({ kind: "path", points: [{ x: 1 }, { x: "2" }] })),
      "points[1].x: expected a number",
    );
    assert.equal(mismatch(shapes({ kind: "square" })), "kind: expected circle or path");
    assert.equal(mismatch(shapes([])), "the value: expected an object");
    assert.equal(mismatch(s.list(s.flag)({ length: 1 })), "the value: expected a list");
  });

  it("take no name from the prototype for a tag", () => {
    assert.match(mismatch(shapes({ kind: "constructor" })), /^kind/);
    assert.match(mismatch(shapes({ kind: "__proto__" })), /^kind/);
  });

  it("hold numbers to what they say", () => {
    for (const bad of [NaN, Infinity, "1", null]) assert.ok(s.number(bad) instanceof s.Mismatch);
    for (const bad of [-1, 1.5, 2 ** 53, NaN]) assert.ok(s.count(bad) instanceof s.Mismatch);
    assert.equal(s.count(2 ** 53 - 1), 2 ** 53 - 1);
  });

  it("never throw, whatever comes", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const given = shapes(value);
        assert.ok(given instanceof s.Mismatch || ["circle", "path"].includes(given.kind));
      }),
    );
  });
});
