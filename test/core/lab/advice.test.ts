import assert from "node:assert/strict";
import { advise } from "../../../src/core/lab/advice";
import { labSweep, type LabSweep } from "../../../src/core/lab/labRun";
import { defaultSettings } from "../../../src/core/prune/evaluate";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { policyById } from "../../../src/core/whatif/policies/all";
import { prepareResimulation, type Resimulation } from "../../../src/core/whatif/resimulate";
import { selfCheck, type SelfCheck } from "../../../src/core/whatif/selfCheck";
import { summarise } from "../../../src/core/whatif/summarise";
import type { SweepPoint } from "../../../src/core/whatif/sweep";
import { runToEnd } from "../../../src/core/work";
import { fixtureNames, truth } from "../../support/fixtures";
import { openFixture } from "../../support/openFixture";

interface Tried {
  readonly resimulation: Resimulation;
  readonly check: SelfCheck;
  readonly swept: LabSweep;
}

async function tried(name: string): Promise<Tried> {
  const { session, replay } = await openFixture(name);
  const resimulation = runToEnd(prepareResimulation(session, replay));
  const used = replay.segments.flatMap(({ evaluations }) => evaluations).at(-1)?.settings;
  const swept = runToEnd(labSweep(resimulation, defaultPrices, used ?? defaultSettings));
  return { resimulation, check: selfCheck(resimulation, defaultPrices), swept };
}

async function sweepOf(name: string): Promise<LabSweep> {
  return (await tried(name)).swept;
}

/** The cost of a point, simulated anew. */
function costOf(resimulation: Resimulation, { policy, values }: SweepPoint): number {
  const found = policyById(policy);
  assert.ok(found !== undefined);
  const { scenario, contentTokens } = resimulation;
  const outcome = resimulation.mostLikely(found, values);
  return summarise(outcome, scenario.replay, defaultPrices, contentTokens).cost;
}

describe("what to set instead", () => {
  for (const name of ["many-default", "forked", "compacted-midway"])
    it(`${name}: a setting of the agent's own rule that sends nothing again and costs less, with the share`, async () => {
      const swept = await sweepOf(name);
      const advice = advise(swept, undefined);
      assert.ok(advice.kind === "change");
      const { point, recorded } = advice.best;
      assert.equal(point.policy, "yoi");
      assert.equal(point.summary.resultsSentAgain, 0);
      assert.equal(advice.share, 1 - point.summary.cost / recorded.cost);
      assert.ok(advice.share >= 0.01);
      const curve = swept.sweep.curves.find(({ policy }) => policy === "yoi")?.points ?? [];
      for (const { summary } of curve)
        if (summary.resultsSentAgain === 0 && summary.resultsNeverSeen <= recorded.resultsNeverSeen)
          assert.ok(summary.cost >= point.summary.cost);
      if (advice.better !== undefined) {
        assert.ok(advice.better.share >= advice.share + 0.01);
        assert.notEqual(advice.better.best.point, point);
      }
    });

  for (const name of fixtureNames())
    it(`${name}: never advises what costs as much as the recorded run, and a rule of its own first`, async () => {
      const { resimulation, check, swept } = await tried(name);
      const advice = advise(swept, check);
      assert.ok(advice.kind === "change" || advice.kind === "keep");
      const yoiPoints = swept.sweep.curves.find(({ policy }) => policy === "yoi")?.points ?? [];
      const recorded = swept.sweep.best?.recorded;
      assert.ok(recorded !== undefined && yoiPoints.length > 0);
      if (advice.kind === "change") {
        assert.ok(advice.best.point.policy === "yoi" || advice.best.point.policy === "off");
        assert.ok(costOf(resimulation, advice.best.point) <= 0.99 * recorded.cost);
        assert.ok(advice.best.point.summary.resultsNeverSeen <= recorded.resultsNeverSeen);
      } else
        for (const { summary } of yoiPoints)
          if (summary.resultsNeverSeen <= recorded.resultsNeverSeen)
            assert.ok(summary.cost > 0.99 * recorded.cost, "nothing better was passed over");
      if (advice.better !== undefined)
        assert.ok(costOf(resimulation, advice.better.best.point) <= 0.99 * recorded.cost);
    });

  for (const name of fixtureNames().filter((each) => truth(each).settings === null))
    it(`${name}: says what pruning would have saved or cost where it was off`, async () => {
      const { resimulation, swept } = await tried(name);
      const { firingOfYoi } = swept;
      const curve = swept.sweep.curves.find(({ policy }) => policy === "yoi")?.points ?? [];
      const pruning = curve.filter(
        ({ summary }) => summary.fires > 0 && summary.resultsNeverSeen === 0,
      );
      if (firingOfYoi === undefined) {
        assert.deepEqual(pruning, []);
        return;
      }
      assert.ok(firingOfYoi.point.summary.fires > 0);
      assert.equal(
        costOf(resimulation, firingOfYoi.point),
        Math.min(...pruning.map(({ summary }) => summary.cost)),
      );
      const advice = advise(swept, undefined);
      if (advice.kind === "keep")
        assert.equal(
          advice.firing?.share,
          1 - firingOfYoi.point.summary.cost / firingOfYoi.recorded.cost,
        );
    });

  it("reaches past the longest prompt: failures can be ended by a setting of the agent's own rule", async () => {
    const { resimulation, swept } = await tried("failures");
    const advice = advise(swept, undefined);
    assert.ok(advice.kind === "change");
    const { point } = advice.best;
    assert.equal(point.policy, "yoi");
    assert.equal(point.summary.resultsSentAgain, 0);
    const whole = runToEnd(labSweep(resimulation, defaultPrices, defaultSettings));
    const unpruned = whole.sweep.curves.find(({ policy }) => policy === "off")?.points[0];
    assert.ok((point.values[0] ?? 0) > (unpruned?.summary.prompt.peak ?? Infinity));
  });

  it("keeps what nothing beats by a hundredth", async () => {
    const swept = await sweepOf("many-default");
    const { best } = swept.sweep;
    assert.ok(best !== undefined);
    const { cost } = best.point.summary;
    const level: LabSweep = {
      ...swept,
      sweep: {
        ...swept.sweep,
        best: { ...best, recorded: { ...best.recorded, cost: cost * 1.005 } },
      },
      bestOfYoi: undefined,
      steadyOfYoi: undefined,
      firingOfYoi: undefined,
    };
    assert.deepEqual(advise(level, undefined), {
      kind: "keep",
      firing: undefined,
      better: undefined,
    });
  });

  it("names another rule beside the settings that are kept", async () => {
    const { sweep, ...own } = await sweepOf("no-pruning");
    const advice = advise({ sweep, ...own }, undefined);
    assert.ok(advice.kind === "keep" && advice.better !== undefined);
    assert.notEqual(advice.better.best.point.policy, "yoi");
    assert.equal(advice.better.best, sweep.best);
  });

  it("says nothing where no cost is known", async () => {
    const swept = await sweepOf("first");
    const unknown: LabSweep = {
      sweep: { ...swept.sweep, best: undefined },
      bestOfYoi: undefined,
      steadyOfYoi: undefined,
      firingOfYoi: undefined,
    };
    assert.deepEqual(advise(unknown, undefined), { kind: "unknown" });
  });

  it("says nothing where the model does not repeat the run that it knows", async () => {
    const { check, swept } = await tried("many-default");
    assert.equal(advise(swept, check).kind, "change");
    const { evaluated } = check;
    const few = Math.ceil(0.95 * evaluated) - 1;
    assert.equal(advise(swept, { ...check, sameDecision: few + 1 }).kind, "change");
    assert.deepEqual(advise(swept, { ...check, sameDecision: few }), {
      kind: "doubtful",
      sameDecision: few,
      evaluated,
    });
    assert.equal(advise(swept, { ...check, evaluated: 0, sameDecision: 0 }).kind, "change");
  });
});
