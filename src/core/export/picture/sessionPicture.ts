import { formatCount } from "../../format";
import { t } from "../../l10n/translation";
import { looks } from "../../timeline/looks";
import { modeNames } from "../../timeline/names";
import { visibleText } from "../../visibleText";
import type { WhatIfOutcome } from "../../whatif/outcome";
import { axisShapes, idleShapes, segmentShapes } from "./axis";
import { bandShapes } from "./bands";
import type { Drawing, Shape, Texture } from "./drawing";
import { pictureFrame, requestsInView, type FrameOptions, type PictureFrame } from "./frame";
import { highlightShapes, selectionShapes, veilShapes } from "./highlights";
import { legendShapes } from "./legend";
import { breakShapes, gridShapes, markShapes, text } from "./marks";
import { css, mixed, type Palette } from "./palette";
import { stripShapes } from "./strips";
import { lookTexture } from "./textures";

export interface SessionPictureOptions extends FrameOptions {
  /** The session's name, logged text of any content. */
  readonly name: string;
}

const titleHeight = 48;
const margin = 10;

/** The timeline of a view with title, source and legend, as data. `height` is that of the timeline alone. */
export function sessionPicture(options: SessionPictureOptions): Drawing {
  const frame = pictureFrame(options);
  const { layout, palette } = frame;
  const bands = bandShapes(frame);
  const clip = { left: layout.plotLeft, width: layout.plotWidth, height: layout.height };
  const legend = legendShapes(frame, bands.looks);
  const name = visibleText(options.name);
  const source = sourceLine(frame);
  const figure: readonly Shape[] = [
    ...gridShapes(frame),
    {
      kind: "group",
      down: 0,
      clip,
      shapes: [
        ...idleShapes(frame),
        ...bands.shapes,
        ...breakShapes(frame),
        ...markShapes(frame),
        ...highlightShapes(frame),
      ],
    },
    ...layout.strips.map((strip): Shape => ({
      kind: "group",
      down: 0,
      shapes: stripShapes(frame, strip),
    })),
    { kind: "group", down: 0, clip, shapes: veilShapes(frame) },
    ...segmentShapes(frame),
    ...axisShapes(frame),
    ...selectionShapes(frame),
  ];
  const legendTop = titleHeight + layout.height + margin;
  return {
    width: layout.width,
    height: legendTop + legend.height + margin,
    title: name,
    description: source,
    background: css(palette.background),
    fontFamily: palette.fontFamily,
    textures: texturesOf(palette),
    shapes: [
      { ...text(12, 20, name, css(palette.foreground), "start", 15), bold: true },
      text(12, 38, source, css(palette.muted)),
      { kind: "group", down: titleHeight, shapes: figure },
      { kind: "group", down: legendTop, shapes: legend.shapes },
    ],
  };
}

function texturesOf(palette: Palette): ReadonlyMap<string, Texture> {
  const { cacheWrite, foreground, background } = palette;
  const uncached = mixed(foreground, background, 0.55);
  return new Map<string, Texture>([
    ...looks.map((look) => [look, lookTexture(look, palette)] as const),
    [
      "cache written",
      {
        ground: mixed(cacheWrite, background, 0.75),
        marks: [{ d: "M0 0h8v2h-8zM0 4h8v2h-8z", fill: css(cacheWrite) }],
      },
    ],
    [
      "not cached",
      {
        ground: mixed(foreground, background, 0.2),
        marks: [{ d: "M0 0h2v8h-2zM4 0h2v8h-2z", fill: uncached }],
      },
    ],
  ]);
}

/** What is shown and how it was obtained, in one line. */
function sourceLine(frame: PictureFrame): string {
  const { model, whatIf, view } = frame;
  const { first, last } = requestsInView(frame);
  const span =
    first === 0 && last === model.length - 1
      ? t("all {0} requests", formatCount(model.length))
      : t(
          "requests {0} to {1} of {2}",
          formatCount(first + 1),
          formatCount(last + 1),
          formatCount(model.length),
        );
  const axis = view.axis === "time" ? t(", by wall time") : "";
  const heights =
    model.heights === "fitted"
      ? t("heights fitted to measurements, in tokens")
      : t("heights scaled to measurements, in tokens");
  return t(
    "Recorded{0}; {1}{2}{3}; {4}. Prunescope.",
    whatIfText(whatIf),
    span,
    axis,
    broughtOut(frame),
    heights,
  );
}

/** How much a filter or a search lets through, since a picture of a part must not pass for the whole. */
function broughtOut({ choices: { emphasis }, model }: PictureFrame): string {
  if (emphasis === undefined) return "";
  const { itemCount, requestCount } = emphasis;
  const requests = t("{0} of {1} requests", formatCount(requestCount), formatCount(model.length));
  const what =
    itemCount === undefined ? requests : t("{0} items in {1}", formatCount(itemCount), requests);
  return t("; filtered: {0} brought out, the rest dimmed", what);
}

function whatIfText(outcome: WhatIfOutcome | undefined): string {
  if (outcome === undefined) return "";
  const { settings, mode, policy } = outcome;
  const values =
    settings === undefined
      ? ""
      : t(
          ", protected tokens {0}, min savings {1}",
          formatCount(settings.protectedTokens),
          formatCount(settings.minSavings),
        );
  return t(", and what if ({0}): {1}{2}", modeNames[mode], policy, values);
}
