import assert from "node:assert/strict";
import fc from "fast-check";
import { InternedNames } from "../../../src/core/session/columns";
import { EvaluationTable, JoinTable, RequestTable } from "../../../src/core/session/recordedRows";
import { roomWithin } from "../../../src/core/session/rowTable";
import {
  byteOffset,
  epochMs,
  itemCount,
  lineNumber,
  tokens,
  type Tokens,
} from "../../../src/core/units";

const twice = (length: number) => 2 * length;
/** Also beyond what 32 bits hold, and beyond what columns of 32 bits would keep exactly. */
const count = fc.oneof(fc.nat(5), fc.nat(), fc.constantFrom(2 ** 31, 2 ** 32, 2 ** 53 - 1));
const plainly = { noNullPrototype: true };
const maybe = fc.option(count, { nil: undefined });
const place = fc.record(
  {
    line: fc.nat().map(lineNumber),
    offset: count.map(byteOffset),
    byteLength: fc.nat(),
  },
  plainly,
);
const maybeTokens = maybe.map((value): Tokens | undefined =>
  value === undefined ? undefined : tokens(value),
);
const id = fc.oneof(fc.constantFrom("", "a", "b", "é"), fc.uuid());
const request = fc.record(
  {
    place,
    ts: count.map(epochMs),
    run: fc.nat(),
    historyLength: count.map(itemCount),
    inputTokens: count.map(tokens),
    cacheReadTokens: maybeTokens,
    cacheWriteTokens: maybeTokens,
    outputTokens: maybeTokens,
  },
  plainly,
);
const evaluation = fc.record(
  {
    place,
    ts: count.map(epochMs),
    run: fc.nat(),
    decision: fc.constantFrom("fired", "no_candidates", "below_min_savings"),
    candidateCount: maybe,
    protectedStart: maybe,
    estimatedSavingsTokens: fc.oneof(maybe, fc.constantFrom(0.25, -3, Infinity)),
    correlationId: fc.option(id, { nil: undefined }),
    borderTurn: maybe,
  },
  plainly,
);
const join = fc.record(
  {
    place,
    correlationId: id,
    cacheReadTokens: maybe,
    cacheWriteTokens: maybe,
    historyLength: maybe,
    request: fc.integer({ min: -1 }),
  },
  plainly,
);
/** More than there is room for at first. */
const many = { minLength: 60, maxLength: 150 };

describe("what was recorded, as columns", () => {
  it("is given back as it was put in, and later rows do not show in it", () => {
    fc.assert(
      fc.property(
        fc.array(request, many),
        fc.array(evaluation, many),
        fc.array(join, many),
        fc.nat(60),
        (requests, evaluations, joins, cut) => {
          const ids = new InternedNames();
          const tables = [
            { table: new RequestTable(twice), rows: requests },
            { table: new EvaluationTable(twice, ids), rows: evaluations },
            { table: new JoinTable(twice, ids), rows: joins },
          ] as const;
          for (const { table, rows } of tables) {
            const push = (row: (typeof rows)[number]) => {
              if (table instanceof RequestTable && "inputTokens" in row) table.push(row);
              if (table instanceof EvaluationTable && "decision" in row) table.push(row);
              if (table instanceof JoinTable && "request" in row) table.push(row);
            };
            rows.slice(0, cut).forEach(push);
            const early = table.rows();
            rows.slice(cut).forEach(push);
            assert.deepEqual([...early], rows.slice(0, cut));
            assert.deepEqual([...table.rows()], rows);
          }
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

describe("room for what a file has", () => {
  it("is always more than there was, and by what was read of the file", () => {
    assert.equal(roomWithin(64, 0, 0), 128);
    assert.equal(roomWithin(5000, 900, 900), 10_000);
    assert.equal(roomWithin(10_000, 1000, 10_000), 125_000);
    assert.equal(roomWithin(10_000, 9900, 10_000), 20_000);
  });

  it("is bounded where one line at the beginning holds much of a large file", () => {
    assert.ok(roomWithin(5000, 0, 2 ** 40) < 2 ** 21);
    assert.ok(roomWithin(3_000_000, 1, 2 ** 40) <= 6_000_000);
  });
});
