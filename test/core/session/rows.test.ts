import assert from "node:assert/strict";
import fc from "fast-check";
import { commonRows, MadeRows, rowAt } from "../../../src/core/session/rows";

interface Row {
  readonly value: number;
}

const table = {};
const made = (values: readonly number[], of: object = table) =>
  new MadeRows<Row>(of, values.length, (at) => ({ value: values[at] ?? NaN }));
const position = fc.integer({ min: -8, max: 8 });

describe("rows that are made when they are asked for", () => {
  it("are what an array of them is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { maxLength: 6 }),
        fc.option(position, { nil: undefined }),
        fc.option(position, { nil: undefined }),
        (values, from, to) => {
          const rows = made(values);
          const array: readonly Row[] = values.map((value) => ({ value }));
          const isTwo = ({ value }: Row) => value === 2;
          const isOwn = ({ value }: Row, at: number) => value === at;
          const sum = ({ value }: Row, at: number) => value + at;
          assert.equal(rows.length, array.length);
          assert.deepEqual([...rows], array);
          assert.deepEqual([...rows.entries()], [...array.entries()]);
          assert.deepEqual(rows.slice(from, to), array.slice(from, to));
          assert.deepEqual(rows.at(from ?? 0), array.at(from ?? 0));
          assert.deepEqual(rows.map(sum), array.map(sum));
          assert.deepEqual(rows.filter(isOwn), array.filter(isOwn));
          assert.deepEqual(rows.find(isTwo), array.find(isTwo));
          assert.equal(rows.findIndex(isOwn), array.findIndex(isOwn));
          assert.equal(rows.some(isTwo), array.some(isTwo));
          assert.deepEqual(rowAt(rows, from), from === undefined ? undefined : array[from]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("have in common what two states of one table have, and nothing with another table", () => {
    const [before, now] = [made([1, 2]), made([1, 2, 3])];
    assert.equal(commonRows(before, now), 2);
    assert.equal(commonRows(now, before), 2);
    const other = made([1, 2, 3], {});
    assert.equal(commonRows(before, other), 0);
  });

  it("are the same in arrays where the objects are", () => {
    const [a, b] = [{ value: 1 }, { value: 2 }];
    assert.equal(commonRows([a, b], [a, b, a]), 2);
    assert.equal(commonRows([a, b], [a, { value: 2 }]), 1);
  });
});
