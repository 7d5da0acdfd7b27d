/** Size of one UTF-16 unit inside a JSON string literal of serde_json, for units below U+0080. */
const asciiBytes = new Uint8Array(0x80).map((_, code) => {
  if (code === 0x22 || code === 0x5c) return 2;
  if (code >= 0x20) return 1;
  return [0x08, 0x09, 0x0a, 0x0c, 0x0d].includes(code) ? 2 : 6;
});

/**
 * Bytes of the string literal, quotes included, that serde_json writes for `text`: `"` and `\` and the five short
 * escapes take two, other characters below U+0020 take six, everything else its UTF-8 length. A lone surrogate,
 * which the writer cannot hold, counts as the replacement character.
 */
export function jsonStringBytes(text: string): number {
  let size = 2;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) size += asciiBytes[code] ?? 0;
    else if (code < 0x800) size += 2;
    else if (code >= 0xd800 && code < 0xdc00 && isLowSurrogate(text.charCodeAt(at + 1))) {
      size += 4;
      at++;
    } else size += 3;
  }
  return size;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
