import themes from "./themes.json";

type ThemeName = keyof typeof themes;

/** Classes that VS Code gives a page's body in themes of a kind. */
const classes: Readonly<Record<ThemeName, string>> = {
  light: "vscode-light",
  dark: "vscode-dark",
  "hc-light": "vscode-high-contrast vscode-high-contrast-light",
  "hc-dark": "vscode-high-contrast",
};

/**
 * Gives the page one of VS Code's own default themes, as VS Code does: variables on the root, a class on the body. The
 * browser says whether it is light or dark, and whether contrast has to be high; the page follows while it is open.
 */
export function followSystemTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const high = matchMedia("(forced-colors: active), (prefers-contrast: more)");
  const apply = () => {
    paint(`${high.matches ? "hc-" : ""}${dark.matches ? "dark" : "light"}`);
  };
  dark.addEventListener("change", apply);
  high.addEventListener("change", apply);
  apply();
}

function paint(name: ThemeName): void {
  const { style } = document.documentElement;
  for (const old of Array.from(style)) if (old.startsWith("--vscode-")) style.removeProperty(old);
  for (const [variable, value] of Object.entries(themes[name])) style.setProperty(variable, value);
  document.body.className = classes[name];
}
