import type { ScanSpace } from "./scanSpace";

/** "\\u00" */
const unicodeEscape = [0x5c, 0x75, 0x30, 0x30] as const;
const escapeBytes = 6;

/**
 * Position of the closing quote of a literal whose text begins at `from`; −1 where it has none before `end`, is no JSON, or is
 * not written as the writer writes it. So the literal's bytes are the text's size.
 */
export function endOfLiteral(space: ScanSpace, from: number, end: number): number {
  const { bytes } = space;
  let at = from;
  for (;;) {
    at = space.endOfPlain(at, end, end);
    if (at >= end) return -1;
    if (bytes[at] === 0x22) return at;
    if (at + escapeBytes > end || !isControl(bytes, at)) return -1;
    at += escapeBytes;
  }
}

/** Whether an escape stands here that the writer uses: of a control character that has no short one, in small letters. */
function isControl(bytes: Uint8Array, at: number): boolean {
  for (const [place, byte] of unicodeEscape.entries()) if (bytes[at + place] !== byte) return false;
  const first = (bytes[at + 4] ?? 0) - 0x30;
  const last = bytes[at + 5] ?? 0;
  const isDigit = last >= 0x30 && last <= 0x39;
  if (!isDigit && (last < 0x61 || last > 0x66)) return false;
  if (first === 1) return true;
  // 08, 09, 0a, 0c and 0d have escapes of two bytes.
  return first === 0 && (isDigit ? last < 0x38 : last === 0x62 || last > 0x64);
}
