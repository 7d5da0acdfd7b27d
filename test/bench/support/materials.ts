/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const words =
  "value record line boundary prune item read write result error path count start offset session request token budget history index buffer parse state entry".split(
    " ",
  );

/** What tools give back, a line at a time: code, listings, test output with colours, JSON, prose, Japanese. */
const kinds: readonly ((pick: (count: number) => number) => string)[] = [
  (pick) =>
    `${"  ".repeat(pick(5))}const ${word(pick)} = ${word(pick)}(${word(pick)}, ${pick(999)});\n`,
  (pick) => `${"  ".repeat(pick(4))}if (${word(pick)} === "${word(pick)}") return ${word(pick)};\n`,
  (pick) => `-rw-r--r--  1 root root ${pick(99999)} src/${word(pick)}/${word(pick)}.ts\n`,
  (pick) => `\u001b[32mok\u001b[0m ${pick(999)} - ${word(pick)} ${word(pick)} (${pick(99)}ms)\r\n`,
  (pick) => `{"path": "src/${word(pick)}.ts", "line": ${pick(999)}, "text": "${word(pick)}"},\n`,
  (pick) => `${Array.from({ length: 12 }, () => word(pick)).join(" ")}.\n`,
  (pick) => `${"境界の末尾から古い結果の本文だけが外されます。".slice(pick(6))}\n`,
];
/** How often each occurs, of a hundred. */
const shares = [36, 18, 10, 8, 12, 14, 2];

function word(pick: (count: number) => number): string {
  return words[pick(words.length)] ?? "";
}

/** Lines of text as the insides of string literals, end to end, and where each begins. */
export interface Material {
  readonly bytes: Buffer;
  readonly starts: readonly number[];
}

/** Enough text that slices of it do not repeat soon. */
export function material(seed: number, byteLength: number): Material {
  const random = seededNumbers(seed);
  const pick = (count: number) => Math.floor(random() * count);
  const bytes = Buffer.alloc(byteLength);
  const starts: number[] = [];
  let at = 0;
  for (;;) {
    let left = pick(100);
    const kind = shares.findIndex((share) => (left -= share) < 0);
    // A file is of one kind for a while.
    for (let line = 0; line < 40; line++) {
      const escaped = Buffer.from(JSON.stringify(kinds[kind]?.(pick)).slice(1, -1));
      if (at + escaped.length > byteLength) return { bytes: bytes.subarray(0, at), starts };
      starts.push(at);
      at += escaped.copy(bytes, at);
    }
  }
}
