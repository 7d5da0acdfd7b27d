import assert from "node:assert/strict";
import type { Contents } from "../../../src/core/whatif/fit/contents";
import { measuredRequests, type Equations } from "../../../src/core/whatif/fit/equations";
import { fitContents, type ContentFit } from "../../../src/core/whatif/fit/fit";
import { commonDeviation, commonMean, type Spread } from "../../../src/core/whatif/fit/prior";
import { occurrences } from "../../../src/core/whatif/fit/ranges";
import type { Segment } from "../../../src/core/session/segment";
import { rowAt } from "../../../src/core/session/rows";
import { itemCount, tokens } from "../../../src/core/units";
import { makeScenario } from "../../../src/core/whatif/scenario";
import { fixtureNames } from "../../support/fixtures";
import { openFixture, type OpenedFixture } from "../../support/openFixture";
import { runToEnd } from "../../../src/core/work";
import { syntheticSession, type SyntheticSession } from "./syntheticSession";

function fitted({ session, replay }: Pick<OpenedFixture, "session" | "replay">, samples = 4) {
  const scenario = makeScenario(session, replay);
  const fit = runToEnd(
    fitContents(session, replay, scenario.requests, scenario.leftOut, { samples, seed: 7 }),
  );
  return { scenario, fit };
}

describe("what-if: the tokens of content", () => {
  it("are what the same Gaussian gives, written out densely over all contents", () => {
    for (const settings of [{ protectedTokens: 3000, minSavings: 500 }, undefined]) {
      const synthetic = syntheticSession({ requests: 24, settings, seed: 5, deviation: 0.1 });
      const { fit } = fitted(synthetic);
      const expected = denseMean(fit.equations, fit.contents, fit.spread);
      for (const [content, tokens] of expected.entries())
        assert.ok(
          Math.abs((fit.mean[content] ?? 0) - tokens) < 0.05 + 0.001 * tokens,
          `content ${content}: ${String(fit.mean[content])} and ${tokens}`,
        );
    }
  });

  for (const name of ["forked", "new-forked", "restarted-forked", "thinking-wide", "compacted"]) {
    it(`${name}: and so they are for a real session`, async () => {
      const { fit } = fitted(await openFixture(name), 0);
      const expected = denseMean(fit.equations, fit.contents, fit.spread);
      for (const [content, tokens] of expected.entries())
        assert.ok(
          Math.abs((fit.mean[content] ?? 0) - tokens) < 0.2 + 0.001 * tokens,
          `content ${content}: ${String(fit.mean[content])} and ${tokens}`,
        );
    });
  }

  it("and where a fork branches off in the middle of what one request brought", () => {
    const parent = syntheticSession({ requests: 14, settings: undefined, seed: 5, deviation: 0.1 });
    const other = syntheticSession({ requests: 24, settings: undefined, seed: 6, deviation: 0.1 });
    const forked = forkedSession(parent, other);
    const { fit } = fitted(forked, 0);
    assert.ok(fit.contents.branches[1] !== undefined);
    assert.ok(fit.contents.count < 2 * parent.contentTokens.length + other.contentTokens.length);
    const expected = denseMean(fit.equations, fit.contents, fit.spread);
    for (const [content, tokens] of expected.entries())
      assert.ok(
        Math.abs((fit.mean[content] ?? 0) - tokens) < 0.2 + 0.001 * tokens,
        `content ${content}: ${String(fit.mean[content])} and ${tokens}`,
      );
  });

  it("come close to the true ones where pruning takes content away and brings it back", () => {
    const synthetic = syntheticSession({
      requests: 400,
      settings: { protectedTokens: 4000, minSavings: 1000 },
      seed: 11,
      deviation: 0.1,
    });
    const { fit } = fitted(synthetic);
    const missing = (tokens: Float64Array) =>
      Float64Array.from(
        tokens,
        (value, content) => value - (synthetic.contentTokens[content] ?? 0),
      );
    const single = (tokens: Float64Array) => Math.sqrt(meanSquare(Array.from(missing(tokens))));
    const summed = (tokens: Float64Array) => {
      let sum = 0;
      return Math.max(...missing(tokens).map((value) => Math.abs((sum += value))));
    };
    assert.ok(single(fit.mean) < 0.9 * single(fit.contents.textWeight));
    assert.ok(summed(fit.mean) < 0.2 * summed(fit.contents.textWeight));
    assert.ok(fit.spread.text > 0.05 && fit.spread.text < 0.2, `spread ${fit.spread.text}`);
  });

  it("are known as well as the samples say", () => {
    const { fit, scenario } = fitted(
      syntheticSession({ requests: 300, settings: undefined, seed: 2, deviation: 0.08 }),
      40,
    );
    const { contentTokens } = syntheticSession({
      requests: 300,
      settings: undefined,
      seed: 2,
      deviation: 0.08,
    });
    assert.ok(scenario.count === 300);
    const score = meanSquare(
      Array.from(fit.mean, (mean, content) => {
        const deviation = Math.sqrt(
          meanSquare(fit.samples.map((sample) => (sample[content] ?? 0) - mean)),
        );
        return ((contentTokens[content] ?? 0) - mean) / Math.max(deviation, 0.5);
      }),
    );
    assert.ok(score > 0.5 && score < 2, `mean square of the standardised error ${score}`);
  });

  for (const name of fixtureNames()) {
    it(`${name}: what each measured request sent adds up to its measurement`, async () => {
      const opened = await openFixture(name);
      const { fit, scenario } = fitted(opened, 0);
      const { session, replay } = opened;
      const { requests, leftOut } = scenario;
      const measured = runToEnd(measuredRequests(session, replay, requests, leftOut));
      for (const request of measured) {
        const tokens = fit.segments[request.segment];
        assert.ok(tokens !== undefined);
        const left = new Set(replay.requests[request.request]?.pruned);
        let sum = tokens.overheadTokens;
        for (let item = 0; item < request.historyLength; item++)
          sum +=
            (tokens.rest[item] ?? 0) +
            ([...left].some((index) => Number(index) === item) ? 0 : (tokens.content[item] ?? 0));
        assert.ok(
          Math.abs(sum - request.tokens) <= 12 + 0.001 * request.tokens,
          `request ${request.request}: ${sum} and ${request.tokens}`,
        );
      }
    });
  }

  it("are the same for the same seed, and others for another", () => {
    const synthetic = syntheticSession({
      requests: 30,
      settings: undefined,
      seed: 1,
      deviation: 0.1,
    });
    const { scenario } = fitted(synthetic, 0);
    const sample = (seed: number) =>
      runToEnd(
        fitContents(synthetic.session, synthetic.replay, scenario.requests, scenario.leftOut, {
          samples: 1,
          seed,
        }),
      ).samples[0];
    assert.deepEqual(sample(3), sample(3));
    assert.notDeepEqual(sample(3), sample(4));
  });

  it("yields progress that never falls, and can be dropped", () => {
    const { session, replay } = syntheticSession({
      requests: 200,
      settings: { protectedTokens: 3000, minSavings: 500 },
      seed: 1,
      deviation: 0.1,
    });
    const scenario = makeScenario(session, replay);
    const work = fitContents(session, replay, scenario.requests, scenario.leftOut);
    const shares: number[] = [];
    for (let next = work.next(); next.done !== true; next = work.next()) shares.push(next.value);
    assert.ok(shares.length > 20 && shares.every((share) => share >= 0 && share <= 1));
    assert.deepEqual(
      shares,
      shares.slice().sort((a, b) => a - b),
    );
    const dropped = fitContents(session, replay, scenario.requests, scenario.leftOut);
    dropped.next();
    assert.equal(dropped.return(undefined as unknown as ContentFit).done, true);
  });
});

/**
 * A second segment that takes over all of the parent's items but the last result, and goes on with those of another
 * session; its measurements are the parent's last one and the other's growth.
 */
function forkedSession(parent: SyntheticSession, other: SyntheticSession) {
  const [first] = parent.session.segments;
  const [second] = other.session.segments;
  const [replayed] = parent.replay.segments;
  assert.ok(first !== undefined && second !== undefined && replayed !== undefined);
  const taken = first.items.length - 1;
  const joined = (a: ArrayLike<number>, b: ArrayLike<number>) => [
    ...Array.from(a).slice(0, taken),
    ...Array.from(b),
  ];
  const [mine, theirs] = [first.items, second.items];
  const items = {
    ...mine,
    length: taken + theirs.length,
    kind: Uint8Array.from(joined(mine.kind, theirs.kind)),
    wholeBytes: Uint32Array.from(joined(mine.wholeBytes, theirs.wholeBytes)),
    contentBytes: Uint32Array.from(joined(mine.contentBytes, theirs.contentBytes)),
    attachmentBytes: Uint32Array.from(joined(mine.attachmentBytes, theirs.attachmentBytes)),
    projectable: Uint8Array.from(joined(mine.projectable, theirs.projectable)),
    tool: Int32Array.from(joined(mine.tool, theirs.tool)),
    restWeight: Float32Array.from(joined(mine.restWeight, theirs.restWeight)),
    contentWeight: Float32Array.from(joined(mine.contentWeight, theirs.contentWeight)),
    attachmentWeight: Float32Array.from(joined(mine.attachmentWeight, theirs.attachmentWeight)),
  };
  const base = rowAt(first.requests, first.requests.length - 1)?.inputTokens ?? 0;
  // The first one measured holds results of the fork's own already.
  const requests = second.requests.slice(1).map((request) => ({
    ...request,
    historyLength: itemCount(taken + request.historyLength),
    inputTokens: tokens(base + request.inputTokens),
  }));
  const fork: Segment = {
    ...second,
    id: "fork",
    origin: { kind: "forked", segmentId: first.id, atTurnIndex: undefined },
    openingItems: itemCount(taken),
    items,
    requests,
  };
  return {
    session: { ...parent.session, segments: [first, fork] },
    replay: {
      ...parent.replay,
      segments: [replayed, { ...replayed, evaluations: [] }],
      requests: [
        ...parent.replay.requests,
        ...other.replay.requests.slice(1).map((request, measured) => ({
          ...request,
          segment: 1,
          measured,
          historyLength: taken + request.historyLength,
        })),
      ],
    },
  };
}

function meanSquare(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

/**
 * The posterior mean by the textbook: all contents and common unknowns in one prior covariance, all equations at once.
 */
function denseMean(equations: Equations, contents: Contents, spread: Spread): readonly number[] {
  const common = commonMean.length + contents.toolCount;
  const size = contents.count + common;
  const priorMean = [
    ...new Array<number>(contents.count).fill(0),
    ...commonMean,
    ...new Array<number>(contents.toolCount).fill(0),
  ];
  const variance = [
    ...Array.from(
      contents.textWeight,
      (weight, id) =>
        (spread.text * weight) ** 2 +
        spread.grain ** 2 * weight +
        (spread.image * (contents.imageWeight[id] ?? 0)) ** 2,
    ),
    ...Array.from(commonDeviation, (deviation) => deviation ** 2),
    ...new Array<number>(contents.toolCount).fill(spread.tool ** 2),
  ];
  const ofContent = (id: number): number[] => {
    const row = new Array<number>(size).fill(0);
    row[id] = 1;
    row[contents.count] = contents.textWeight[id] ?? 0;
    row[contents.count + 1] = contents.textWeight[id] ?? 0;
    row[contents.count + 2] = contents.imageWeight[id] ?? 0;
    row[contents.count + commonMean.length + (contents.tool[id] ?? 0)] =
      contents.textWeight[id] ?? 0;
    return row;
  };
  const rows = Array.from({ length: equations.count }, (_, equation) => {
    const row = new Array<number>(size).fill(0);
    occurrences(equations, contents, equation, (id, times) => {
      for (const [at, value] of ofContent(id).entries()) row[at] = (row[at] ?? 0) + times * value;
    });
    const own = [
      equations.restWeight,
      undefined,
      undefined,
      equations.reasoningWeight,
      equations.messages,
      equations.calls,
      equations.results,
    ];
    for (const [kind, column] of own.entries())
      row[contents.count + kind] = (row[contents.count + kind] ?? 0) + (column?.[equation] ?? 0);
    return row;
  });
  const noise = Array.from(
    { length: equations.count },
    (_, equation) =>
      0.01 +
      spread.rest ** 2 * (equations.restSquares[equation] ?? 0) +
      spread.grain ** 2 * (equations.restWeight[equation] ?? 0) +
      spread.reasoning ** 2 * (equations.reasoningSquares[equation] ?? 0) +
      2 * spread.measurement ** 2,
  );
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  const scaled = rows.map((row) => row.map((value, at) => value * (variance[at] ?? 0)));
  const system = rows.map((row, at) =>
    rows.map((_, other) => dot(row, scaled[other] ?? []) + (at === other ? (noise[at] ?? 0) : 0)),
  );
  const weights = solve(
    system,
    rows.map((row, at) => (equations.difference[at] ?? 0) - dot(row, priorMean)),
  );
  const unknowns = priorMean.map((value, at) =>
    weights.reduce((sum, weight, row) => sum + weight * (scaled[row]?.[at] ?? 0), value),
  );
  return Array.from({ length: contents.count }, (_, id) =>
    Math.max(0, dot(ofContent(id), unknowns)),
  );
}

/** Gaussian elimination with row exchange. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot++) {
    rows.sort((a, b) =>
      a.slice(0, pivot).every((v) => v === 0) && b.slice(0, pivot).every((v) => v === 0)
        ? Math.abs(b[pivot] ?? 0) - Math.abs(a[pivot] ?? 0)
        : 0,
    );
    const top = rows[pivot] ?? [];
    for (let below = pivot + 1; below < size; below++) {
      const row = rows[below] ?? [];
      const factor = (row[pivot] ?? 0) / (top[pivot] ?? 1);
      for (let at = pivot; at <= size; at++) row[at] = (row[at] ?? 0) - factor * (top[at] ?? 0);
      row[pivot] = 0;
    }
  }
  const solved = new Array<number>(size).fill(0);
  for (let at = size - 1; at >= 0; at--) {
    const row = rows[at] ?? [];
    let value = row[size] ?? 0;
    for (let next = at + 1; next < size; next++) value -= (row[next] ?? 0) * (solved[next] ?? 0);
    solved[at] = value / (row[at] ?? 1);
  }
  return solved;
}
