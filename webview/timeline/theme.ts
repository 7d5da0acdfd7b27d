import { luminance, mix, over, parseColour, withAlpha, type Colour } from "./colour";

/** The theme's colours by what the timeline uses them for. All opaque unless said. */
export interface TimelineTheme {
  readonly contrast: "normal" | "high";
  readonly background: Colour;
  /** The ground around marks that lie over bands; translucent. */
  readonly halo: Colour;
  readonly foreground: Colour;
  readonly muted: Colour;
  /** Grid lines and borders, may be translucent. */
  readonly line: Colour;
  /** The ground of idle times, translucent. */
  readonly idle: Colour;
  readonly focus: Colour;
  /** Text on the focus colour. */
  readonly onFocus: Colour;
  readonly hot: Colour;
  readonly boundary: Colour;
  readonly user: Colour;
  readonly assistant: Colour;
  readonly result: Colour;
  readonly whatIf: Colour;
  readonly noLonger: Colour;
  readonly cacheRead: Colour;
  readonly cacheWrite: Colour;
  readonly uncached: Colour;
  /** Bars: of what was left out, of output, and of the greatest among merged requests. */
  readonly savings: Colour;
  readonly output: Colour;
  readonly outputGreatest: Colour;
  readonly hotGreatest: Colour;
  /** What a search found, and the one of it that is looked at. */
  readonly found: Colour;
  /** A decision that fired, and one that did not. */
  readonly fired: Colour;
  readonly skipped: Colour;
  /** CSS font of labels, without a size. */
  readonly fontFamily: string;
  readonly fontSize: number;
}

const black: Colour = { red: 0, green: 0, blue: 0, alpha: 1 };
const white: Colour = { red: 255, green: 255, blue: 255, alpha: 1 };

/** Reads the theme from the variables that VS Code sets on the document. */
export function readTheme(): TimelineTheme {
  const style = getComputedStyle(document.documentElement);
  const isLight =
    document.body.classList.contains("vscode-light") ||
    document.body.classList.contains("vscode-high-contrast-light");
  const contrast =
    document.body.classList.contains("vscode-high-contrast") ||
    document.body.classList.contains("vscode-high-contrast-light")
      ? "high"
      : "normal";
  const find = (...names: readonly string[]): Colour | undefined => {
    for (const name of names) {
      const colour = parseColour(style.getPropertyValue(`--vscode-${name}`));
      if (colour !== undefined) return colour;
    }
    return undefined;
  };
  const ground: Colour = isLight
    ? { red: 255, green: 255, blue: 255, alpha: 1 }
    : { red: 0, green: 0, blue: 0, alpha: 1 };
  const ink: Colour = isLight
    ? { ...ground, red: 0, green: 0, blue: 0 }
    : { ...ground, red: 255, green: 255, blue: 255 };
  const background = over(find("editor-background") ?? ground, ground);
  const solid = (fallback: Colour, ...names: readonly string[]) =>
    over(find(...names) ?? fallback, background);
  const foreground = solid(ink, "editor-foreground", "foreground");
  const chart = (name: string, ...others: readonly string[]) =>
    solid(foreground, `charts-${name}`, ...others);
  const focus = solid(foreground, "focusBorder", "contrastActiveBorder");
  // Charts have no opaque orange in every theme.
  const amber = mix(
    chart("red", "errorForeground"),
    chart("yellow", "editorWarning-foreground"),
    0.42,
  );
  return {
    contrast,
    background,
    halo: withAlpha(background, 0.8),
    foreground,
    muted: solid(foreground, "descriptionForeground"),
    line:
      contrast === "high"
        ? withAlpha(solid(foreground, "contrastBorder"), 0.55)
        : withAlpha(foreground, 0.14),
    idle: withAlpha(foreground, contrast === "high" ? 0.12 : 0.05),
    focus,
    onFocus: luminance(focus) > 0.3 ? black : white,
    hot: chart("red", "errorForeground"),
    boundary: chart("yellow", "editorWarning-foreground"),
    user: chart("purple"),
    assistant: chart("blue", "editorInfo-foreground"),
    result: chart("green"),
    whatIf: chart("blue", "editorInfo-foreground"),
    noLonger: chart("purple"),
    cacheRead: mix(chart("blue", "editorInfo-foreground"), background, 0.75),
    cacheWrite: amber,
    uncached: mix(foreground, background, 0.55),
    savings: mix(chart("green"), background, 0.6),
    output: mix(foreground, background, 0.5),
    outputGreatest: mix(foreground, background, 0.25),
    hotGreatest: mix(chart("red", "errorForeground"), background, 0.5),
    found: withAlpha(
      find("editor-findMatchBorder", "editorOverviewRuler-findMatchForeground") ?? focus,
      1,
    ),
    fired: chart("green"),
    skipped: amber,
    fontFamily: style.getPropertyValue("--vscode-font-family") || "sans-serif",
    fontSize: 11,
  };
}

/** Calls back after the theme changed: VS Code sets variables on the root element and a class on the body. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["style", "class"] });
  observer.observe(document.body, { attributeFilter: ["class", "data-vscode-theme-id"] });
  return () => {
    observer.disconnect();
  };
}
