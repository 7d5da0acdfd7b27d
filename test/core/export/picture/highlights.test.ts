import assert from "node:assert/strict";
import { fittedTimeline } from "../../../../src/core/export/fittedTimeline";
import type { Drawing, Shape } from "../../../../src/core/export/picture/drawing";
import { pictureFrame, placeOfColumn } from "../../../../src/core/export/picture/frame";
import { nothingChosen } from "../../../../src/core/export/picture/highlights";
import { css, lightPalette } from "../../../../src/core/export/picture/palette";
import { sessionPicture } from "../../../../src/core/export/picture/sessionPicture";
import { emphasise } from "../../../../src/core/timeline/emphasis";
import { findTools, foundIn } from "../../../../src/core/timeline/findItems";
import { noFilter } from "../../../../src/core/timeline/filter";
import { openFixture } from "../../../support/openFixture";

const palette = { ...lightPalette, focus: [1, 2, 3] as const, found: [4, 5, 6] as const };

type Plain = Exclude<Shape, { kind: "group" }>;

function flat(shapes: readonly Shape[]): readonly Plain[] {
  return shapes.flatMap((shape) => (shape.kind === "group" ? flat(shape.shapes) : [shape]));
}

const texts = (drawing: Drawing): readonly string[] =>
  flat(drawing.shapes).flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

/** Left edges of the rectangles drawn in a colour. */
const lefts = (drawing: Drawing, colour: string): readonly number[] =>
  flat(drawing.shapes).flatMap((shape) =>
    shape.kind === "path" && (shape.fill === colour || shape.stroke === colour)
      ? Array.from(shape.d.matchAll(/M(\S+) /g), ([, x]) => Number(x))
      : [],
  );

/** Area of the bands of a look that is dimmed, and that is not, in the picture's own units. */
function areas(drawing: Drawing, look: string): { readonly dim: number; readonly plain: number } {
  const [, , , ...figure] = flat(drawing.shapes);
  let [dim, plain] = [0, 0];
  for (const shape of figure) {
    if (shape.kind !== "path" || typeof shape.fill !== "object" || shape.fill.texture !== look)
      continue;
    for (const [, wide, high] of shape.d.matchAll(/h([\d.]+)v([\d.]+)h-/g)) {
      // The legend's swatch.
      if (wide === "18" && high === "12") continue;
      const area = Number(wide) * Number(high);
      if ((shape.opacity ?? 1) < 0.5) dim += area;
      else plain += area;
    }
  }
  return { dim, plain };
}

async function whole(name: string) {
  const { session, replay } = await openFixture(name);
  const model = fittedTimeline(session, replay, undefined);
  const size = { width: 1280, height: 640, palette, name: "session" };
  return { ...size, model, whatIf: undefined, view: undefined };
}

describe("what is brought out, in the picture of a session", () => {
  it("stands out, and everything else is dimmed, as the filter says", async () => {
    const options = await whole("many-default");
    const without = sessionPicture(options);
    assert.equal(areas(without, "assistant").dim, 0);
    assert.doesNotMatch(without.description, /filtered/);
    const filter = { ...noFilter, states: ["sent again" as const] };
    const emphasis = emphasise(options.model, undefined, filter, undefined);
    const drawing = sessionPicture({ ...options, choices: { ...nothingChosen, emphasis } });
    const again = areas(drawing, "sent again");
    assert.ok(again.plain > 20 * again.dim, JSON.stringify(again));
    assert.equal(areas(drawing, "assistant").plain, 0);
    assert.ok(areas(drawing, "assistant").dim > 0);
    assert.match(
      drawing.description,
      /; filtered: \d+ items in 46 of 121 requests brought out, the rest dimmed;/,
    );
  });

  it("has a mark for every match where it was sent first", async () => {
    const options = await whole("many-default");
    const found = {
      ...foundIn(options.model, [findTools(options.model, "read_file", 10_000)]),
      current: 2,
    };
    assert.ok(found.items.length > 20);
    const drawing = sessionPicture({ ...options, choices: { ...nothingChosen, found } });
    const marks = flat(drawing.shapes).find(
      (shape) => shape.kind === "path" && shape.fill === css(palette.found),
    );
    assert.ok(marks?.kind === "path");
    assert.equal(marks.d.match(/M/g)?.length, found.items.length);
    assert.equal(lefts(sessionPicture(options), css(palette.found)).length, 0);
  });

  it("frames the selected request and names it, and follows an item", async () => {
    const options = await whole("many-default");
    const choices = { ...nothingChosen, selected: 40, item: { segment: 0, item: 10 } };
    const drawing = sessionPicture({ ...options, choices });
    const { left } = placeOfColumn(pictureFrame(options), 40);
    const edges = lefts(drawing, css(palette.focus));
    assert.ok(edges.some((edge) => Math.abs(edge - (left - 1)) < 1));
    assert.ok(edges.length > 100, "the item is followed through the requests that send it");
    assert.ok(texts(drawing).includes("41"));
    const view = { axis: "requests", from: 60, to: 80 } as const;
    const elsewhere = sessionPicture({
      ...options,
      view,
      choices: { ...choices, item: undefined },
    });
    assert.equal(lefts(elsewhere, css(palette.focus)).length, 0, "it is out of view");
  });
});

describe("the axis of a session's picture", () => {
  it("counts clock time where the page does, and names pressed idle times", async () => {
    const options = await whole("restarted");
    const requests = texts(sessionPicture(options));
    assert.ok(!requests.includes("UTC"));
    const view = { axis: "time", from: 0, to: 1e12 } as const;
    const drawing = sessionPicture({ ...options, view });
    const shown = texts(drawing);
    assert.ok(shown.includes("UTC"));
    assert.ok(shown.some((text) => /^\d{4}-\d\d-\d\d \d\d:\d\d/.test(text)));
    assert.match(drawing.description, /, by wall time/);
    const { axis } = pictureFrame({ ...options, view });
    const idle = axis.clock?.idle.length ?? 0;
    const rest = new Set(requests);
    assert.ok(idle > 0);
    const ticks = shown.filter((text) => /\d\d:\d\d/.test(text) && !rest.has(text));
    assert.ok(ticks.length >= 3, ticks.join());
  });
});
