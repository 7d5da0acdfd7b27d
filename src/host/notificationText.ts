import { visibleText } from "../core/visibleText";

/**
 * Foreign text made harmless for a notification, which is one line and takes `[words](command:…)` for a link that runs a
 * command: no link can begin in it, and no character acts. Line ends become blanks.
 */
export function notificationText(text: string): string {
  return text.split(/\r?\n/).map(visibleText).join(" ").replaceAll("](", "] (");
}
