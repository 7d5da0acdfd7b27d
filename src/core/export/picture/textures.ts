import type { Look } from "../../timeline/looks";
import type { Texture } from "./drawing";
import { css, mixed, type Palette } from "./palette";

const falling = "M-2 -2L10 10M-2 6L2 10M6 -2L10 2";
const rising = "M-2 10L10 -2M-2 2L2 -2M6 10L10 6";
const checks =
  "M0 0h2v2h-2zM4 0h2v2h-2zM2 2h2v2h-2zM6 2h2v2h-2zM0 4h2v2h-2zM4 4h2v2h-2zM2 6h2v2h-2zM6 6h2v2h-2z";

/** What each look is painted with: told apart by pattern where colours are not. */
export function lookTexture(look: Look, palette: Palette): Texture {
  const { background, foreground, result, hot, assistant, user, whatIf, noLonger } = palette;
  const plain = (ground: string): Texture => ({ ground, marks: [] });
  const dim = (colour: Palette["hot"], share: number) => mixed(colour, background, share);
  switch (look) {
    case "empty":
      return plain(css(background));
    case "system + tools":
      return plain(dim(foreground, 0.17));
    case "user":
      return { ground: dim(user, 0.7), marks: [{ d: checks, fill: css(user) }] };
    case "assistant":
      return plain(dim(assistant, 0.82));
    case "system":
      return {
        ground: dim(foreground, 0.35),
        marks: [{ d: "M0 0h8v2h-8zM0 4h8v2h-8z", fill: dim(foreground, 0.6) }],
      };
    case "reasoning":
      return {
        ground: dim(assistant, 0.4),
        marks: [{ d: "M0 0h1v1h-1zM4 0h1v1h-1zM2 4h1v1h-1zM6 4h1v1h-1z", fill: css(assistant) }],
      };
    case "tool call":
      return {
        ground: dim(result, 0.8),
        marks: [{ d: "M0 0h2v8h-2zM4 0h2v8h-2z", fill: dim(assistant, 0.6) }],
      };
    case "tool result":
      return plain(dim(result, 0.46));
    case "left out":
      return {
        ground: dim(result, 0.045),
        marks: [{ d: rising, stroke: dim(result, 0.45), strokeWidth: 1 }],
      };
    case "sent again":
      return { ground: css(hot), marks: [{ d: falling, stroke: dim(hot, 0.5), strokeWidth: 2 }] };
    case "back since":
      return {
        ground: dim(result, 0.46),
        marks: [{ d: falling, stroke: dim(hot, 0.85), strokeWidth: 2.5 }],
      };
    case "newly left out":
      return {
        ground: dim(whatIf, 0.1),
        marks: [{ d: `${rising}${falling}`, stroke: dim(whatIf, 0.9), strokeWidth: 1 }],
      };
    case "no longer left out":
      return {
        ground: dim(noLonger, 0.6),
        marks: [{ d: "M1 1h1v1h-1zM5 1h1v1h-1zM1 5h1v1h-1zM5 5h1v1h-1z", fill: css(background) }],
      };
    case "would be sent again":
      return { ground: dim(hot, 0.25), marks: [{ d: checks, fill: css(hot) }] };
  }
}
