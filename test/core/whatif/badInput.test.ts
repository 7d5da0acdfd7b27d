import assert from "node:assert/strict";
import type { SessionReplay } from "../../../src/core/replay/model";
import type { Session } from "../../../src/core/session/session";
import { rowAt } from "../../../src/core/session/rows";
import { tokens } from "../../../src/core/units";
import { asRecorded } from "../../../src/core/whatif/asRecorded";
import { findFindings } from "../../../src/core/whatif/findings/findFindings";
import { policies, defaultValues } from "../../../src/core/whatif/policies/all";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { prepareResimulation } from "../../../src/core/whatif/resimulate";
import { selfCheck } from "../../../src/core/whatif/selfCheck";
import { summarise } from "../../../src/core/whatif/summarise";
import { sweep } from "../../../src/core/whatif/sweep";
import { Random } from "../replay/random";
import { runToEnd } from "../../../src/core/work";
import { syntheticSession, type SyntheticSession } from "./syntheticSession";

const settings = { protectedTokens: 3000, minSavings: 500 };
const defaults = { protectedTokens: 8000, minSavings: 4096 };

function synthetic(requests: number, pruning = true): SyntheticSession {
  return syntheticSession({
    requests,
    settings: pruning ? settings : undefined,
    seed: 9,
    deviation: 0.1,
  });
}

/** The same session with its measurements changed; a request whose measurement is undefined was not measured. */
function measuredAs(
  { session, replay }: SyntheticSession,
  change: (inputTokens: number, request: number) => number | undefined,
): { readonly session: Session; readonly replay: SessionReplay } {
  const [segment] = session.segments;
  const [found] = replay.segments;
  assert.ok(segment !== undefined && found !== undefined);
  const measured = segment.requests.map((record, request) => ({
    record,
    value: change(record.inputTokens, request),
  }));
  const requests = measured.flatMap(({ record, value }) =>
    value === undefined ? [] : { ...record, inputTokens: tokens(value) },
  );
  let position = 0;
  const positions = measured.map(({ value }) => (value === undefined ? undefined : position++));
  let known = 0;
  const evaluations = found.evaluations.map((evaluation, at) => {
    const before = known;
    if (positions[at] !== undefined) known++;
    return { ...evaluation, request: positions[at], knownRecords: before };
  });
  return {
    session: { ...session, segments: [{ ...segment, requests }] },
    replay: {
      ...replay,
      segments: [{ ...found, evaluations }],
      requests: replay.requests.map((request, at) => ({ ...request, measured: positions[at] })),
    },
  };
}

/** Nothing throws, and every figure is a number that means something, or NaN where there is no ground for one. */
function surveys(session: Session, replay: SessionReplay) {
  const resimulation = runToEnd(prepareResimulation(session, replay));
  for (const policy of policies) {
    const outcome = resimulation.underPolicy(policy, defaultValues(policy));
    for (const [request, { measured }] of replay.requests.entries()) {
      const prompt = outcome.inputTokens[request] ?? NaN;
      if (measured === undefined) assert.ok(Number.isNaN(prompt));
      else assert.ok(Number.isSafeInteger(prompt) && prompt >= 0, `prompt ${prompt}`);
      const read = outcome.cacheReadTokens[request] ?? NaN;
      assert.ok(Number.isNaN(prompt) ? Number.isNaN(read) : read >= 0 && read <= prompt);
    }
  }
  for (const { figures, sentence } of findFindings(resimulation)) {
    assert.ok(Object.values(figures).every(Number.isFinite), sentence);
    assert.doesNotMatch(sentence, /NaN|undefined|Infinity/);
  }
  runToEnd(sweep(resimulation, { policies, prices: defaultPrices, ...defaults }));
  selfCheck(resimulation, defaultPrices);
  return resimulation;
}

describe("what-if: bad input", () => {
  it("a session without segments, and one without requests", () => {
    const empty: Session = { id: "empty", segments: [], metadata: undefined };
    const { replay } = synthetic(1);
    surveys(empty, { ...replay, segments: [], requests: [] });
    const { session } = synthetic(3);
    surveys(session, { ...replay, requests: [] });
    assert.equal(asRecorded(empty, { ...replay, requests: [] }, defaults).decision.length, 0);
  });

  it("no measurement at all: nothing is predicted, nothing is certain where content is at stake", () => {
    const { session, replay } = measuredAs(synthetic(40, false), () => undefined);
    const resimulation = surveys(session, replay);
    const outcome = resimulation.underSettings({ protectedTokens: 100, minSavings: 1 });
    assert.ok(outcome.inputTokens.every(Number.isNaN));
    assert.ok(outcome.certain.every((value) => value === 0));
    assert.equal(summarise(outcome, replay).prompt.peak, undefined);
    assert.equal(summarise(outcome, replay).requestsWithCost, 0);
    assert.ok(Number.isNaN(resimulation.fit.segments[0]?.overheadTokens));
  });

  it("one measurement: the prior alone, and wide", () => {
    const { session, replay } = measuredAs(synthetic(40), (value, request) =>
      request === 0 ? value : undefined,
    );
    const { fit } = surveys(session, replay);
    assert.equal(fit.equations.count, 0);
    const [first] = fit.samples;
    const [heaviest] = Array.from(fit.mean, (mean, content) => ({ mean, content })).sort(
      (a, b) => b.mean - a.mean,
    );
    assert.ok(first !== undefined && heaviest !== undefined);
    const values = fit.samples.map((sample) => sample[heaviest.content] ?? 0);
    assert.ok(Math.max(...values) - Math.min(...values) > 0.2 * heaviest.mean);
  });

  it("contradictory measurements: what cannot be explained makes everything less certain", () => {
    const straight = synthetic(120);
    const crooked = measuredAs(straight, (value, request) =>
      Math.max(0, value + ((request * 7919) % 13) * 400 - 2400),
    );
    const honest = surveys(crooked.session, crooked.replay);
    const calm = surveys(straight.session, straight.replay);
    const uncertain = (resimulation: typeof honest) =>
      selfCheck(resimulation, defaultPrices).contentUncertainty ?? NaN;
    assert.ok(honest.fit.spread.measurement > 100 * calm.fit.spread.measurement);
    assert.ok(uncertain(honest) > uncertain(calm));
  });

  it("measurements of nothing, and of more than can be", () => {
    for (const value of [0, 1, 4_000_000_000]) {
      const { session, replay } = measuredAs(synthetic(30), () => value);
      surveys(session, replay);
    }
  });

  it("measurements too far apart to be weighed in floating point: what cannot be solved is left aside", () => {
    let aside = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const random = new Random(seed);
      const straight = synthetic(random.pick([2, 3, 8, 20, 60]), random.chance(0.7));
      const { session, replay } = measuredAs(straight, (value) =>
        random.pick([0, value, 2 ** 40, Number.MAX_SAFE_INTEGER]),
      );
      const [segment] = session.segments;
      assert.ok(segment !== undefined);
      const { items } = segment;
      const heavy = (weights: Float32Array) =>
        weights.map((weight) => (random.chance(0.2) ? weight * 1e9 : weight));
      const weighed = {
        ...items,
        restWeight: heavy(items.restWeight),
        contentWeight: heavy(items.contentWeight),
      };
      const { fit } = surveys(
        { ...session, segments: [{ ...segment, items: seed % 2 === 0 ? weighed : items }] },
        replay,
      );
      assert.ok(fit.mean.every((value) => Number.isFinite(value) && value >= 0));
      assert.ok(fit.samples.every((sample) => sample.every((value) => value >= 0)));
      if (fit.equations.count < replay.requests.length - 1) aside += 1;
    }
    assert.ok(aside > 0);
  });

  it("all content always left out: its tokens have only their prior, and that shows", () => {
    const { session, replay } = synthetic(60);
    const [segment] = session.segments;
    assert.ok(segment !== undefined);
    const results = Array.from(segment.items.projectable).flatMap((flag, item) =>
      flag === 1 ? item : [],
    );
    // Every request measured as if no content had ever been sent.
    let rest = 0;
    const without = Float64Array.from(segment.items.restWeight, (weight) => (rest += weight));
    const never = measuredAs(
      { session, replay, contentTokens: new Float64Array(0) },
      (_, request) =>
        Math.round(
          8000 + (without[(rowAt(segment.requests, request)?.historyLength ?? 1) - 1] ?? 0),
        ),
    );
    const outOfAll: SessionReplay = {
      ...never.replay,
      requests: never.replay.requests.map((request) => ({
        ...request,
        prunedLeading: undefined,
        pruned: results.filter((item) => item < request.historyLength) as never,
      })),
    };
    const { fit } = surveys(never.session, outOfAll);
    const spread = (content: number) => {
      const values = fit.samples.map((sample) => sample[content] ?? 0);
      return Math.max(...values) - Math.min(...values);
    };
    const total = fit.mean.reduce((sum, mean) => sum + mean, 0);
    const known = fit.mean.reduce((sum, _, content) => sum + spread(content), 0);
    assert.ok(known > 0.1 * total, `samples differ by ${known} of ${total}`);
  });

  it("sets that are no beginning, and old fires without candidates, leave the rest of the segment uncertain", () => {
    const { session, replay } = synthetic(60);
    const jumbled: SessionReplay = {
      ...replay,
      requests: replay.requests.map((request, at) =>
        at === 30
          ? { ...request, prunedLeading: undefined, pruned: request.pruned.slice(1) }
          : request,
      ),
    };
    const resimulation = surveys(session, jumbled);
    assert.equal(resimulation.scenario.leftOut[30], -1);
    const { certain } = resimulation.underSettings(defaults);
    assert.ok(certain.subarray(30).every((value) => value === 0));
    assert.ok(certain.subarray(0, 10).some((value) => value === 1));
  });

  it("a replay that names what the session does not have", () => {
    const { session, replay } = synthetic(5);
    const [first] = replay.requests;
    assert.ok(first !== undefined);
    const lost = { ...first, segment: 7, measured: 99, evaluation: 99, historyLength: 1e9 };
    const outcome = asRecorded(session, { ...replay, requests: [lost] }, defaults);
    assert.equal(outcome.pruned[0]?.length, 0);
  });
});
