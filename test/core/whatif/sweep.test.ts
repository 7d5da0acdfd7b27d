import assert from "node:assert/strict";
import { policies } from "../../../src/core/whatif/policies/all";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { prepareResimulation } from "../../../src/core/whatif/resimulate";
import { summarise } from "../../../src/core/whatif/summarise";
import { bestPoint, isLeftAside, sweep, sweepMap } from "../../../src/core/whatif/sweep";
import { runToEnd } from "../../../src/core/work";
import { resimulated } from "./pairs";
import { syntheticSession } from "./syntheticSession";

describe("what-if: sweep", () => {
  const options = {
    policies,
    prices: defaultPrices,
    protectedTokens: 8000,
    minSavings: 4096,
  };

  it("tries each policy along the tokens it protects, the given setting among them", async () => {
    const resimulation = await resimulated("thinking-default");
    const shares: number[] = [];
    const work = sweep(resimulation, options);
    let next = work.next();
    for (; next.done !== true; next = work.next()) shares.push(next.value);
    assert.deepEqual(
      shares,
      shares.slice().sort((a, b) => a - b),
    );
    assert.equal(shares[shares.length - 1], 1);
    const { curves } = next.value;
    assert.deepEqual(
      curves.map(({ policy }) => policy),
      policies.map(({ id }) => id),
    );
    const [first] = curves;
    const given = first?.points.find(({ values }) => values[0] === 8000);
    const outcome = resimulation.underSettings({ protectedTokens: 8000, minSavings: 4096 });
    const { replay } = resimulation.scenario;
    assert.equal(given?.summary.cost, summarise(outcome, replay).cost);
    assert.ok(
      curves.every(({ points, parameter }) => points.length > 1 === (parameter !== undefined)),
    );
  });

  it("ends at the first round number past the longest prompt, where yoi's rule does nothing", async () => {
    for (const name of ["thinking-default", "failures", "many-default"]) {
      const resimulation = await resimulated(name);
      const { curves } = runToEnd(sweep(resimulation, options));
      const tried = curves.find(({ policy }) => policy === "yoi")?.points ?? [];
      const peak = curves.find(({ policy }) => policy === "off")?.points[0]?.summary.prompt.peak;
      assert.ok(peak !== undefined && peak > 10_000);
      const past = tried.filter(({ values }) => (values[0] ?? 0) > peak);
      assert.equal(past.length, 1, name);
      assert.equal(past[0], tried.at(-1));
      assert.equal(past[0]?.summary.fires, 0, name);
    }
  });

  it("takes the cheapest point that shows the model every result, and says why", async () => {
    const resimulation = await resimulated("many-default");
    const { curves, best } = runToEnd(sweep(resimulation, options));
    assert.ok(best !== undefined);
    const points = curves.flatMap((curve) => curve.points);
    const seen = points.filter(({ summary }) => summary.resultsNeverSeen === 0);
    assert.equal(best.point.summary.cost, Math.min(...seen.map(({ summary }) => summary.cost)));
    const cheaper = points.filter(({ summary }) => summary.cost < best.point.summary.cost);
    assert.ok(cheaper.length > 0);
    assert.equal(best.cheaperLeftAside, cheaper.length, "each cheaper point was left aside");
    assert.match(best.reason, /less than the recorded run/);
    assert.ok(best.point.summary.cost < best.recorded.cost);
  });

  it("leaves aside only what hides more than the recorded run did, on the map too", async () => {
    for (const name of ["many-default", "many-eager", "first"]) {
      const resimulation = await resimulated(name);
      const { curves, best } = runToEnd(sweep(resimulation, options));
      const { points } = runToEnd(sweepMap(resimulation, options));
      const recorded = best?.recorded.resultsNeverSeen ?? NaN;
      for (const point of [...curves.flatMap((curve) => curve.points), ...points]) {
        assert.ok(point.newlyHidden >= 0);
        assert.equal(isLeftAside(point), point.summary.resultsNeverSeen > recorded, name);
        if (isLeftAside(point))
          assert.equal(point.newlyHidden, point.summary.resultsNeverSeen - recorded);
      }
    }
  });

  it("has no best point where no cost is known", () => {
    const { session, replay } = syntheticSession({
      requests: 0,
      settings: undefined,
      seed: 1,
      deviation: 0,
    });
    const resimulation = runToEnd(prepareResimulation(session, replay));
    assert.equal(bestPoint(resimulation, [], options), undefined);
  });

  it("maps both settings, row by row", async () => {
    const resimulation = await resimulated("first");
    const map = runToEnd(sweepMap(resimulation, options));
    assert.equal(map.points.length, map.protectedTokens.length * map.minSavings.length);
    for (const [at, { values }] of map.points.entries()) {
      assert.equal(values[0], map.protectedTokens[at % map.protectedTokens.length]);
      assert.equal(values[1], map.minSavings[Math.floor(at / map.protectedTokens.length)]);
    }
    const generator = sweepMap(resimulation, options);
    generator.next();
    assert.equal(generator.return({ protectedTokens: [], minSavings: [], points: [] }).done, true);
  });
});
