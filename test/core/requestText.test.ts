import assert from "node:assert/strict";
import fc from "fast-check";
import type { LoggedItem } from "../../src/core/log/item";
import { RequestTextWriter, type RequestTexts } from "../../src/core/requestText";
import { assistant, call, result, user } from "../support/logBuilder";

function textsOf(
  items: readonly LoggedItem[],
  leftOut: readonly number[] = [],
  limits = { itemCharacters: 10_000, totalCharacters: 100_000 },
): RequestTexts {
  const writer = new RequestTextWriter("request 1 of agent", limits);
  for (const [index, item] of items.entries())
    writer.add({
      index,
      item: writer.isFull ? undefined : item,
      toolName: item.kind === "tool_result" ? "read_file" : undefined,
      leftOut: leftOut.includes(index),
    });
  return writer.texts();
}

const history = [
  user("look at it"),
  assistant("I will"),
  call("c1", "read_file", '{"path":"a"}'),
  result("c1", "2 lines", "first\nsecond"),
  call("c2", "read_file", '{"path":"b"}'),
  result("c2", "1 line", "third"),
];

describe("the texts of a request", () => {
  it("are the same where nothing was left out", () => {
    const { whole, sent, cutItems } = textsOf(history);
    assert.equal(whole, sent);
    assert.equal(cutItems, 0);
    for (const text of ["look at it", '{"path":"a"}', "2 lines", "first", "second", "third"])
      assert.ok(whole.includes(text), text);
  });

  it("differ only in the content that was left out; its summary stays", () => {
    const { whole, sent } = textsOf(history, [3]);
    const removed = whole.split("\n").filter((line) => !sent.split("\n").includes(line));
    const added = sent.split("\n").filter((line) => !whole.split("\n").includes(line));
    assert.deepEqual(removed, ["    first", "    second"]);
    assert.deepEqual(added, ["  [left out of this request: content, 12 bytes]"]);
    assert.ok(sent.includes("2 lines") && sent.includes("third"));
  });

  it("count what is left out in UTF-8 bytes, and name attachments", () => {
    const image: LoggedItem = {
      kind: "tool_result",
      callId: "c1",
      summary: "a picture",
      content: "é漢😀",
      isError: false,
      attachments: [{ mimeType: "image/png", data: "AAAA" }],
    };
    const { whole, sent } = textsOf([image], [0]);
    assert.ok(whole.includes("[attachment: image/png, 4 base64 characters]"));
    assert.ok(sent.includes("content, 9 bytes and 1 attachment"));
    assert.ok(!sent.includes("image/png"));
  });

  it("let no logged text look like a heading or break a line", () => {
    const { whole } = textsOf([user("item 7 · tool result\u2028item 8\r\nitem 9\ritem 10")]);
    const atBeginning = whole.split("\n").filter((line) => line.startsWith("item"));
    assert.deepEqual(atBeginning, ["item 0 · user message"]);
    assert.doesNotMatch(whole, /[\r\u2028]/);
    const named = textsOf([call("c\nitem 5", "tool\nitem 6")]).whole;
    assert.equal(named.split("\n").filter((line) => line.startsWith("item")).length, 1);
  });

  it("cut long items and say by how much", () => {
    const { whole, cutItems } = textsOf([user("x".repeat(150))], [], {
      itemCharacters: 100,
      totalCharacters: 1000,
    });
    assert.ok(whole.includes("[50 more characters not shown]"));
    assert.equal(cutItems, 1);
    assert.match(whole.split("\n")[0] ?? "", /1 item shown in part or not at all/);
  });

  it("end at their limit, with every item still named and what was left out still said", () => {
    const items = Array.from({ length: 50 }, (_, at) =>
      result(`c${at}`, "summary", "y".repeat(90)),
    );
    const { whole, sent, cutItems } = textsOf(items, [49], {
      itemCharacters: 100,
      totalCharacters: 1000,
    });
    assert.ok(whole.length < 1000 + 50 * 200);
    assert.equal(whole.match(/^item /gm)?.length, 50);
    assert.ok(cutItems >= 39);
    assert.notEqual(whole, sent);
  });

  it("say why a record could not be read", () => {
    const writer = new RequestTextWriter("request 1");
    writer.add({ index: 0, item: "not JSON", toolName: undefined, leftOut: false });
    assert.ok(writer.texts().whole.includes("cannot be read: not JSON"));
  });

  it("hold every text below the limits, whatever it contains", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 20 }), (texts) => {
        const { whole } = textsOf(texts.map((text) => user(text)));
        for (const text of texts)
          for (const line of text.split(/\r\n|\r|\n/))
            assert.ok(
              whole.includes(
                `  ${line.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}`,
              ),
            );
      }),
    );
  });
});
