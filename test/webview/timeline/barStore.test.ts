import assert from "node:assert/strict";
import * as fc from "fast-check";
import { BarStore, type Paint } from "../../../webview/timeline/barStore";

const lines = 30;

/** A column of one pixel's width: what its lines show. */
class Lines {
  readonly shown: (Paint | undefined)[] = Array.from({ length: lines }, () => undefined);

  fill(_left: number, top: number, _right: number, bottom: number, paint: Paint): void {
    for (let line = Math.max(0, top); line < Math.min(lines, bottom); line++)
      this.shown[line] = paint;
  }

  fillTexture(left: number, top: number, right: number, bottom: number, paint: Paint): void {
    this.fill(left, top, right, bottom, paint);
  }
}

const edges = {
  density: 1,
  left: Int32Array.of(0),
  right: Int32Array.of(1),
  width: Float64Array.of(1),
};
const hatch = { words: new Uint32Array(16), side: 4 };
const bar = fc.record({
  top: fc.integer({ min: -2, max: lines }),
  height: fc.integer({ min: 0, max: 12 }),
  // Many that end on the same line, as those of one strip do.
  bottom: fc.option(fc.constantFrom(10, 20), { nil: undefined }),
  paint: fc.constantFrom<Paint>(1, 2, 3, 0xffffffff, hatch),
});

describe("bars that are kept", () => {
  it("show what bars painted one after the other show, whichever column is asked for first", () => {
    fc.assert(
      fc.property(fc.array(fc.array(bar, { maxLength: 12 }), { maxLength: 8 }), (columns) => {
        const store = new BarStore();
        store.keepFor([1]);
        const wanted = columns.map((bars, column) => {
          const one = new Lines();
          store.begin(column % 3, column);
          for (const { top, height, bottom = top + height, paint } of bars) {
            store.add(top, bottom, paint);
            one.fill(0, top, 1, bottom, paint);
          }
          return one.shown;
        });
        for (const [column, shown] of [...wanted.entries()].reverse()) {
          const place = store.placeOf(column % 3, column);
          assert.ok(place !== undefined);
          const painted = new Lines();
          store.paint(painted, edges, 0, place);
          assert.deepEqual(painted.shown, shown);
        }
      }),
    );
  });

  it("are forgotten when anything that they depend on changes, and only then", () => {
    const store = new BarStore();
    const model = {};
    assert.equal(store.keepFor([model, 1]), false);
    store.begin(0, 1);
    store.add(0, 5, 7);
    assert.equal(store.keepFor([model, 1]), true);
    assert.notEqual(store.placeOf(0, 1), undefined);
    assert.equal(store.placeOf(0, 2), undefined);
    assert.equal(store.keepFor([model, 2]), false);
    assert.equal(store.placeOf(0, 1), undefined);
    assert.equal(store.keepFor([model]), false);
  });

  it("take as much room as they need", () => {
    const store = new BarStore();
    store.keepFor([]);
    for (let column = 0; column < 3000; column++) {
      store.begin(column, 1);
      for (let at = 0; at < 5; at++) store.add(at, at + 1, column * 10 + at);
    }
    const painted = new Lines();
    store.paint(painted, edges, 0, store.placeOf(2999, 1) ?? -1);
    assert.deepEqual(painted.shown.slice(0, 6), [29990, 29991, 29992, 29993, 29994, undefined]);
  });
});
