import assert from "node:assert/strict";
import { advise } from "../../../src/core/lab/advice";
import { labSweep, type LabSweep } from "../../../src/core/lab/labRun";
import { defaultSettings } from "../../../src/core/prune/evaluate";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { prepareResimulation } from "../../../src/core/whatif/resimulate";
import { openFixture } from "../../support/openFixture";

function finished<Result>(work: Generator<number, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

async function sweepOf(name: string): Promise<LabSweep> {
  const { session, replay } = await openFixture(name);
  const resimulation = finished(prepareResimulation(session, replay));
  const used = replay.segments.flatMap(({ evaluations }) => evaluations).at(-1)?.settings;
  return finished(labSweep(resimulation, defaultPrices, used ?? defaultSettings));
}

describe("what to set instead", () => {
  for (const name of ["many-default", "forked", "compacted-midway"])
    it(`${name}: a setting of the agent's own rule that sends nothing again and costs less, with the share`, async () => {
      const swept = await sweepOf(name);
      const advice = advise(swept);
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

  it("keeps what nothing beats by a hundredth", async () => {
    const swept = await sweepOf("many-default");
    const { best } = swept.sweep;
    assert.ok(best !== undefined);
    const { cost } = best.point.summary;
    const recorded = { ...best.recorded, cost: cost * 1.005 };
    const level: LabSweep = {
      ...swept,
      sweep: { ...swept.sweep, best: { ...best, recorded } },
      steadyOfYoi: undefined,
    };
    assert.deepEqual(advise(level), { kind: "keep" });
  });

  it("says nothing where no cost is known", async () => {
    const swept = await sweepOf("first");
    const unknown: LabSweep = {
      sweep: { ...swept.sweep, best: undefined },
      bestOfYoi: undefined,
      steadyOfYoi: undefined,
    };
    assert.deepEqual(advise(unknown), { kind: "unknown" });
  });
});
