import assert from "node:assert/strict";
import { parseToCompareHost } from "../../../src/core/compare/messages";
import { Mismatch } from "../../../src/core/shape";

describe("messages of the comparing page", () => {
  it("ask for a search on one side, and end it there", () => {
    for (const message of [
      { type: "search", side: "b", id: 3, text: "parser", scope: "everything" },
      { type: "search", side: "a", id: 0, text: "", scope: "arguments" },
      { type: "cancelSearch", side: "b", id: 3 },
    ])
      assert.deepEqual(parseToCompareHost(message), message);
  });

  it("are refused where side, number or scope is none", () => {
    for (const message of [
      { type: "search", id: 3, text: "parser", scope: "everything" },
      { type: "search", side: "c", id: 3, text: "parser", scope: "everything" },
      { type: "search", side: "a", id: -1, text: "parser", scope: "everything" },
      { type: "search", side: "a", id: 3, text: 7, scope: "everything" },
      { type: "search", side: "a", id: 3, text: "parser", scope: "tools" },
      { type: "cancelSearch", id: 3 },
    ])
      assert.ok(parseToCompareHost(message) instanceof Mismatch, JSON.stringify(message));
  });
});
