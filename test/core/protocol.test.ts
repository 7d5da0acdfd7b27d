import assert from "node:assert/strict";
import fc from "fast-check";
import { parseToHost, parseToPage, type ToHost, type ToPage } from "../../src/core/protocol";
import { Mismatch } from "../../src/core/shape";

const toHost: readonly ToHost[] = [
  { type: "ready" },
  { type: "itemTexts", id: 1, segment: 0, items: [1, 2] },
  { type: "showRecord", segment: 0, line: 12 },
  { type: "compare", request: 3 },
  { type: "copy", text: "{}", what: "request 4" },
  {
    type: "painted",
    generation: 1,
    figures: { requests: 1, fires: 2, skips: 3, evaluations: 5, exact: 4 },
  },
  { type: "search", id: 1, text: "needle", scope: "everything" },
  { type: "cancelSearch", id: 1 },
  { type: "error", message: "something" },
];

const toPage: readonly ToPage[] = [
  { type: "welcome", name: "a", abilities: ["compare"], restore: undefined, prices: undefined },
  {
    type: "welcome",
    name: "a",
    abilities: [],
    restore: "r",
    prices: { cacheRead: 0.1, cacheWrite: 1.25, cacheMinutes: 5 },
  },
  { type: "loading", detail: "reading", done: 0.5 },
  { type: "loading", detail: "reading", done: undefined },
  {
    type: "columns",
    generation: 1,
    parts: [{ array: 0, first: 0, data: new ArrayBuffer(8) }],
  },
  { type: "loaded", generation: 1 },
  { type: "failed", message: "no", detail: "" },
  { type: "itemTexts", id: 1, texts: [{ segment: 0, item: 1, brief: "b" }] },
  { type: "searching", id: 1, done: 0.5 },
  {
    type: "matches",
    id: 1,
    segments: new ArrayBuffer(4),
    items: new ArrayBuffer(4),
    cut: false,
    unread: 0,
    problem: undefined,
  },
  { type: "reveal", request: 0 },
];

describe("messages", () => {
  for (const message of toHost)
    it(`to the host: ${message.type} arrives as it was sent, and with nothing added`, () => {
      assert.deepEqual(parseToHost({ ...message, more: 1 }), message);
    });

  for (const message of toPage)
    it(`to the page: ${message.type} arrives as it was sent, and with nothing added`, () => {
      assert.deepEqual(parseToPage({ ...message, more: 1 }), message);
    });

  const optional = new Set(["done", "restore", "prices"]);
  /** Every message without one field that it must have, and with one field of another kind. */
  const damaged = [...toHost, ...toPage].flatMap((message) =>
    Object.entries(message)
      .filter(([, value]) => value !== undefined)
      .flatMap(([field]) => [
        ...(optional.has(field)
          ? []
          : [Object.fromEntries(Object.entries(message).filter(([name]) => name !== field))]),
        { ...message, [field]: [{ other: Symbol("kind") }] },
      ]),
  );
  it("refuse a missing field and one of another kind", () => {
    for (const message of damaged)
      assert.ok(
        parseToHost(message) instanceof Mismatch && parseToPage(message) instanceof Mismatch,
        JSON.stringify(message),
      );
  });

  it("refuse what only looks like a number", () => {
    for (const line of [-1, 0.5, NaN, "1", 2 ** 60])
      assert.ok(parseToHost({ type: "showRecord", segment: 0, line }) instanceof Mismatch);
    const part = { array: 0, first: 0, data: new Uint8Array(8) };
    assert.ok(parseToPage({ type: "columns", generation: 1, parts: [part] }) instanceof Mismatch);
  });

  it("never throw, whatever arrives", () => {
    const types = [...toHost, ...toPage].map(({ type }) => type);
    const arbitrary = fc.oneof(
      fc.anything(),
      fc
        .tuple(fc.constantFrom(...types, "outline"), fc.dictionary(fc.string(), fc.anything()))
        .map(([type, rest]) => ({ ...rest, type })),
    );
    fc.assert(
      fc.property(arbitrary, (value) => {
        parseToHost(value);
        parseToPage(value);
      }),
    );
  });
});
