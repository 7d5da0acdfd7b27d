import assert from "node:assert/strict";
import * as fc from "fast-check";
import { cellFlags, lookMask } from "../../../src/core/timeline/looks";
import { paintRaster, type RasterInput, type RasterTarget } from "../../../webview/timeline/raster";

const side = 8;

/** One word for each pixel of each code, and none where a code has the look `empty`. */
const textures = Uint32Array.from({ length: 256 * side * side }, (_, at) => {
  const code = Math.floor(at / (side * side));
  return (code & lookMask) === 0 ? 0 : at + 1;
});

/** Looks at every pixel by itself. */
function obvious(input: RasterInput, { stride, left, top, width, height }: RasterTarget) {
  const { columns, textureShift: shift } = input;
  return (at: number): number => {
    const y = Math.floor(at / stride) - top;
    const x = (at % stride) - left;
    if (y < 0 || y >= height) return 1;
    if (x < 0 || x >= width) return 0;
    const row = height - 1 - y;
    for (let column = 0; column < columns.length; column++) {
      const from = columns.left[column] ?? 0;
      const to = columns.right[column] ?? 0;
      const isApart = to - from >= input.gapFrom;
      const end = Math.min(width, isApart ? to - input.gap : to);
      const begin = Math.max(0, from);
      if (x < begin || x >= end) continue;
      const code = input.cells[column]?.[row] ?? 0;
      const isSide = x === begin || x === end - 1;
      const hasSides = to - from >= input.outlineFrom && from >= 0 && to <= width;
      if (isSide && hasSides && (code & cellFlags.candidate) !== 0)
        return textures[(code | cellFlags.edge) * side * side] ?? 0;
      const u = ((x + columns.origin) >> shift) % side;
      return textures[(code * side + ((row >> shift) % side)) * side + u] ?? 0;
    }
    return 0;
  };
}

/** Columns that stand side by side, or apart, the first and the last possibly cut. */
const scenes = fc.record({
  widths: fc.array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 40 })), {
    maxLength: 12,
  }),
  begin: fc.integer({ min: -20, max: 6 }),
  apart: fc.integer({ min: 0, max: 3 }),
  origin: fc.nat({ max: 500 }),
  height: fc.integer({ min: 1, max: 150 }),
  textureShift: fc.constantFrom(0, 1),
  seed: fc.integer({ min: 1, max: 2 ** 30 }),
});

describe("cells painted as pixels", () => {
  it("are what each pixel by itself would be, and nothing stays of what was there", () => {
    fc.assert(
      fc.property(scenes, ({ widths, begin, apart, origin, height, textureShift, seed }) => {
        let random = seed;
        const next = (below: number) => {
          random = (Math.imul(random, 1103515245) + 12345) & 0x7fffffff;
          return (random >>> 8) % below;
        };
        const left: number[] = [];
        const right: number[] = [];
        let at = begin;
        for (const width of widths) {
          left.push(at);
          right.push((at += width));
          at += apart;
        }
        const requests = Uint32Array.from(left.keys());
        const input: RasterInput = {
          columns: {
            length: widths.length,
            from: requests,
            to: requests.map((request) => request + 1),
            left: Int32Array.from(left),
            right: Int32Array.from(right),
            origin,
          },
          cells: widths.map(() => Uint8Array.from({ length: next(height + 1) }, () => next(256))),
          textures,
          textureShift,
          gapFrom: 5,
          gap: 1,
          outlineFrom: 20,
        };
        const target = { stride: 97, left: 11, top: 3, width: 80, height };
        const words = new Uint32Array(target.stride * (height + 5)).fill(1);
        // Beside the picture nothing is ever painted.
        for (let line = 3; line < 3 + height; line++) words.fill(0, line * 97, line * 97 + 11);
        paintRaster(input, { ...target, words });
        assert.deepEqual(
          words,
          words.map((_, place) => obvious(input, { ...target, words })(place)),
        );
      }),
      { numRuns: 150 },
    );
  });
});
