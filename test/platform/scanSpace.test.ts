import assert from "node:assert/strict";
import fc from "fast-check";
import { plainScanSpace } from "../../src/core/session/scan/scanSpace";
import { fastScanSpace } from "../../src/platform/scanSpace";

const plain = plainScanSpace();
const fast = fastScanSpace();
const origin = 1000;
/** What stands before a text: the end of a field's name and the opening quote. */
const before = Buffer.from('"some_content":"');

/** Texts of literals in which quotes, backslashes and control characters are as frequent as letters, or rare. */
const literal = fc
  .oneof(
    fc.array(fc.constantFrom(...Array.from('\\\\\\"nrtbfu/ax\n\u0001é'))),
    fc.array(
      fc.constantFrom(
        "plain text of some length ",
        '\\"',
        "\\\\",
        "\\n",
        "é",
        "\\u001b",
        '"',
        "\n",
      ),
      {
        maxLength: 40,
      },
    ),
    fc.array(fc.constantFrom("\\\\", "\\"), { maxLength: 200 }),
  )
  .map((parts) => Buffer.from(parts.join("")));

function put(bytes: Uint8Array, behind: number): void {
  for (const space of [plain, fast]) {
    space.bytes.fill(behind, origin, origin + bytes.length + 200);
    space.bytes.set(bytes, origin);
  }
}

describe("the space that ships", () => {
  it("is not the plain one here", () => {
    assert.ok(Buffer.isBuffer(fast.bytes));
  });

  it("finds where a literal stops being plain like the plain one", () => {
    fc.assert(
      fc.property(
        literal,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(0x22, 0x5c, 0x61),
        (bytes, a, b, behind) => {
          put(bytes, behind);
          const end = origin + bytes.length;
          const from = origin + (a % (bytes.length + 1));
          const limit = from + (b % (end - from + 1));
          assert.equal(fast.endOfPlain(from, limit, end), plain.endOfPlain(from, limit, end));
          assert.equal(fast.endOfPlain(from, end, end), plain.endOfPlain(from, end, end));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("weighs like the plain one, in every part of a text", () => {
    const texts = fc.array(
      fc.constantFrom(
        ...Array.from("aZ09 ./[é日か🚀"),
        ...[
          "\\n",
          "\\t",
          "\\\\",
          '\\"',
          "\\u001b",
          "\\b",
          "\\r\\n",
          "    ",
          "12345678",
          "camelCase",
          "\u007f",
        ],
      ),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(
        texts,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(0x22, 0x5c, 0x61),
        (parts, a, b, behind) => {
          const bytes = Buffer.concat([before, Buffer.from(parts.join(""))]);
          put(bytes, behind);
          const end = origin + bytes.length;
          const start = origin + before.length;
          assert.equal(fast.weigh(start, end), plain.weigh(start, end));
          const from = start + (a % (end - start + 1));
          const to = from + (b % (end - from + 1));
          assert.equal(fast.weigh(from, to), plain.weigh(from, to));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("knows UTF-8 like the plain one", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 8 }),
          fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
        ),
        fc.nat(),
        (bytes, cut) => {
          put(bytes, 0x80);
          const end = origin + (cut % (bytes.length + 1));
          assert.equal(fast.isUtf8(origin, end), plain.isUtf8(origin, end));
        },
      ),
      { numRuns: 5000 },
    );
    for (const bytes of [
      [0xc0, 0x80],
      [0xe0, 0x80, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf0, 0x8f, 0x80, 0x80],
    ]) {
      put(Uint8Array.from(bytes), 0);
      for (const space of [plain, fast])
        assert.equal(space.isUtf8(origin, origin + bytes.length), false);
    }
  });
});
