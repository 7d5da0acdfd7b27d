const space = new Set([" ", "\t", "\n", "\r"]);

/**
 * JSON text laid out with two blanks a level, token by token: numbers, escapes, repeated and reordered fields stay as
 * they were written, which parsing and writing again would not keep. The text must be JSON; what follows a place where
 * it is not comes out in some order of lines, never lost. Line separators inside strings are escaped, since an editor
 * takes them for line ends; the value stays the same.
 */
export function prettyJson(json: string): string {
  const parts: string[] = [];
  let depth = 0;
  const breakLine = () => parts.push("\n", "  ".repeat(depth));
  for (let at = 0; at < json.length;) {
    const char = json.charAt(at);
    if (space.has(char)) {
      at += 1;
      continue;
    }
    const end = endOfToken(json, at);
    const token = json.slice(at, end);
    at = end;
    if (char === "{" || char === "[") {
      const close = nextSignificant(json, at);
      if (json[close] === "}" || json[close] === "]") {
        parts.push(char, json.charAt(close));
        at = close + 1;
      } else {
        parts.push(char);
        depth += 1;
        breakLine();
      }
    } else if (char === "}" || char === "]") {
      depth = Math.max(0, depth - 1);
      breakLine();
      parts.push(char);
    } else if (char === ",") {
      parts.push(char);
      breakLine();
    } else if (char === ":") {
      parts.push(": ");
    } else {
      parts.push(token.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029"));
    }
  }
  return parts.join("");
}

function nextSignificant(json: string, from: number): number {
  let at = from;
  while (at < json.length && space.has(json.charAt(at))) at += 1;
  return at;
}

const tokenEnd = /[\s,:{}[\]"]/g;

function endOfToken(json: string, start: number): number {
  const char = json.charAt(start);
  if (char === '"') return endOfString(json, start);
  if ("{}[],:".includes(char)) return start + 1;
  tokenEnd.lastIndex = start + 1;
  return tokenEnd.exec(json)?.index ?? json.length;
}

function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    const char = json[at];
    if (char === "\\") at += 1;
    else if (char === '"') return at + 1;
  }
  return json.length;
}
