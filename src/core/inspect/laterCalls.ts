import type { ItemColumns } from "../session/itemColumns";

/**
 * For every item the next call of the same tool with the same arguments behind it, or −1. For a result that is the call
 * that read the same again.
 */
export function nextSameCalls(items: ItemColumns): Int32Array {
  const next = new Int32Array(items.length).fill(-1);
  const callBehind = new Map<number, number>();
  for (let index = items.length - 1; index >= 0; index--) {
    const key = items.callKey[index] ?? -1;
    if (key < 0) continue;
    next[index] = callBehind.get(key) ?? -1;
    // A result holds its call's key too, but only the call is a call.
    if ((items.call[index] ?? -1) < 0) callBehind.set(key, index);
  }
  return next;
}
