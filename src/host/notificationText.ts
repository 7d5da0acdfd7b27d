/**
 * Foreign text made harmless for a notification, which takes `[words](command:…)` for a link that runs a command: no
 * link can begin in it.
 */
export function notificationText(text: string): string {
  return text.replaceAll("](", "] (");
}
