import assert from "node:assert/strict";
import * as fc from "fast-check";
import { buildAxis } from "../../../src/core/timeline/axis";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import {
  columnAt,
  columnOfRequest,
  spanOf,
  visibleColumns,
} from "../../../src/core/timeline/columns";
import type { TimelineModel } from "../../../src/core/timeline/model";
import { clampView, panView, wholeView, type Viewport } from "../../../src/core/timeline/viewport";
import { models } from "./arbitrarySketch";
import { sketchSession, type SketchRequest } from "./sketch";

const widths = fc.integer({ min: 1, max: 400 });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

function long(count: number): TimelineModel {
  const row: SketchRequest = {
    adds: [{ rest: 5, content: 50 }],
    leftOut: { kind: "fired", candidates: 0 },
    measuredTokens: 100,
    pause: 10,
    startsRun: false,
  };
  const { session, replay } = sketchSession([new Array<SketchRequest>(count).fill(row)]);
  return buildTimelineModel(session, replay);
}

describe("columns of a view", () => {
  it("hold every visible request once, in order, and never two segments", () => {
    fc.assert(
      fc.property(
        models,
        widths,
        shares,
        shares,
        fc.constantFrom("requests", "time"),
        (model, width, a, b, kind) => {
          const axis = buildAxis(model, kind);
          const { to } = axis.extent;
          const view = clampView(
            { axis: kind, from: Math.min(a, b) * to, to: Math.max(a, b) * to },
            axis,
          );
          const columns = visibleColumns(model, axis, view, width, 1.5);
          let next = columns.from[0] ?? 0;
          for (let column = 0; column < columns.length; column++) {
            const span = spanOf(columns, column);
            assert.equal(span.from, next, "no request is left out");
            assert.ok(span.to > span.from);
            next = span.to;
            const segments = model.requests.segment.subarray(span.from, span.to);
            assert.equal(new Set(segments).size, 1);
            assert.ok((columns.left[column] ?? 0) < (columns.right[column] ?? 0));
            if (column > 0)
              assert.ok(
                (columns.right[column - 1] ?? 0) <= (columns.left[column] ?? 0),
                "each has pixels of its own",
              );
          }
          for (let request = 0; request < model.length; request++) {
            const start = axis.start[request] ?? NaN;
            const column = columnOfRequest(columns, request);
            if (start >= view.from && start < view.to) assert.ok(column >= 0, "it is visible");
            if (column < 0) continue;
            const span = spanOf(columns, column);
            assert.ok(span.from <= request && request < span.to);
          }
        },
      ),
    );
  });

  it("give each request its own where there is room, and merge evenly where there is not", () => {
    const model = long(3000);
    const axis = buildAxis(model, "requests");
    const wide = visibleColumns(model, axis, { axis: "requests", from: 100, to: 200 }, 300, 1.5);
    for (let column = 0; column < wide.length; column++)
      assert.equal((wide.to[column] ?? 0) - (wide.from[column] ?? 0), 1);
    const narrow = visibleColumns(model, axis, wholeView(axis), 300, 1.5);
    const sizes = new Set<number>();
    for (let column = 0; column < narrow.length - 1; column++)
      sizes.add((narrow.to[column] ?? 0) - (narrow.from[column] ?? 0));
    assert.deepEqual(
      [...sizes],
      [16],
      "16 requests of 0.1 pixels are the first power of two of 1.5 pixels",
    );
    assert.ok(narrow.length <= 300);
  });

  it("merge the same requests wherever the view stands", () => {
    const model = long(3000);
    const axis = buildAxis(model, "requests");
    const spans = (view: Viewport) => {
      const columns = visibleColumns(model, axis, view, 300, 1.5);
      return Array.from({ length: columns.length }, (_, column) => spanOf(columns, column));
    };
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1000, noNaN: true }), (by) => {
        const view: Viewport = { axis: "requests", from: 400, to: 1600 };
        const merged = new Set(spans(view).map(({ from, to }) => `${String(from)}-${String(to)}`));
        const moved = spans(panView(view, axis, by));
        const common = moved.filter(({ from, to }) => from >= 400 && to <= 1600);
        for (const { from, to } of common) assert.ok(merged.has(`${String(from)}-${String(to)}`));
      }),
    );
  });

  it("are found by their pixels", () => {
    fc.assert(
      fc.property(models, fc.integer({ min: 60, max: 400 }), (model, width) => {
        const axis = buildAxis(model, "requests");
        const columns = visibleColumns(model, axis, wholeView(axis), width, 1.5);
        for (let pixel = -2; pixel < width + 2; pixel++) {
          const found = columnAt(columns, pixel);
          let expected = -1;
          for (let column = 0; column < columns.length; column++) {
            const isOver =
              pixel >= (columns.left[column] ?? 0) && pixel < (columns.right[column] ?? 0);
            if (isOver) expected = column;
          }
          assert.equal(found, expected);
        }
      }),
    );
  });
});
