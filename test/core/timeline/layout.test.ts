import assert from "node:assert/strict";
import * as fc from "fast-check";
import { stripNames } from "../../../src/core/timeline/hit";
import { layoutFigure, usefulStrips } from "../../../src/core/timeline/layout";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import { openFixture } from "../../support/openFixture";

const inputs = fc.record({
  width: fc.integer({ min: 1, max: 4000 }),
  height: fc.integer({ min: 1, max: 3000 }),
  strips: fc.subarray([...stripNames]),
  hasWhatIf: fc.boolean(),
  hasSegmentMarks: fc.boolean(),
  hasFates: fc.boolean(),
});

describe("the figure's layout", () => {
  it("stacks picture, strips and axis without a gap that is not meant or an overlap", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { marks, picture, strips, axis, height, labels, leastHeight } = layoutFigure(input);
        assert.equal(marks.top + marks.height, picture.top);
        assert.ok(picture.height >= 88);
        let bottom = picture.top + picture.height;
        for (const strip of strips) {
          assert.ok(strip.labelTop >= bottom && strip.top >= strip.labelTop);
          if (labels === "above") assert.ok(strip.top >= strip.labelTop + 12, "room for the label");
          assert.ok(strip.height > 0);
          bottom = strip.top + strip.height;
        }
        assert.equal(axis.top, bottom);
        assert.equal(height, Math.max(input.height, axis.top + axis.height));
        assert.equal(height, Math.max(input.height, leastHeight));
      }),
    );
  });

  it("uses all of the height where there is enough, and drops only what can be spared", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { axis, strips } = layoutFigure(input);
        if (input.height >= 480) assert.equal(axis.top + axis.height, input.height);
        const shown = strips.map((strip) => strip.name);
        assert.deepEqual(
          shown,
          input.strips.filter((name) => shown.includes(name)),
          "in their order",
        );
        const spared = input.strips.filter((name) => !shown.includes(name));
        for (const name of spared) assert.ok(name === "output" || name === "savings");
        if (spared.length === 0) return;
        const { picture } = layoutFigure({ ...input, strips: [...shown, ...spared] });
        assert.ok(picture.height < 320, "only where the picture would be low");
      }),
    );
  });

  it("shows the strips that have something to show", async () => {
    const of = async (name: string) => {
      const { session, replay } = await openFixture(name);
      return usefulStrips(buildTimelineModel(session, replay), undefined);
    };
    assert.deepEqual(await of("no-pruning"), ["decision", "cache", "output"]);
    assert.deepEqual(await of("many-default"), [...stripNames]);
  });
});
