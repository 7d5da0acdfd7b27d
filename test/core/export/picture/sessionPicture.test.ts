import assert from "node:assert/strict";
import { fittedTimeline } from "../../../../src/core/export/fittedTimeline";
import {
  rectPath,
  short,
  type Drawing,
  type Shape,
} from "../../../../src/core/export/picture/drawing";
import { pictureFrame, placeOfColumn, yOfTokens } from "../../../../src/core/export/picture/frame";
import { css, lightPalette } from "../../../../src/core/export/picture/palette";
import { sessionPicture } from "../../../../src/core/export/picture/sessionPicture";
import { svgText } from "../../../../src/core/export/picture/svg";
import { topOf } from "../../../../src/core/timeline/bands";
import { asRecorded } from "../../../../src/core/whatif/asRecorded";
import { openFixture } from "../../../support/openFixture";
import { hostileTexts } from "../hostileSession";

const size = { width: 1280, height: 640, palette: lightPalette, name: "session" };

function flat(shapes: readonly Shape[]): readonly Exclude<Shape, { kind: "group" }>[] {
  return shapes.flatMap((shape) => (shape.kind === "group" ? flat(shape.shapes) : [shape]));
}

/** Number of shapes drawn in one way, by their moves. */
function moves(drawing: Drawing, fill: string): number {
  const [, , , ...figure] = flat(drawing.shapes);
  return figure
    .flatMap((shape) => (shape.kind === "path" && shape.fill === fill ? [shape.d] : []))
    .reduce((sum, d) => sum + (d.match(/M/g)?.length ?? 0), 0);
}

async function whole(name: string) {
  const { session, replay } = await openFixture(name);
  const model = fittedTimeline(session, replay, undefined);
  return { session, replay, options: { ...size, model, whatIf: undefined, view: undefined } };
}

describe("the picture of a session", () => {
  it("has a triangle for every fire that is in view, and one in the legend", async () => {
    const { session, options } = await whole("many-default");
    const fires = session.segments
      .flatMap(({ evaluations }) => [...evaluations])
      .filter(({ decision }) => decision === "fired").length;
    assert.ok(fires > 20);
    const hasOwnColour = { ...lightPalette, fired: [1, 2, 3] as const };
    const drawing = sessionPicture({ ...options, palette: hasOwnColour });
    assert.equal(moves(drawing, css([1, 2, 3])), fires + 1);
  });

  it("draws each prompt as high as its tokens, band upon band without a gap", async () => {
    const { options } = await whole("many-default");
    const frame = pictureFrame(options);
    const drawing = sessionPicture(options);
    const { picture } = frame.layout;
    const bands = flat(drawing.shapes).flatMap((shape) =>
      shape.kind === "path" && typeof shape.fill === "object" && shape.opacity === undefined
        ? shape.d.split("z").filter(Boolean)
        : [],
    );
    for (const request of [0, 40, 80, 120]) {
      const { left, width } = placeOfColumn(frame, request);
      const own = bands.flatMap((d) => {
        const [, x = "", y = "", w = "", h = ""] = /^M(\S+) (\S+)h([\d.]+)v([\d.]+)h/.exec(d) ?? [];
        const isOwn =
          x === short(left) && w === short(width) && Number(y) < picture.top + picture.height;
        return isOwn ? [Number(h)] : [];
      });
      assert.ok(own.length > 0);
      const drawn = own.reduce((sum, height) => sum + height, 0);
      const wanted = picture.top + picture.height - yOfTokens(frame, topOf(options.model, request));
      assert.ok(
        Math.abs(drawn - wanted) <= 1,
        `${String(request)}: ${String(drawn)}, ${String(wanted)}`,
      );
    }
  });

  it("says what is shown, recorded or what if, all or a part", async () => {
    const { session, replay, options } = await whole("many-default");
    assert.match(sessionPicture(options).description, /^Recorded; all 121 requests; heights/);
    const part = { axis: "requests", from: 10, to: 20 } as const;
    const settings = { protectedTokens: 30_000, minSavings: 20_000 };
    const drawing = sessionPicture({
      ...options,
      view: part,
      whatIf: asRecorded(session, replay, settings),
    });
    assert.match(
      drawing.description,
      /^Recorded, and what if \(as recorded\): yoi, protected tokens 30,000, min savings 20,000; requests 11 to 20 of 121;/,
    );
    const texts = flat(drawing.shapes).flatMap((shape) =>
      shape.kind === "text" ? [shape.text] : [],
    );
    for (const word of ["decision", "what if", "what-if boundary", "protected start", "11"])
      assert.ok(texts.includes(word), word);
  });

  it("can be drawn of every session, narrow and wide, by requests and by time", async () => {
    for (const name of [
      "first",
      "no-pruning",
      "forked",
      "failures",
      "new-compacted",
      "long-loop",
    ]) {
      const { options } = await whole(name);
      for (const width of [300, 2000])
        for (const axis of ["requests", "time"] as const) {
          const svg = svgText(
            sessionPicture({ ...options, width, view: { axis, from: 0, to: 0 } }),
          );
          assert.doesNotMatch(svg, /NaN|Infinity|undefined|null/);
        }
    }
  });

  it("as SVG has any name as text, loads nothing and runs nothing", async () => {
    const { options } = await whole("first");
    for (const name of hostileTexts) {
      const svg = svgText(sessionPicture({ ...options, name }));
      assert.equal(svg.match(/<title>/g)?.length, 1);
      assert.doesNotMatch(svg, /<(script|img|image|b|!--)|href|\bon\w+=["']|\]\]>/);
      // What XML 1.0 has no place for.
      assert.doesNotMatch(svg, /[^\P{Cc}\n]|[\ufffe\uffff]|\p{Surrogate}/u);
    }
  });

  it("has short paths", () => {
    assert.equal(rectPath(1.005, 2, 1 / 3, NaN), "M1 2h0.33v0h-0.33z");
  });
});
