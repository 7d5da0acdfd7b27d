import assert from "node:assert/strict";
import { bestCell, layoutMap, mapLevels, nearestCell } from "../../../src/core/lab/mapChart";
import type { RunSummary } from "../../../src/core/whatif/summarise";
import type { SweepMap } from "../../../src/core/whatif/sweep";

const summary: RunSummary = {
  requests: 4,
  fires: 0,
  noCandidates: 0,
  belowMinSavings: 0,
  requestsLeavingOut: 0,
  setChanges: 0,
  requestsSendingAgain: 0,
  resultsSentAgain: 0,
  resultsNeverSeen: 0,
  tokensLeftOut: undefined,
  tokensSentAgain: undefined,
  prompt: { known: 4, total: 10, mean: 2.5, peak: 4 },
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cost: 0,
  requestsWithCost: 4,
  uncertain: 0,
};

/** Two rows of min savings over three columns of protected tokens. */
function mapOf(of: readonly Partial<RunSummary>[]): SweepMap {
  const protectedTokens = [0, 1000, 8000];
  const minSavings = [0, 4096];
  return {
    protectedTokens,
    minSavings,
    points: of.map((change, at) => ({
      policy: "yoi",
      values: [protectedTokens[at % 3] ?? NaN, minSavings[Math.floor(at / 3)] ?? NaN],
      summary: { ...summary, ...change },
      newlyHidden: 0,
    })),
  };
}

describe("the map's layout", () => {
  it("has the greatest min savings on top, and levels on a logarithmic scale", () => {
    const costs = [1, 10, 100, 1000, 10_000, 100_000];
    const chart = layoutMap(mapOf(costs.map((cost) => ({ cost }))), "cost");
    assert.deepEqual(chart.minSavings, [4096, 0]);
    assert.deepEqual(
      chart.rows.map((row) => row.map(({ figure }) => figure)),
      [
        [1000, 10_000, 100_000],
        [1, 10, 100],
      ],
    );
    assert.deepEqual(chart.range, { least: 1, greatest: 100_000 });
    assert.deepEqual(
      chart.rows.map((row) => row.map(({ level }) => level)),
      [
        [6, 8, mapLevels - 1],
        [0, 2, 4],
      ],
    );
    for (const [row, cells] of chart.rows.entries())
      for (const { point } of cells) assert.equal(point.values[1], chart.minSavings[row]);
  });

  it("is linear from 0, and flat where all is one", () => {
    const fires = layoutMap(mapOf([0, 1, 2, 3, 4, 5].map((count) => ({ fires: count }))), "fires");
    assert.deepEqual(
      fires.rows.map((row) => row.map(({ level }) => level)),
      [
        [6, 8, 9],
        [0, 2, 4],
      ],
    );
    const flat = layoutMap(mapOf(new Array(6).fill({ fires: 7 })), "fires");
    assert.ok(flat.rows.flat().every(({ level }) => level === 0));
  });

  it("gives no level where a figure is not known, and no range where none is", () => {
    const chart = layoutMap(
      mapOf([0, 1, 2, 3, 4, 5].map((at) => (at === 0 ? { requestsWithCost: 0 } : { cost: at }))),
      "cost",
    );
    assert.equal(chart.rows[1]?.[0]?.level, undefined);
    assert.deepEqual(chart.range, { least: 1, greatest: 5 });
    const none = layoutMap(mapOf(new Array(6).fill({ requestsWithCost: 0 })), "cost");
    assert.equal(none.range, undefined);
    assert.ok(none.rows.flat().every(({ level }) => level === undefined));
  });

  it("has its best cell where the cost is least, whatever is drawn and however little costs what is left aside", () => {
    const usual = { protectedTokens: 0, minSavings: 4096 };
    const costs = [5, 3, 9, 4, 8, 7];
    const best = (map: SweepMap) => bestCell(layoutMap(map, "fires"), usual);
    const map = mapOf(costs.map((cost, fires) => ({ cost, fires })));
    assert.deepEqual(best(map), { row: 1, column: 1 });
    const points = map.points.map((point, at) => ({ ...point, newlyHidden: at === 1 ? 1 : 0 }));
    assert.deepEqual(best({ ...map, points }), { row: 0, column: 0 });
    const aside = map.points.map((point) => ({ ...point, newlyHidden: 1 }));
    assert.equal(best({ ...map, points: aside }), undefined);
    assert.equal(best(mapOf(costs.map((cost) => ({ cost, requestsWithCost: 0 })))), undefined);
  });

  it("has it, of equal cells, where the min savings are the usual ones and least is protected", () => {
    const best = (of: readonly Partial<RunSummary>[], minSavings: number) =>
      bestCell(layoutMap(mapOf(of), "cost"), { protectedTokens: 0, minSavings });
    const equal = [9, 1, 1, 9, 1, 1].map((cost) => ({ cost }));
    assert.deepEqual(best(equal, 4096), { row: 0, column: 1 });
    assert.deepEqual(best(equal, 100), { row: 1, column: 1 });
    const calmer = equal.map((change, at) => ({ ...change, setChanges: at === 2 ? 0 : 3 }));
    assert.deepEqual(best(calmer, 4096), { row: 1, column: 2 });
  });

  it("finds the cell nearest to both settings", () => {
    const chart = layoutMap(mapOf(new Array(6).fill({})), "peak");
    const cell = (protectedTokens: number, minSavings: number) =>
      nearestCell(chart, { protectedTokens, minSavings });
    assert.deepEqual(cell(1000, 4096), { row: 0, column: 1 });
    assert.deepEqual(cell(1e9, 10), { row: 1, column: 2 });
    assert.deepEqual(cell(0, 2049), { row: 0, column: 0 });
  });
});
