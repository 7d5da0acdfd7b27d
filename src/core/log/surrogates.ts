/**
 * Whether a JSON text holds an escape `\ud800` … `\udfff` that is not half of a pair. JSON.parse takes it; the agent, whose
 * strings are UTF-8, refuses the whole line (serde_json, "lone leading surrogate"). The text must be JSON, so that every
 * backslash in it begins an escape.
 */
export function hasLoneSurrogateEscape(json: string): boolean {
  if (!/\\u[dD][89a-fA-F]/.test(json)) return false;
  let leadEnd: number | undefined;
  for (const match of json.matchAll(/\\(?:u([0-9a-fA-F]{4})|[^u])/g)) {
    const code = match[1] === undefined ? 0 : parseInt(match[1], 16);
    const isTrail = code >= 0xdc00 && code < 0xe000;
    const paired = leadEnd === match.index;
    if (isTrail !== paired || (leadEnd !== undefined && !paired)) return true;
    leadEnd = code >= 0xd800 && code < 0xdc00 ? match.index + match[0].length : undefined;
  }
  return leadEnd !== undefined;
}
