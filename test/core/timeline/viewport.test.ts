import assert from "node:assert/strict";
import * as fc from "fast-check";
import { buildAxis, requestAt, type Axis } from "../../../src/core/timeline/axis";
import { pixelOf, positionOf } from "../../../src/core/timeline/columns";
import type { TimelineModel } from "../../../src/core/timeline/model";
import {
  clampView,
  convertView,
  followView,
  panView,
  revealRequest,
  wholeView,
  zoomView,
  type AxisKind,
  type Viewport,
} from "../../../src/core/timeline/viewport";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import { models, sketches } from "./arbitrarySketch";
import { sketchSession } from "./sketch";

const kinds = fc.constantFrom<AxisKind>("requests", "time");
const shares = fc.double({ min: 0, max: 1, noNaN: true });

interface Place {
  readonly model: TimelineModel;
  readonly axis: Axis;
  readonly view: Viewport;
}

const places: fc.Arbitrary<Place> = fc
  .tuple(models, kinds, shares, shares)
  .map(([model, kind, a, b]) => {
    const axis = buildAxis(model, kind);
    const { from, to } = axis.extent;
    const [start, end] = [Math.min(a, b), Math.max(a, b)].map(
      (share) => from + share * (to - from),
    );
    return { model, axis, view: clampView({ axis: kind, from: start ?? 0, to: end ?? 1 }, axis) };
  });

function assertInside(view: Viewport, { extent, kind }: Axis): void {
  assert.equal(view.axis, kind);
  assert.ok(view.to > view.from, "something is visible");
  const slack = 1e-6 * (extent.to - extent.from);
  assert.ok(view.from >= extent.from - slack && view.to <= extent.to + slack, "within the ends");
}

describe("the axis", () => {
  it("keeps requests in order, one after the other, with room where a segment begins", () => {
    fc.assert(
      fc.property(models, kinds, (model, kind) => {
        const { start, end, extent } = buildAxis(model, kind);
        for (let request = 0; request < model.length; request++) {
          const here = start[request] ?? NaN;
          const next = start[request + 1] ?? extent.to;
          assert.ok(here <= (end[request] ?? NaN) && (end[request] ?? NaN) <= next);
          const begins = model.requests.segment[request + 1] !== model.requests.segment[request];
          if (kind === "requests" && begins && request + 1 < model.length)
            assert.ok(next - (end[request] ?? NaN) > 0.3);
        }
      }),
    );
  });

  it("finds the request at each place of it, and the nearest between them", () => {
    fc.assert(
      fc.property(models, (model) => {
        const axis = buildAxis(model, "requests");
        for (let request = 0; request < model.length; request++)
          assert.equal(requestAt(axis, (axis.start[request] ?? 0) + 0.5), request);
        assert.equal(requestAt(axis, -5), 0);
        assert.equal(requestAt(axis, 1e9), model.length - 1);
      }),
    );
  });
});

describe("the view", () => {
  it("stays within the session, whatever is done to it", () => {
    fc.assert(
      fc.property(
        places,
        fc.array(
          fc.tuple(
            fc.double({ min: 0.01, max: 100, noNaN: true }),
            shares,
            fc.double({ min: -2, max: 2, noNaN: true }),
          ),
        ),
        ({ axis, view }, steps) => {
          let current = view;
          for (const [factor, share, by] of steps) {
            const anchor = current.from + share * (current.to - current.from);
            current = zoomView(current, axis, factor, anchor);
            assertInside(current, axis);
            current = panView(current, axis, by * (current.to - current.from));
            assertInside(current, axis);
          }
        },
      ),
    );
  });

  it("keeps what is under the pointer there while it zooms in", () => {
    fc.assert(
      fc.property(
        places,
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        shares,
        ({ axis, view }, factor, share) => {
          const anchor = view.from + share * (view.to - view.from);
          const zoomed = zoomView(view, axis, factor, anchor);
          const place = (anchor - zoomed.from) / (zoomed.to - zoomed.from);
          assert.ok(Math.abs(place - share) < 1e-6);
        },
      ),
    );
  });

  it("comes back from zooming in and out at one place", () => {
    fc.assert(
      fc.property(
        places,
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        shares,
        ({ axis, view }, factor, share) => {
          const anchor = view.from + share * (view.to - view.from);
          const zoomed = zoomView(view, axis, factor, anchor);
          const done = (zoomed.to - zoomed.from) / (view.to - view.from);
          const back = zoomView(zoomed, axis, 1 / done, anchor);
          const span = view.to - view.from;
          assert.ok(Math.abs(back.from - view.from) < 1e-6 * span);
          assert.ok(Math.abs(back.to - view.to) < 1e-6 * span);
        },
      ),
    );
  });

  it("turns what cannot be shown into everything", () => {
    fc.assert(
      fc.property(models, kinds, (model, kind) => {
        const axis = buildAxis(model, kind);
        for (const [from, to] of [
          [NaN, 1],
          [5, 5],
          [3, 1],
          [0, Infinity],
          [-Infinity, Infinity],
        ])
          assert.deepEqual(
            clampView({ axis: kind, from: from ?? 0, to: to ?? 0 }, axis),
            wholeView(axis),
          );
      }),
    );
  });

  it("shows a request that it reveals, and does not move for one that is there", () => {
    fc.assert(
      fc.property(places, fc.nat(), ({ model, axis, view }, pick) => {
        const request = pick % model.length;
        const shown = revealRequest(view, axis, request);
        assertInside(shown, axis);
        const start = axis.start[request] ?? NaN;
        const slack = 1e-6 * (axis.extent.to - axis.extent.from);
        assert.ok(start >= shown.from - slack && start <= shown.to + slack);
        assert.deepEqual(revealRequest(shown, axis, request), shown);
      }),
    );
  });

  it("follows the end only while the end is visible", () => {
    fc.assert(
      fc.property(sketches, shares, shares, (segments, a, b) => {
        const { session, replay } = sketchSession(segments);
        const after = buildTimelineModel(session, replay);
        const requests = replay.requests.slice(0, Math.max(1, replay.requests.length - 2));
        const before = buildTimelineModel(session, { ...replay, requests });
        const [old, grown] = [buildAxis(before, "requests"), buildAxis(after, "requests")];
        const whole = wholeView(old);
        assert.deepEqual(followView(whole, old, grown), wholeView(grown));
        const span = whole.to - whole.from;
        const view = clampView(
          { axis: "requests", from: Math.min(a, b) * span, to: Math.max(a, b) * span },
          old,
        );
        const followed = followView(view, old, grown);
        if (view.to < whole.to - 0.001 * span) assert.deepEqual(followed, view);
        else if (view.from > 0.001 * span)
          assert.ok(Math.abs(followed.to - grown.extent.to) < 1e-6, "the end is still visible");
      }),
    );
  });

  it("shows the same requests on the other axis", () => {
    fc.assert(
      fc.property(models, kinds, (model, kind) => {
        const from = buildAxis(model, kind);
        const to = buildAxis(model, kind === "time" ? "requests" : "time");
        assert.deepEqual(convertView(wholeView(from), from, to), wholeView(to));
        const middle = from.extent.from + (from.extent.to - from.extent.from) / 2;
        const part = clampView({ axis: kind, from: from.extent.from, to: middle }, from);
        assertInside(convertView(part, from, to), to);
      }),
    );
  });

  it("gives positions and pixels that agree to a pixel", () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 3000 }), shares, ({ view }, width, share) => {
        const position = view.from + share * (view.to - view.from);
        const pixel = pixelOf(view, width, position);
        assert.ok(pixel >= -1 && pixel <= width + 1);
        const back = positionOf(view, width, pixel);
        assert.ok(Math.abs(back - position) <= (view.to - view.from) / width);
      }),
    );
  });
});
