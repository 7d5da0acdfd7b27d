import type { Palette, Rgb } from "../../src/core/export/picture/palette";
import type { Colour } from "../timeline/colour";
import { readTheme } from "../timeline/theme";

/** The theme of the page as a picture's palette. */
export function themePalette(): Palette {
  const theme = readTheme();
  return {
    background: rgb(theme.background),
    foreground: rgb(theme.foreground),
    muted: rgb(theme.muted),
    hot: rgb(theme.hot),
    boundary: rgb(theme.boundary),
    user: rgb(theme.user),
    assistant: rgb(theme.assistant),
    result: rgb(theme.result),
    whatIf: rgb(theme.whatIf),
    noLonger: rgb(theme.noLonger),
    cacheRead: rgb(theme.cacheRead),
    cacheWrite: rgb(theme.cacheWrite),
    fired: rgb(theme.fired),
    skipped: rgb(theme.skipped),
    focus: rgb(theme.focus),
    found: rgb(theme.found),
    fontFamily: theme.fontFamily,
  };
}

function rgb({ red, green, blue }: Colour): Rgb {
  return [red, green, blue];
}
