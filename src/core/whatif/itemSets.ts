/** Sets of items are ascending arrays; many are the beginning of one and the same array, which these make use of. */

/** How many elements two sets have in common from their beginning. */
export function commonBeginning(a: Uint32Array, b: Uint32Array): number {
  const length = Math.min(a.length, b.length);
  if (a.buffer === b.buffer && a.byteOffset === b.byteOffset) return length;
  let at = 0;
  while (at < length && a[at] === b[at]) at++;
  return at;
}

/** True where both hold the same items. */
export function sameSet(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && commonBeginning(a, b) === a.length;
}

/** Calls `visit` for every element of `a` that is not in `b`, ascending. */
export function forEachMissing(
  a: Uint32Array,
  b: Uint32Array,
  visit: (element: number) => void,
): void {
  let at = commonBeginning(a, b);
  let other = at;
  for (; at < a.length; at++) {
    const element = a[at] ?? 0;
    while (other < b.length && (b[other] ?? 0) < element) other++;
    if (b[other] !== element) visit(element);
  }
}
