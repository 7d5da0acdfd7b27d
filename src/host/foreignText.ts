import { visibleText } from "../core/visibleText";

/**
 * Foreign text for where VS Code draws `$(name)` as an icon, such as lists to choose from and the status bar: no icon can
 * begin in it, and nothing in it acts.
 */
export function iconlessText(text: string): string {
  return visibleText(text).replaceAll("$(", "$ (");
}
