import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate, type PruneSettings } from "../../../src/core/prune/evaluate";
import { UsageRecords } from "../../../src/core/prune/usageRecords";
import { itemCount, tokens } from "../../../src/core/units";
import { asRecorded, prepareAsRecorded } from "../../../src/core/whatif/asRecorded";
import { requestLanes } from "../../../src/core/whatif/lanes";
import { decisionCodes } from "../../../src/core/whatif/outcome";
import { resimulationOf } from "../../../src/core/whatif/resimulate";
import { fixtureNames, truth } from "../../support/fixtures";
import { openFixture } from "../../support/openFixture";
import { Random } from "../replay/random";
import { syntheticSession, type SyntheticSession } from "./syntheticSession";
import { rowAt } from "../../../src/core/session/rows";

const anySettings: fc.Arbitrary<PruneSettings> = fc.record({
  protectedTokens: fc.oneof(fc.constant(0), fc.nat(5000), fc.nat(120_000)),
  minSavings: fc.oneof(fc.constant(0), fc.nat(5000), fc.nat(100_000)),
});

describe("what-if, as recorded", () => {
  for (const name of fixtureNames()) {
    it(`${name}: the true settings give what was recorded, and certainly`, async () => {
      const { session, replay } = await openFixture(name);
      const { settings } = truth(name);
      if (settings === null) return;
      const outcome = asRecorded(session, replay, {
        protectedTokens: settings.protected_tokens,
        minSavings: settings.min_savings,
      });
      for (const [index, request] of replay.requests.entries()) {
        const recorded = rowAt(session.segments[request.segment]?.evaluations, request.evaluation);
        if (recorded === undefined) continue;
        assert.equal(decisionCodes[outcome.decision[index] ?? 0], recorded.decision);
        assert.equal(outcome.certain[index], 1);
        assert.deepEqual(
          Array.from(outcome.pruned[index] ?? []),
          Array.from(request.pruned, Number),
        );
        if (recorded.decision === "no_candidates") continue;
        assert.equal(outcome.candidateCount[index], recorded.candidateCount);
        assert.equal(outcome.protectedStart[index], recorded.protectedStart);
        assert.equal(outcome.estimatedSavingsTokens[index], recorded.estimatedSavingsTokens);
      }
    });

    it(`${name}: other settings give what the core gives on the same records`, async () => {
      const { session, replay } = await openFixture(name);
      const { lanes, lane, historyLength, known } = requestLanes(session, replay);
      const prepared = prepareAsRecorded(session, replay);
      fc.assert(
        fc.property(anySettings, (settings) => {
          const outcome = prepared(settings);
          for (let request = 0; request < replay.requests.length; request++) {
            const of = lanes[lane[request] ?? 0];
            assert.ok(of !== undefined);
            const records = new UsageRecords();
            for (const record of of.records.slice(0, known[request])) records.append(record);
            const expected = evaluate(of.history, historyLength[request] ?? 0, records, settings);
            assert.equal(decisionCodes[outcome.decision[request] ?? 0], expected.decision);
            assert.equal(outcome.candidateCount[request], expected.candidateCount);
            assert.equal(outcome.protectedStart[request], expected.protectedStart ?? -1);
            assert.equal(outcome.estimatedSavingsTokens[request], expected.estimatedSavingsTokens);
          }
        }),
        { numRuns: 6 },
      );
    });
  }

  it("takes records that do not simply grow through the core itself", () => {
    const { session, replay } = syntheticSession({
      requests: 30,
      settings: { protectedTokens: 3000, minSavings: 100 },
      seed: 4,
      deviation: 0.1,
    });
    const [segment] = replay.segments;
    assert.ok(segment !== undefined);
    // As after a fork from an earlier turn: the parent's records reach further than the own history.
    const inherited = [
      { historyLength: itemCount(40), inputTokens: tokens(20_000) },
      { historyLength: itemCount(90), inputTokens: tokens(31_000) },
    ];
    const forked = {
      ...replay,
      segments: [
        {
          ...segment,
          evaluations: segment.evaluations.map((evaluation) => ({
            ...evaluation,
            knownRecords: evaluation.knownRecords + inherited.length,
          })),
          lineage: { ...segment.lineage, records: inherited },
        },
      ],
    };
    const settings = { protectedTokens: 5000, minSavings: 2000 };
    const { lanes, historyLength, known } = requestLanes(session, forked);
    const [lane] = lanes;
    assert.ok(lane?.growing === false);
    const outcome = asRecorded(session, forked, settings);
    for (let request = 0; request < forked.requests.length; request++) {
      const records = new UsageRecords();
      for (const record of lane.records.slice(0, known[request])) records.append(record);
      const expected = evaluate(lane.history, historyLength[request] ?? 0, records, settings);
      assert.equal(decisionCodes[outcome.decision[request] ?? 0], expected.decision);
      assert.equal(outcome.protectedStart[request], expected.protectedStart ?? -1);
    }
  });

  /** A session in which nothing was left out, with lengths that jump at random and records that are forgotten again. */
  function jumping(seed: number): Pick<SyntheticSession, "session" | "replay"> {
    const settings = { protectedTokens: 3000, minSavings: 1e15 };
    const { session, replay } = syntheticSession({ requests: 60, settings, seed, deviation: 0.1 });
    const [segment] = session.segments;
    const [found] = replay.segments;
    assert.ok(segment !== undefined && found !== undefined);
    const random = new Random(seed);
    const requests = segment.requests.map((record) => ({
      ...record,
      historyLength: itemCount(random.whole(0, segment.items.length + 5)),
    }));
    const evaluations = found.evaluations.map((evaluation) => ({
      ...evaluation,
      knownRecords: random.chance(0.2)
        ? random.whole(0, evaluation.knownRecords)
        : evaluation.knownRecords,
    }));
    return {
      session: { ...session, segments: [{ ...segment, requests }] },
      replay: { ...replay, segments: [{ ...found, evaluations }] },
    };
  }

  it("knows at each request just its records, however lengths jump and records are forgotten", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { session, replay } = jumping(seed);
      const { lanes, lane, historyLength, known } = requestLanes(session, replay);
      const prepared = prepareAsRecorded(session, replay);
      for (const protectedTokens of [0, 300, 3000, 20_000]) {
        const settings = { protectedTokens, minSavings: 1000 };
        const outcome = prepared(settings);
        for (let request = 0; request < replay.requests.length; request++) {
          const of = lanes[lane[request] ?? 0];
          assert.ok(of !== undefined);
          const records = new UsageRecords();
          for (const record of of.records.slice(0, known[request])) records.append(record);
          const expected = evaluate(of.history, historyLength[request] ?? 0, records, settings);
          assert.equal(decisionCodes[outcome.decision[request] ?? 0], expected.decision);
          assert.equal(outcome.protectedStart[request], expected.protectedStart ?? -1);
          assert.equal(outcome.estimatedSavingsTokens[request], expected.estimatedSavingsTokens);
        }
      }
    }
  });

  it("is what a re-simulation gives where neither leaves anything out", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { session, replay } = jumping(seed);
      const settings = { protectedTokens: 500, minSavings: 1e15 };
      const simulated = resimulationOf(session, replay).underSettings(settings);
      const recorded = asRecorded(session, replay, settings);
      for (const figure of ["decision", "protectedStart", "estimatedSavingsTokens"] as const)
        assert.deepEqual(simulated[figure], recorded[figure], figure);
    }
  });
});
