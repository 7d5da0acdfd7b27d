import assert from "node:assert/strict";
import fc from "fast-check";
import { TableReader, type KeptElements } from "../../../src/core/wire/tableReader";

/** Names as a session of many segments has them: some are the beginnings of others, in any order. */
const names = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom(
        "1.",
        "2.",
        "10.",
        "11.",
        "requests.",
        "requests.pruned1",
        "requests.pruned10",
      ),
      fc.constantFrom("", "a", "b", "ab", "a.listed"),
    )
    .map((parts) => parts.join("")),
  { minLength: 1, maxLength: 30 },
);

describe("the rows of a table that are those of the state before", () => {
  it("are those that no column of the table denies, whatever other tables there are", () => {
    fc.assert(
      fc.property(
        names,
        fc.array(fc.nat(5), { minLength: 30, maxLength: 30 }),
        fc.constantFrom("1.", "1", "10.", "requests.", "requests.pruned1", "none"),
        fc.nat(6),
        (columns, kept, prefix, before) => {
          const arrays = new Map(columns.map((name) => [name, new Float64Array(5)]));
          const keeps = new Map(
            columns.map((name, at): [string, KeptElements] => [
              name,
              { keep: kept[at] ?? 0, all: kept[at] === 5 },
            ]),
          );
          const isColumn = (name: string) => !name.endsWith("b");
          const expected = columns
            .filter((name) => name.startsWith(prefix) && isColumn(name))
            .reduce((least, name) => Math.min(least, keeps.get(name)?.keep ?? 0), before);
          const rows = Array.from({ length: before }, () => undefined);
          const reader = new TableReader(arrays, keeps);
          assert.equal(reader.sameRows(prefix, rows, isColumn), expected);
        },
      ),
    );
  });
});
