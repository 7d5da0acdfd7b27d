import assert from "node:assert/strict";
import fc from "fast-check";
import { InternedNames } from "../../../src/core/session/columns";

const name = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "_", "0"), maxLength: 4 }),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.integer({ min: 0, max: 300 }).map((number) => `toolu_${String(number).padStart(8, "0")}`),
  fc.constantFrom("x".repeat(5000), "y".repeat(9000), "é", ""),
);

/** Numbers each name as the first that is equal is numbered; by its bytes where they are ASCII and that is wished. */
function numbered(names: readonly (readonly [text: string, byBytes: boolean])[]): void {
  const interned = new InternedNames();
  const twin: string[] = [];
  for (const [text, byBytes] of names) {
    if (!twin.includes(text)) twin.push(text);
    const bytes = Buffer.from(`<${text}>`);
    const isAscii = bytes.length === text.length + 2;
    const id =
      byBytes && isAscii ? interned.idOfBytes(bytes, 1, 1 + text.length) : interned.idOf(text);
    assert.equal(id, twin.indexOf(text));
  }
  assert.equal(interned.count, twin.length);
  assert.deepEqual(interned.texts(twin.length >> 1), twin.slice(0, twin.length >> 1));
  assert.deepEqual(interned.texts(twin.length), twin);
}

describe("names under numbers", () => {
  it("are the same for the same bytes and text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, fc.boolean()), { minLength: 1, maxLength: 600 }),
        numbered,
      ),
      { numRuns: 60 },
    );
  });

  it("stay apart where many have hashes that end alike", () => {
    const alike: string[] = [];
    for (let number = 0; alike.length < 300 && number < 36 ** 4; number++) {
      const text = number.toString(36).padStart(4, "z").slice(-4);
      let hash = Math.imul(4 ^ Buffer.from(text).readUInt32LE(), 0x9e3779b1);
      hash ^= hash >>> 15;
      hash = Math.imul(hash, 0x85ebca6b);
      if (((hash ^ (hash >>> 13)) & 0x3ff) === 0) alike.push(text);
    }
    assert.equal(alike.length, 300);
    const others = Array.from({ length: 5000 }, (_, at) => `other ${String(at)}`);
    for (const names of [alike, [...alike, ...others]])
      numbered([...names, ...alike].map((text, at) => [text, at % 3 > 0]));
  });
});
