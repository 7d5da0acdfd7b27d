import type { Random } from "../core/replay/random";

/** JSON texts that stand where another value belongs. */
const misplaced: readonly string[] = [
  "null",
  "true",
  '""',
  '"12"',
  '"x"',
  "[]",
  "{}",
  "[[]]",
  "0",
  "-0",
  "-1",
  "0.5",
  "-17.25",
  "1e3",
  "1e308",
  "1e400",
  "-1e400",
  "2147483648",
  "4294967296",
  "9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "18446744073709551615",
  "123456789012345678901234567890",
  '"9007199254740993"',
  '"-3"',
  '"4.5"',
  '"\\ud800"',
  '"\\u0000"',
  '"__proto__"',
  '{"__proto__":{"kind":"x"}}',
];

const names = ["kind", "ts", "item", "items", "history", "payload", "name", "value", "role"];

/**
 * A line, given as Latin-1, with one value changed, lost, renamed, doubled or nested; a line that is no JSON comes back as
 * it is.
 */
export function damageValue(random: Random, line: string): string {
  const text = Buffer.from(line, "latin1").toString("utf8");
  const fields = fieldsOf(text);
  const field = fields.length === 0 ? undefined : random.pick(fields);
  if (field === undefined) return line;
  const { from, colon, to } = field;
  const name = text.slice(from, colon);
  const value = text.slice(colon + 1, to);
  const put = (instead: string) => `${text.slice(0, from)}${instead}${text.slice(to)}`;
  return Buffer.from(put(changed(random, name, value)), "utf8").toString("latin1");
}

function changed(random: Random, name: string, value: string): string {
  const key = () => JSON.stringify(random.pick(names));
  switch (random.whole(0, 9)) {
    case 0:
      return `${name}:${value},${name}:${random.pick(misplaced)}`;
    case 1:
      return `${name}:${random.pick(misplaced)},${name}:${value}`;
    case 2:
      return `${key()}:${value}`;
    case 3:
      // Another field in its place: it is missing, and the line stays JSON.
      return `"lost":0`;
    case 4: {
      const depth = random.pick([3, 100, 5000]);
      const [open, close] = random.chance(0.5) ? ["[", "]"] : ['{"a":', "}"];
      return `${name}:${open.repeat(depth)}${value}${close.repeat(depth)}`;
    }
    case 5:
      return /^-?\d/.test(value) ? `${name}:"${value}"` : `${name}:[${value}]`;
    case 6:
      return value.startsWith('"')
        ? `${name}:"${random.pick(names)}_of_tomorrow"`
        : `${name}:${random.pick(misplaced)}`;
    default:
      return `${name}:${random.pick(misplaced)}`;
  }
}

interface Field {
  /** Of the name's quote. */
  readonly from: number;
  readonly colon: number;
  /** Behind the value. */
  readonly to: number;
}

/** Places of all fields of all objects in a JSON text; empty where it is none. */
function fieldsOf(text: string): readonly Field[] {
  try {
    JSON.parse(text);
  } catch {
    return [];
  }
  const fields: Field[] = [];
  const open: { from: number; colon: number }[] = [];
  let key: { from: number; colon: number } | undefined;
  let token: { from: number; to: number } | undefined;
  const end = (at: number) => {
    if (key !== undefined) fields.push({ ...key, to: at });
    key = undefined;
  };
  for (let at = 0; at < text.length; at++) {
    switch (text.charAt(at)) {
      case '"': {
        const from = at;
        for (at++; text[at] !== '"'; at++) if (text[at] === "\\") at++;
        token = { from, to: at + 1 };
        break;
      }
      case ":":
        key = { from: token?.from ?? at, colon: at };
        break;
      case "{":
      case "[":
        open.push(key ?? { from: -1, colon: -1 });
        key = undefined;
        break;
      case ",":
        end(at);
        break;
      case "}":
      case "]": {
        end(at);
        const outer = open.pop();
        key = outer === undefined || outer.from === -1 ? undefined : outer;
        break;
      }
      default:
    }
  }
  return fields;
}
