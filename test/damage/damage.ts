import type { Random } from "../core/replay/random";
import type { LogBytes } from "./bases";
import { damageValue } from "./damageValue";

/** Something that befalls the bytes of one log. */
type Damage = (random: Random, bytes: Buffer) => Buffer;

const newline = 0x0a;

/** Bytes that are no UTF-8, or are what other programs put into a file of text. */
const foreignBytes: readonly Buffer[] = [
  Buffer.from([0xff]),
  Buffer.from([0xc0, 0x80]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
  Buffer.from([0xe2, 0x82]),
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.alloc(17),
  Buffer.from("\r"),
  Buffer.from("\r\n"),
  Buffer.from("\n\n\n"),
  Buffer.from('"'),
  Buffer.from("\\"),
  Buffer.from("{"),
  Buffer.from("}"),
  Buffer.from("\u2028"),
  Buffer.from("\\ud800"),
];

const damages: Readonly<Record<string, Damage>> = {
  "cut short": (random, bytes) => bytes.subarray(0, place(random, bytes)),
  "beginning lost": (random, bytes) => bytes.subarray(place(random, bytes)),
  "bit flipped": (random, bytes) => {
    const copy = Buffer.from(bytes);
    const at = place(random, bytes);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.whole(0, 7));
    return copy;
  },
  "bytes overwritten": (random, bytes) => {
    const copy = Buffer.from(bytes);
    const at = place(random, bytes);
    const end = Math.min(copy.length, at + random.whole(1, 40));
    for (let each = at; each < end; each++) copy[each] = random.whole(0, 255);
    return copy;
  },
  "bytes deleted": (random, bytes) => {
    const at = place(random, bytes);
    return splice(bytes, at, at + random.whole(1, 200), Buffer.alloc(0));
  },
  "bytes doubled": (random, bytes) => {
    const at = place(random, bytes);
    return splice(bytes, at, at, bytes.subarray(at, at + random.whole(1, 2000)));
  },
  "foreign bytes": (random, bytes) => {
    const at = place(random, bytes);
    return splice(bytes, at, at, random.pick(foreignBytes));
  },
  "block of zeros": (random, bytes) => {
    const at = place(random, bytes);
    return splice(bytes, at, at + 512, Buffer.alloc(512));
  },
  "lines joined": (random, bytes) => {
    const at = bytes.indexOf(newline, place(random, bytes));
    return at === -1 ? bytes : splice(bytes, at, at + 1, Buffer.alloc(0));
  },
  "line torn": (random, bytes) => {
    const at = place(random, bytes);
    return splice(bytes, at, at, Buffer.from("\n"));
  },
  "line torn and written again": ofLines((random, lines) => {
    const at = random.whole(0, lines.length - 1);
    const line = lines[at] ?? "";
    lines.splice(at, 1, line.slice(0, random.whole(0, line.length)) + line);
  }),
  "line deleted": ofLines((random, lines) => {
    lines.splice(random.whole(0, lines.length - 1), 1);
  }),
  "line doubled": ofLines((random, lines) => {
    const at = random.whole(0, lines.length - 1);
    lines.splice(at, 0, lines[at] ?? "");
  }),
  "line moved": ofLines((random, lines) => {
    const moved = lines.splice(random.whole(0, lines.length - 1), 1);
    lines.splice(random.whole(0, lines.length), 0, ...moved);
  }),
  "lines reversed": ofLines((random, lines) => {
    const from = random.whole(0, lines.length - 1);
    const some = lines.splice(from, random.whole(2, 8));
    lines.splice(from, 0, ...some.reverse());
  }),
  "half of the log again": ofLines((random, lines) => {
    lines.push(...lines.slice(random.whole(0, lines.length - 1)));
  }),
  "value changed": ofLines((random, lines) => {
    const at = random.whole(0, lines.length - 1);
    lines[at] = damageValue(random, lines[at] ?? "");
  }),
};

/** Values are what programs get wrong, so they are changed as often as everything else together. */
const names: readonly string[] = [
  ...Object.keys(damages),
  ...Object.keys(damages).map(() => "value changed"),
];

/** A session's logs after some damages, and the names of these. */
export function damaged(
  random: Random,
  segments: readonly LogBytes[],
): { readonly segments: readonly LogBytes[]; readonly befell: readonly string[] } {
  const after = segments.slice();
  const befell: string[] = [];
  const count = random.chance(0.5) ? 1 : random.whole(2, 6);
  for (let turn = 0; turn < count; turn++) {
    const at = random.whole(0, after.length - 1);
    const log = after[at];
    const name = random.pick(names);
    const damage = damages[name];
    if (log === undefined || damage === undefined || log.bytes.length === 0) continue;
    after[at] = { id: log.id, bytes: damage(random, log.bytes) };
    befell.push(name);
  }
  return { segments: after, befell };
}

function place(random: Random, bytes: Buffer): number {
  return random.whole(0, bytes.length - 1);
}

function splice(bytes: Buffer, from: number, to: number, instead: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), instead, bytes.subarray(to)]);
}

/** Lines as Latin-1, in which every byte is a character: nothing is lost however broken they are. */
function ofLines(change: (random: Random, lines: string[]) => void): Damage {
  return (random, bytes) => {
    const lines = bytes.toString("latin1").split("\n");
    const rest = lines.pop() ?? "";
    if (lines.length === 0) return bytes;
    change(random, lines);
    return Buffer.from([...lines, rest].join("\n"), "latin1");
  };
}
