import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate, type PruneSettings } from "../../../src/core/prune/evaluate";
import { UsageRecords } from "../../../src/core/prune/usageRecords";
import { itemCount, tokens } from "../../../src/core/units";
import type { Resimulation } from "../../../src/core/whatif/resimulate";
import { selfCheck } from "../../../src/core/whatif/selfCheck";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { fixtureNames } from "../../support/fixtures";
import { resimulated } from "./pairs";

const anySettings: fc.Arbitrary<PruneSettings> = fc.record({
  protectedTokens: fc.oneof(fc.constant(0), fc.nat(5000), fc.nat(120_000)),
  minSavings: fc.oneof(fc.constant(0), fc.nat(5000), fc.nat(100_000)),
});

/** The closed loop literally: every decision by the core on freshly arranged records. */
function literally({ scenario, removedTokens }: Resimulation, settings: PruneSettings) {
  const { requests, replay, records, segment, inputTokens, leftOut } = scenario;
  const sets: number[] = [];
  const predicted: number[] = [];
  for (let request = 0; request < replay.requests.length; request++) {
    const position = requests.lane[request] ?? 0;
    const lane = requests.lanes[position];
    const of = records[position];
    assert.ok(lane !== undefined && of !== undefined);
    const known = new UsageRecords();
    for (let record = 0; record < (requests.known[request] ?? 0); record++) {
      const measured = predicted[of.request[record] ?? -1] ?? of.inputTokens[record] ?? 0;
      known.append({
        historyLength: itemCount(of.historyLength[record] ?? 0),
        inputTokens: tokens(measured),
      });
    }
    const result = evaluate(lane.history, requests.historyLength[request] ?? 0, known, settings);
    const set = result.decision === "fired" ? result.candidateCount : 0;
    const removed = removedTokens(segment[request] ?? 0);
    sets.push(set);
    predicted.push(
      Math.max(
        0,
        Math.round(
          (inputTokens[request] ?? NaN) +
            (removed?.[leftOut[request] ?? 0] ?? 0) -
            (removed?.[set] ?? 0),
        ),
      ),
    );
  }
  return { sets, predicted };
}

describe("what-if, re-simulated", () => {
  for (const name of fixtureNames()) {
    it(`${name}: goes request by request as the core does on predicted measurements`, async () => {
      const resimulation = await resimulated(name);
      fc.assert(
        fc.property(anySettings, (settings) => {
          const outcome = resimulation.underSettings(settings);
          const expected = literally(resimulation, settings);
          assert.deepEqual(
            outcome.pruned.map((set) => set.length),
            expected.sets,
          );
          assert.deepEqual(Array.from(outcome.inputTokens), expected.predicted);
        }),
        { numRuns: 5 },
      );
    });

    it(`${name}: the recorded settings give the recorded run`, async () => {
      const resimulation = await resimulated(name);
      const check = selfCheck(resimulation, defaultPrices);
      assert.equal(check.sameDecision, check.evaluated);
      assert.equal(check.sameSet, check.evaluated);
      assert.equal(check.predictedTokens, check.recordedTokens);
      assert.ok(Math.abs(check.predictedCost / check.recordedCost - 1) < 0.02);
      const outcome = resimulation.underRecordedSettings();
      for (const [index, request] of resimulation.scenario.replay.requests.entries())
        assert.deepEqual(
          Array.from(outcome.pruned[index] ?? []),
          Array.from(request.pruned, Number),
        );
    });
  }

  for (const name of ["forked", "new-forked", "restarted-forked"]) {
    it(`${name}: records that a fork inherited are its ancestors' requests, predicted like them`, async () => {
      const { scenario } = await resimulated(name);
      let inherited = 0;
      for (const [position, lane] of scenario.requests.lanes.entries()) {
        const records = scenario.records[position];
        assert.ok(records !== undefined);
        for (let record = 0; record < lane.inherited; record++) {
          const request: number = records.request[record] ?? -1;
          assert.equal(scenario.inputTokens[request], records.inputTokens[record]);
          assert.equal(scenario.sentLength[request], records.historyLength[record]);
          assert.notEqual(scenario.segment[request], lane.segment);
          inherited++;
        }
      }
      assert.ok(inherited > 10);
    });
  }

  it("leaves out nothing, adds what was left out, and is sure of it, with pruning off", async () => {
    const resimulation = await resimulated("many-default");
    const outcome = resimulation.underSettings({ protectedTokens: 1e9, minSavings: 0 });
    assert.ok(outcome.pruned.every((set) => set.length === 0));
    assert.ok(outcome.certain.every((value) => value === 1));
    const { inputTokens, leftOut } = resimulation.scenario;
    for (const [request, tokensNow] of outcome.inputTokens.entries())
      assert.ok((leftOut[request] ?? 0) === 0 || tokensNow > (inputTokens[request] ?? 0));
  });

  it("gives the same answer again, whatever was asked in between", async () => {
    const resimulation = await resimulated("thinking-default");
    const ask = () => resimulation.underSettings({ protectedTokens: 12_000, minSavings: 800 });
    const first = ask();
    resimulation.underSettings({ protectedTokens: 100, minSavings: 0 });
    assert.deepEqual(ask(), first);
  });
});
