import type { Look } from "../../timeline/looks";
import { decisions } from "../../timeline/model";
import { decisionNames, lookNames, markNames } from "../../timeline/names";
import { circlePath, rectPath, type Fill, type Shape } from "./drawing";
import type { PictureFrame } from "./frame";
import { text } from "./marks";
import { css, mixed } from "./palette";
import { decisionColour, decisionPath } from "./strips";

interface Entry {
  readonly name: string;
  readonly swatch: readonly { readonly d: string; readonly fill: Fill }[];
}

const cellWidth = 158;
const lineHeight = 18;

/** What went wrong first, then kinds of items from the end of a prompt to its start. */
const order: readonly Look[] = [
  "sent again",
  "back since",
  "left out",
  "newly left out",
  "no longer left out",
  "would be sent again",
  "tool result",
  "tool call",
  "reasoning",
  "assistant",
  "user",
  "system",
  "system + tools",
];

/** What occurs in the picture, in lines of equal cells; and the height of all of them. */
export function legendShapes(
  frame: PictureFrame,
  looks: ReadonlySet<Look>,
): { readonly shapes: readonly Shape[]; readonly height: number } {
  const entries = legendEntries(frame, looks);
  const perLine = Math.max(1, Math.floor((frame.layout.width - 16) / cellWidth));
  const { foreground, background, muted } = frame.palette;
  const shapes = entries.flatMap(({ name, swatch }, at): Shape[] => {
    const x = 12 + (at % perLine) * cellWidth;
    const y = Math.floor(at / perLine) * lineHeight;
    return [
      {
        kind: "group",
        down: y,
        shapes: [
          ...swatch.map(({ d, fill }): Shape => ({ kind: "path", d: shifted(d, x), fill })),
          {
            kind: "path",
            d: rectPath(x + 0.5, 0.5, 17, 11),
            stroke: mixed(foreground, background, 0.2),
            strokeWidth: 1,
          },
          text(x + 24, 10, name, css(muted)),
        ],
      },
    ];
  });
  return { shapes, height: Math.ceil(entries.length / perLine) * lineHeight };
}

/** Swatches are drawn from 0; every path in them begins with an absolute move and goes on with relative ones. */
function shifted(d: string, by: number): string {
  return d.replace(/M(-?[\d.]+)/g, (_, x: string) => `M${String(Number(x) + by)}`);
}

function legendEntries(
  { model, whatIf, palette, layout }: PictureFrame,
  looks: ReadonlySet<Look>,
): readonly Entry[] {
  const { requests } = model;
  const whole = rectPath(0, 0, 18, 12);
  const shown = order.filter((look) => looks.has(look));
  const realised = requests.realisedSavingsTokens.some((value) => !Number.isNaN(value));
  const taken = new Set(requests.decision);
  const some = (column: Float64Array) => column.some((value) => value > 0);
  const bar = rectPath(4, 0, 10, 12);
  const hasCache = layout.strips.some(({ name }) => name === "cache");
  return [
    ...shown.map((look) => ({
      name: lookNames[look],
      swatch: [{ d: whole, fill: { texture: look } }],
    })),
    ...(requests.protectedStart.some((start) => start >= 0)
      ? [
          {
            name: markNames["protected start"],
            swatch: [
              {
                d: `${rectPath(1, 6, 16, 2)}${rectPath(1, 3, 2, 4)}${rectPath(15, 3, 2, 4)}`,
                fill: css(palette.boundary),
              },
            ],
          },
        ]
      : []),
    {
      name: markNames.prompt,
      swatch: [
        { d: `${rectPath(1, 5, 16, 2)}${circlePath(9, 6, 2.5)}`, fill: css(palette.foreground) },
      ],
    },
    ...(whatIf === undefined
      ? []
      : [
          {
            name: markNames["what-if boundary"],
            swatch: [{ d: rectPath(3, 4, 12, 4), fill: css(palette.whatIf) }],
          },
          {
            name: markNames["what-if prompt"],
            swatch: [{ d: circlePath(9, 6, 3.5), fill: css(palette.whatIf) }],
          },
        ]),
    ...decisions.flatMap((decision, code) =>
      taken.has(code)
        ? [
            {
              name: decisionNames[decision],
              swatch: [
                {
                  d: decisionPath(decision, 9, 6, 9),
                  fill: css(decisionColour(decision, palette)),
                },
              ],
            },
          ]
        : [],
    ),
    ...(hasCache
      ? [
          ...(some(requests.cacheReadTokens) || some(requests.cacheWriteTokens)
            ? [
                {
                  name: markNames["cache read"],
                  swatch: [{ d: bar, fill: css(palette.cacheRead) }],
                },
                {
                  name: markNames["cache written"],
                  swatch: [{ d: bar, fill: { texture: "cache written" } }],
                },
              ]
            : []),
          { name: markNames["not cached"], swatch: [{ d: bar, fill: { texture: "not cached" } }] },
        ]
      : []),
    ...(layout.strips.some(({ name }) => name === "savings")
      ? [
          {
            name: markNames[realised ? "realised savings" : "left out, tokens"],
            swatch: [{ d: bar, fill: mixed(palette.result, palette.background, 0.6) }],
          },
          {
            name: markNames["estimated savings"],
            swatch: [{ d: rectPath(4, 5, 10, 2), fill: css(palette.foreground) }],
          },
        ]
      : []),
  ];
}
