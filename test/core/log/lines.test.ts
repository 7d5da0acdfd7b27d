import assert from "node:assert/strict";
import fc from "fast-check";
import { LineSplitter } from "../../../src/core/log/lines";

interface Cut {
  readonly number: number;
  readonly offset: number;
  readonly text: string | undefined;
  readonly byteLength: number;
}

/** Lines as the splitter hands them over; the chunk's memory is overwritten after each push. */
function split(chunks: readonly Uint8Array[], capBytes?: number) {
  const lines: Cut[] = [];
  const splitter = new LineSplitter(({ number, offset, bytes, byteLength }) => {
    const text = bytes === undefined ? undefined : Buffer.from(bytes).toString("latin1");
    lines.push({ number, offset, text, byteLength });
  }, capBytes);
  for (const chunk of chunks) {
    const reused = Buffer.from(chunk);
    splitter.push(reused);
    reused.fill(0x0a);
  }
  return { lines, splitter };
}

/** The same by the plainest means. */
function expectedLines(file: Buffer): Cut[] {
  const lines: Cut[] = [];
  let offset = 0;
  for (const text of file.toString("latin1").split("\n").slice(0, -1)) {
    lines.push({ number: lines.length + 1, offset, text, byteLength: text.length });
    offset += text.length + 1;
  }
  return lines;
}

describe("cutting a file into lines", () => {
  it("gives number, offset and bytes of each committed line, and holds back the rest", () => {
    const { lines, splitter } = split([Buffer.from("ab\n\ncd\r\nef")]);
    assert.deepEqual(lines, [
      { number: 1, offset: 0, text: "ab", byteLength: 2 },
      { number: 2, offset: 3, text: "", byteLength: 0 },
      { number: 3, offset: 4, text: "cd\r", byteLength: 3 },
    ]);
    assert.deepEqual(
      [splitter.committedBytes, splitter.uncommittedBytes, splitter.lineCount],
      [8, 2, 3],
    );
  });

  it("does not depend on where the chunks end, nor on what becomes of their memory", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0x0a, 0x0d, 0x61, 0x62, 0xe6, 0x97, 0xa5), { maxLength: 60 }),
        fc.array(fc.nat(4), { maxLength: 60 }),
        (values, sizes) => {
          const file = Buffer.from(values);
          const chunks: Buffer[] = [];
          let at = 0;
          for (const size of sizes) {
            chunks.push(file.subarray(at, at + size));
            at += size;
          }
          chunks.push(file.subarray(at));
          const { lines, splitter } = split(chunks);
          assert.deepEqual(lines, expectedLines(file));
          assert.equal(splitter.committedBytes + splitter.uncommittedBytes, file.length);
        },
      ),
      { numRuns: 2000, seed: 20260810 },
    );
  });

  it("hands over no bytes of a line above the cap, and goes on exactly behind it", () => {
    const file = Buffer.from("12345\n123456\n12345678901234567890\n1234\n");
    for (const size of [1, 2, 3, 5, 7, 100]) {
      const chunks: Buffer[] = [];
      for (let at = 0; at < file.length; at += size) chunks.push(file.subarray(at, at + size));
      assert.deepEqual(split(chunks, 5).lines, [
        { number: 1, offset: 0, text: "12345", byteLength: 5 },
        { number: 2, offset: 6, text: undefined, byteLength: 6 },
        { number: 3, offset: 13, text: undefined, byteLength: 20 },
        { number: 4, offset: 34, text: "1234", byteLength: 4 },
      ]);
    }
  });
});
