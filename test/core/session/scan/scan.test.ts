import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { allFixtures, segmentLogs } from "../../../support/logFiles";
import { LogBuilder } from "../../../support/logBuilder";
import type { LoggedItem } from "../../../../src/core/log/item";
import { item } from "../../prune/arbitraries";
import { machineRead, parsed, parsedAsRead, readAsLong, scanned, spaces } from "./readings";

/** Every line of the recorded sessions. */
async function recordedLines(): Promise<readonly Uint8Array[]> {
  const lines: Uint8Array[] = [];
  for (const file of await segmentLogs(await allFixtures())) {
    const bytes = await readFile(file);
    for (let from = 0, to = bytes.indexOf(0x0a); to !== -1; to = bytes.indexOf(0x0a, from)) {
      lines.push(new Uint8Array(bytes.subarray(from, to)));
      from = to + 1;
    }
  }
  return lines;
}

/** The lines of a log with these records, as the writer writes them. */
function linesOf(log: LogBuilder): readonly Uint8Array[] {
  return log
    .bytes()
    .toString("latin1")
    .split("\n")
    .slice(0, -1)
    .map((line) => new Uint8Array(Buffer.from(line, "latin1")));
}

/** Long enough that windows of it are weighed, in code, prose, output with escapes and several scripts. */
const longText = fc
  .tuple(
    fc.array(
      fc.constantFrom(
        "const value = read(line);\n\t",
        "the boundary shields its tail ",
        '\u001b[32mok\u001b[0m 12345 \\d+\\\\ "quoted"\r\n',
        "プルーニングの境界は",
        "🚀é𝄞",
        "    ",
        "\\",
        "\u0001",
      ),
      { minLength: 1, maxLength: 12 },
    ),
    fc.integer({ min: 1, max: 3000 }),
  )
  // Through bytes, because the cut may leave half of a character.
  .map(([parts, times]) => Buffer.from(parts.join("").repeat(times).slice(0, 60_000)).toString());

const damage = fc.array(
  fc.record({
    at: fc.nat(),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 3 }),
      fc
        .constantFrom(
          '"',
          "\\",
          '\\"',
          "\\u00e9",
          "\\u001B",
          "\\/",
          "\\ud83d",
          "\n",
          "\u0007",
          "}",
          ",",
          " ",
          "0",
          "-1",
          ".5",
          "null",
          "é",
          "\u0000",
        )
        .map((text) => new Uint8Array(Buffer.from(text))),
    ),
    kind: fc.constantFrom("overwrite", "insert", "remove"),
  }),
  { minLength: 1, maxLength: 3 },
);

function damaged(
  line: Uint8Array,
  hits: readonly { at: number; bytes: Uint8Array; kind: string }[],
): Uint8Array {
  return hits.reduce((bytes, { at, bytes: change, kind }) => {
    const from = at % bytes.length;
    const to = kind === "insert" ? from : Math.min(bytes.length, from + change.length);
    const between = kind === "remove" ? [] : [change];
    return new Uint8Array(Buffer.concat([bytes.subarray(0, from), ...between, bytes.subarray(to)]));
  }, line);
}

describe("scanning a line", () => {
  for (const [name, space] of Object.entries(spaces)) {
    it(`gives what parsing gives for every recorded line, and takes nearly all (${name})`, async () => {
      const lines = await recordedLines();
      let taken = 0;
      for (const line of lines) {
        const reading = scanned(line, space);
        if (reading === undefined) continue;
        taken += 1;
        assert.deepEqual(reading, parsed(line));
      }
      assert.ok(taken > 0.98 * lines.length, `${taken} of ${lines.length}`);
    });
  }

  it("gives what parsing gives for items of any text", () => {
    fc.assert(
      fc.property(item, (one) => {
        for (const line of linesOf(new LogBuilder().item(one))) {
          const reading = scanned(line);
          if (reading !== undefined) assert.deepEqual(reading, parsed(line));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("takes long texts, with the sizes and weights of parsing", () => {
    fc.assert(
      fc.property(longText, longText, (content, args) => {
        const log = new LogBuilder()
          .item({
            kind: "tool_result",
            callId: "c",
            summary: "s",
            content,
            isError: false,
            attachments: [],
          })
          .item({ kind: "tool_call", callId: "c", name: "n", arguments: args })
          .userInput(content);
        for (const line of linesOf(log)) {
          const reading = scanned(line);
          assert.notEqual(reading, undefined);
          assert.deepEqual(reading, parsed(line));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("takes a count that is null or missing, and none that has gone", () => {
    const usage = (rest: string) =>
      new Uint8Array(
        Buffer.from(`{"kind":"llm_usage","ts":1,"history_len":2,"input_total_tokens":3${rest}}`),
      );
    for (const rest of ["", ',"cache_read_tokens":null', ',"output_tokens":4'])
      assert.deepEqual(scanned(usage(rest)), parsed(usage(rest)));
    for (const name of ["cache_read_tokens", "cache_write_tokens", "output_tokens"])
      assert.equal(scanned(usage(`,"${name}":`)), undefined);
  });

  it("takes no damaged line for another than parsing does", async () => {
    const lines = await recordedLines();
    let taken = 0;
    fc.assert(
      fc.property(fc.nat(), damage, fc.boolean(), (chosen, hits, isFast) => {
        const line = damaged(lines[chosen % lines.length] ?? new Uint8Array(1), hits);
        if (line.length === 0) return;
        const reading = scanned(line, isFast ? spaces.fast : spaces.plain);
        if (reading === undefined) return;
        taken += 1;
        assert.deepEqual(reading, parsed(line));
      }),
      { numRuns: 4000 },
    );
    assert.ok(taken > 100, `only ${taken} were scanned`);
  });
});

describe("the machine that reads frequent records", () => {
  it("gives what parsing gives for every recorded line, and takes nearly all", async () => {
    const lines = await recordedLines();
    let taken = 0;
    for (const line of lines) {
      const reading = machineRead(line);
      if (reading === undefined) continue;
      taken += 1;
      assert.deepEqual(reading, parsedAsRead(line));
    }
    assert.ok(taken > 0.85 * lines.length, `${taken} of ${lines.length}`);
  });

  it("gives what parsing gives for items of any text", () => {
    fc.assert(
      fc.property(item, (one) => {
        for (const line of linesOf(new LogBuilder().item(one))) {
          const reading = machineRead(line);
          if (reading !== undefined) assert.deepEqual(reading, parsedAsRead(line));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("takes whole numbers of up to 15 digits and nothing else for one", () => {
    const turnEnd = (count: string) =>
      new Uint8Array(Buffer.from(`{"kind":"turn_end","ts":1,"turn_count":${count}}`));
    const digits = fc.string({
      unit: fc.constantFrom("0", "1", "2", "7", "8", "9"),
      maxLength: 18,
    });
    const other = fc.constantFrom(
      "",
      "",
      "",
      "/",
      ":",
      "-",
      ".5",
      "e3",
      " ",
      "\u007f",
      "é",
      '"',
      "}",
    );
    fc.assert(
      fc.property(digits, other, digits, (before, between, behind) => {
        const count = before + between + behind;
        const line = turnEnd(count);
        const isTaken = /^(0|[1-9]\d{0,14})$/.test(count);
        assert.deepEqual(machineRead(line), isTaken ? parsedAsRead(line) : undefined);
      }),
      { numRuns: 3000 },
    );
  });

  it("takes several items of a line, and no more than it has room for", () => {
    const one = (id: number) =>
      `{"kind":"tool_result","call_id":"c${String(id)}","summary":"s","content":"é\\u0001\\n"}`;
    for (const count of [1, 2, 16, 17]) {
      const items = Array.from({ length: count }, (_, id) => one(id)).join(",");
      const line = new Uint8Array(Buffer.from(`{"kind":"tool_results","ts":1,"items":[${items}]}`));
      const reading = machineRead(line);
      if (count > 16) assert.equal(reading, undefined);
      else assert.deepEqual(reading, parsedAsRead(line));
    }
  });

  it("takes long texts, with the sizes and weights of parsing", () => {
    fc.assert(
      fc.property(longText, longText, (content, args) => {
        const log = new LogBuilder()
          .item({ kind: "tool_call", callId: "c", name: "n", arguments: args })
          .item({
            kind: "tool_result",
            callId: "c",
            summary: "s",
            content,
            isError: true,
            attachments: [],
          });
        for (const line of linesOf(log)) {
          const reading = machineRead(line);
          assert.notEqual(reading, undefined);
          assert.deepEqual(reading, parsedAsRead(line));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("takes no damaged line for another than parsing does", async () => {
    const lines = await recordedLines();
    let taken = 0;
    fc.assert(
      fc.property(fc.nat(), damage, (chosen, hits) => {
        const line = damaged(lines[chosen % lines.length] ?? new Uint8Array(1), hits);
        if (line.length === 0 || line.includes(0x0a)) return;
        const reading = machineRead(line);
        if (reading === undefined) return;
        taken += 1;
        assert.deepEqual(reading, parsedAsRead(line));
      }),
      { numRuns: 8000 },
    );
    assert.ok(taken > 100, `only ${taken} were read`);
  });
});

describe("reading a line too long to be held", () => {
  it("gives what parsing gives for every recorded line, however it is cut", async () => {
    const sizes = [1, 7, 3000, 2, 100];
    for (const line of await recordedLines())
      assert.deepEqual(readAsLong(line, sizes), parsed(line));
  });

  it("gives what parsing gives for items of any text, however it is cut", () => {
    fc.assert(
      fc.property(
        item,
        longText,
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }),
        (one, text, sizes) => {
          const named = withoutNul(one);
          const log = new LogBuilder().item(named).userInput(text).start([named, named]);
          for (const line of linesOf(log)) assert.deepEqual(readAsLong(line, sizes), parsed(line));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("calls unreadable what parsing calls unreadable", async () => {
    const lines = await recordedLines();
    fc.assert(
      fc.property(fc.nat(), damage, fc.integer({ min: 1, max: 500 }), (chosen, hits, size) => {
        const line = damaged(lines[chosen % lines.length] ?? new Uint8Array(1), hits);
        assert.deepEqual(kindOf(readAsLong(line, [size])), kindOf(parsed(line)));
      }),
      { numRuns: 1000 },
    );
  });
});

/** The item with names that hold no U+0000: in a long line, texts that do are named by size and hash. */
function withoutNul(one: LoggedItem): LoggedItem {
  switch (one.kind) {
    case "message":
    case "reasoning":
      return one;
    case "tool_call":
      return { ...one, callId: plainName(one.callId), name: plainName(one.name) };
    case "tool_result":
      return { ...one, callId: plainName(one.callId) };
  }
}

function plainName(name: string): string {
  return name.replaceAll("\0", "");
}

function kindOf(reading: unknown): unknown {
  return typeof reading === "object" && reading !== null && "kind" in reading
    ? reading.kind
    : undefined;
}
