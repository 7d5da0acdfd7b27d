import assert from "node:assert/strict";
import * as fc from "fast-check";
import { buildAxis } from "../../../src/core/timeline/axis";
import { itemAtTokens, tokensAtContent, tokensAtItem } from "../../../src/core/timeline/bands";
import { spanOf, visibleColumns } from "../../../src/core/timeline/columns";
import { stripNames } from "../../../src/core/timeline/hit";
import {
  hitTest,
  pixelAtTokens,
  tokensAtPixel,
  type Figure,
} from "../../../src/core/timeline/hitTest";
import { layoutFigure } from "../../../src/core/timeline/layout";
import type { TimelineModel } from "../../../src/core/timeline/model";
import { verticalScale } from "../../../src/core/timeline/vertical";
import { wholeView } from "../../../src/core/timeline/viewport";
import { models } from "./arbitrarySketch";
import { geometryOf } from "./sketch";

function figureOf(model: TimelineModel, width: number, height: number, ratio: number): Figure {
  const layout = layoutFigure({
    width,
    height,
    strips: stripNames,
    hasWhatIf: false,
    hasSegmentMarks: model.segments.length > 1,
  });
  const axis = buildAxis(model, "requests");
  const device = Math.round(layout.plotWidth * ratio);
  return {
    model,
    layout,
    ratio,
    columns: visibleColumns(model, axis, wholeView(axis), device, 1.5),
    vertical: verticalScale(model, { from: 0, to: model.length }),
  };
}

const figures = fc
  .tuple(
    models,
    fc.integer({ min: 120, max: 1600 }),
    fc.integer({ min: 300, max: 1200 }),
    fc.constantFrom(1, 1.25, 1.5, 2, 3),
  )
  .map(([model, width, height, ratio]) => figureOf(model, width, height, ratio));

/** The middle of a column in CSS pixels of the figure. */
function middleOf({ columns, layout, ratio }: Figure, column: number): number {
  const left = columns.left[column] ?? 0;
  const right = columns.right[column] ?? 0;
  return layout.plotLeft + (Math.floor((left + right) / 2) + 0.5) / ratio;
}

describe("what lies under a point", () => {
  it("is the band that the layout puts there", () => {
    fc.assert(
      fc.property(figures, fc.nat(), (figure, pick) => {
        const column = pick % figure.columns.length;
        const geometry = geometryOf(figure.model, spanOf(figure.columns, column));
        const x = middleOf(figure, column);
        for (let item = 0; item < geometry.historyLength; item++) {
          const before = geometry.segment.contentBefore;
          const isContent = (before[item + 1] ?? 0) > (before[item] ?? 0);
          const start = tokensAtItem(geometry, item);
          const middle = isContent
            ? tokensAtContent(geometry, item)
            : tokensAtItem(geometry, item + 1);
          const end = tokensAtItem(geometry, item + 1);
          for (const [from, to, part] of [
            [start, middle, "rest"],
            [middle, end, "content"],
          ] as const) {
            const y = pixelAtTokens(figure, (from + to) / 2);
            if (to - from < 1e-3) continue;
            const hit = hitTest(figure, x, y);
            assert.ok(
              hit?.kind === "item",
              `item ${String(item)} is hit, not ${String(hit?.kind)}`,
            );
            assert.equal(hit.item, item);
            assert.equal(hit.part, part);
            assert.deepEqual(hit.requests, spanOf(figure.columns, column));
            assert.equal(hit.request, geometry.request);
          }
        }
        if (geometry.overheadTokens > 0) {
          const y = pixelAtTokens(figure, geometry.overheadTokens / 2);
          assert.equal(hitTest(figure, x, y)?.kind, "overhead");
        }
      }),
    );
  });

  it("is a strip, the axis or nothing elsewhere", () => {
    fc.assert(
      fc.property(figures, fc.nat(), (figure, pick) => {
        const { layout } = figure;
        const x = middleOf(figure, pick % figure.columns.length);
        for (const strip of layout.strips) {
          const hit = hitTest(figure, x, strip.top + strip.height / 2);
          assert.ok(hit?.kind === "strip" && hit.strip === strip.name);
        }
        assert.equal(hitTest(figure, x, layout.axis.top + 1)?.kind, "axis");
        assert.equal(hitTest(figure, layout.plotLeft - 1, layout.picture.top + 5), undefined);
        const right = layout.plotLeft + layout.plotWidth;
        assert.equal(hitTest(figure, right + 1, layout.picture.top + 5), undefined);
      }),
    );
  });

  it("lies at the tokens that the scale says, there and back", () => {
    fc.assert(
      fc.property(figures, fc.double({ min: 0, max: 1, noNaN: true }), (figure, share) => {
        const tokens = share * figure.vertical.topTokens;
        const back = tokensAtPixel(figure, pixelAtTokens(figure, tokens));
        assert.ok(Math.abs(back - tokens) < 1e-6 * figure.vertical.topTokens);
      }),
    );
  });

  it("is found item by item as a slow search finds it", () => {
    fc.assert(
      fc.property(
        models,
        fc.nat(),
        fc.double({ min: 0, max: 1.1, noNaN: true }),
        (model, pick, share) => {
          const request = pick % model.length;
          const geometry = geometryOf(model, { from: request, to: request + 1 });
          const tokens = share * geometry.topTokens;
          const found = itemAtTokens(geometry, tokens);
          let expected: number | undefined;
          for (let item = 0; item < geometry.historyLength; item++)
            if (tokensAtItem(geometry, item) <= tokens && tokens < tokensAtItem(geometry, item + 1))
              expected = item;
          const near = Array.from({ length: geometry.historyLength + 1 }, (_, item) =>
            Math.abs(tokensAtItem(geometry, item) - tokens),
          );
          if (Math.min(...near) < 1e-6) return;
          if (tokens < geometry.overheadTokens) assert.equal(found, "overhead");
          else if (expected === undefined) assert.equal(found, "beyond");
          else assert.equal(typeof found === "object" ? found.item : found, expected);
        },
      ),
    );
  });
});
