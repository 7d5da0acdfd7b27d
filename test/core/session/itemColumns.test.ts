import assert from "node:assert/strict";
import fc from "fast-check";
import { itemFlags, itemKinds } from "../../../src/core/session/itemColumns";
import { foldLog } from "../../support/foldLog";
import { assistant, call, LogBuilder, result, user } from "../../support/logBuilder";
import { item } from "../prune/arbitraries";
import { twinItemBytes, twinRemovedBytes } from "../prune/twin";

describe("a history in columns", () => {
  it("has kinds, flags, links, and the place of each item", () => {
    const picture = {
      ...result("c2", "s"),
      isError: true,
      attachments: [{ mimeType: "image/png", data: "AAAA" }],
    };
    const log = new LogBuilder(1000).start([user("hi"), call("c0", "read", "1")]);
    const offsets = [0, 0];
    for (const append of [
      () => log.item(result("c0", "s", "")),
      () => log.item(assistant("a")),
      () => log.item(call("c1", "read", "1")),
      () => log.item(call("c2", "write", "1")),
      () => log.item(picture),
      () => log.item(result("nowhere", "s")),
      () => log.systemItem("b"),
      () => log.item(call("c1", "read", "2")),
      () => log.item(result("c1", "s", "x")),
    ]) {
      offsets.push(log.byteLength);
      append();
    }
    const { items, openingItems, toolNames, callIds } = foldLog(log.bytes());
    assert.equal(openingItems, 2);
    assert.deepEqual(
      Array.from(items.kind, (kind) => itemKinds[kind]),
      [
        "user",
        "tool call",
        "tool result",
        "assistant",
        "tool call",
        "tool call",
        "tool result",
        "tool result",
        "system",
        "tool call",
        "tool result",
      ],
    );
    const { content, error, attachments, opening } = itemFlags;
    assert.deepEqual(Array.from(items.flags), [
      opening,
      opening,
      content,
      0,
      0,
      0,
      error | attachments,
      0,
      0,
      0,
      content,
    ]);
    assert.deepEqual(Array.from(items.projectable), [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    assert.deepEqual(toolNames, ["read", "write"]);
    assert.deepEqual(callIds, ["c0", "c1", "c2", "nowhere"]);
    assert.deepEqual(Array.from(items.tool), [-1, 0, 0, -1, 0, 1, 1, -1, -1, 0, 0]);
    assert.deepEqual(Array.from(items.callId), [-1, 0, 0, -1, 1, 2, 2, 3, -1, 1, 1]);
    // A result belongs to the newest call of its id before it.
    assert.deepEqual(Array.from(items.call), [-1, -1, 1, -1, -1, -1, 5, -1, -1, -1, 9]);
    assert.deepEqual(Array.from(items.callKey), [-1, 0, 0, -1, 0, 1, 1, -1, -1, 2, 2]);
    assert.deepEqual(Array.from(items.ordinal), [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(Array.from(items.lineOffset), offsets);
    assert.deepEqual(Array.from(items.line), [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.deepEqual(Array.from(items.ts).slice(0, 4), [1000, 1000, 1100, 1200]);
  });

  it("links a result to a call that is the first item of all", () => {
    const { items } = foldLog(
      new LogBuilder()
        .start([call("c", "read")])
        .item(result("c", "s"))
        .bytes(),
    );
    assert.deepEqual([items.call[1], items.tool[1], items.callKey[1]], [0, 0, 0]);
  });

  it("lets no calls with other names or arguments pass for the same, whatever they contain", () => {
    const log = new LogBuilder()
      .start()
      .item(call("1", "a\nb", "c"))
      .item(call("2", "a", "b\nc"))
      .item(call("3", "a", "b\nc"))
      .item(call("4", "1:a", ""))
      .item(call("5", "1", ":a"));
    const long = "x".repeat(5000);
    for (const [at, args] of [long, `${long}x`, `${long.slice(1)}y`, long].entries())
      log.item(call(`long ${String(at)}`, "write", args));
    const [first, second, third, fourth, fifth, ...longOnes] = foldLog(log.bytes()).items.callKey;
    assert.equal(new Set(longOnes).size, 3);
    assert.equal(longOnes[0], longOnes[3]);
    assert.equal(new Set([first, second, fourth, fifth]).size, 4);
    assert.equal(third, second);
  });

  it("measures the text, not the escapes that another tool wrote it with", () => {
    const text = 'a/é日😀\n"\u0001\u007f';
    const plain = new LogBuilder(1)
      .start()
      .item(result("c", "s", text))
      .bytes()
      .toString();
    const escaped = Array.from(text, (character) =>
      character === "/"
        ? String.raw`\/`
        : Array.from(
            { length: character.length },
            (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`,
          ).join(""),
    ).join("");
    const rewritten = plain.replace(JSON.stringify(text), `"${escaped}"`);
    assert.ok(rewritten.length > plain.length + 20);
    const sizes = (log: string) => {
      const { items, unread } = foldLog(Buffer.from(log));
      return { unread, whole: items.wholeBytes, content: items.contentBytes };
    };
    assert.deepEqual(sizes(rewritten), sizes(plain));
    assert.equal(sizes(rewritten).content[0], 11 + 2 + 2 + 2 + 3 + 4 + 2 + 2 + 6 + 1);
  });

  it("measures each item as the agent does", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), (items) => {
        const log = new LogBuilder().start(items.slice(0, 2));
        for (const each of items.slice(2)) log.item(each);
        const segment = foldLog(log.bytes());
        assert.deepEqual(segment.unread, []);
        assert.deepEqual(
          Array.from(segment.items.wholeBytes, BigInt),
          items.map((each) => twinItemBytes(each)),
        );
        assert.deepEqual(
          Array.from(segment.items.contentBytes, BigInt),
          items.map((_, index) => twinRemovedBytes(items, [index])),
        );
      }),
      { numRuns: 2000, seed: 20260821 },
    );
  });
});
