import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { Session } from "../../../src/core/session/session";
import { continues } from "../../../src/core/whatif/fit/extendFit";
import {
  extendResimulation,
  resimulationOf,
  type Resimulation,
} from "../../../src/core/whatif/resimulate";
import { growingFixture } from "../../support/growingFixture";

interface State {
  readonly session: Session;
  readonly resimulation: Resimulation;
}

/** A session as it was after some lines and at its end, each fitted by itself. */
async function states(name: string, afterLines: number): Promise<[State, State]> {
  const found: State[] = [];
  for await (const session of growingFixture(name, afterLines)) {
    const resimulation = resimulationOf(session, replaySession(session));
    found.push({ session, resimulation });
  }
  const first = found[0];
  const last = found[found.length - 1];
  assert.ok(first !== undefined && last !== undefined && first !== last);
  return [first, last];
}

const settings = { protectedTokens: 6000, minSavings: 2000 };

describe("what-if: a fit for a session that grew", () => {
  for (const name of ["many-default", "many-off", "forked", "compacted", "new-images-default"])
    it(`predicts ${name} much as its own fit does, and is certain of nothing that this one denies`, async () => {
      const [early, late] = await states(name, name.startsWith("many") ? 300 : 120);
      const extended = extendResimulation(
        early.resimulation,
        late.session,
        late.resimulation.scenario.replay,
      );
      assert.ok(extended !== undefined);
      const provisional = extended.underSettings(settings);
      const fitted = late.resimulation.underSettings(settings);
      assert.equal(provisional.decision.length, fitted.decision.length);
      let wrong = 0;
      let certain = 0;
      for (const [request, sure] of provisional.certain.entries()) {
        if (sure !== 1 || fitted.certain[request] !== 1) continue;
        certain += 1;
        if (provisional.decision[request] !== fitted.decision[request]) wrong += 1;
      }
      assert.equal(wrong, 0);
      assert.ok(certain > 0.5 * provisional.certain.length, `certain of ${certain}`);
      const { segments, mean } = extended.fit;
      const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
      assert.ok(Math.abs(total(mean) / total(late.resimulation.fit.mean) - 1) < 0.1);
      for (const [segment, { rest, content, overheadTokens }] of segments.entries()) {
        const items = late.session.segments[segment]?.items.length;
        assert.equal(rest.length, items);
        assert.equal(content.length, items);
        assert.ok(rest.every(Number.isFinite) && content.every(Number.isFinite));
        const own = late.resimulation.fit.segments[segment]?.overheadTokens ?? NaN;
        assert.equal(Number.isNaN(overheadTokens), Number.isNaN(own));
      }
    });

  it("keeps what was fitted, and holds what is new for less sure", async () => {
    const [early, late] = await states("many-default", 300);
    const before = early.resimulation.fit;
    const extended = extendResimulation(
      early.resimulation,
      late.session,
      late.resimulation.scenario.replay,
    );
    assert.ok(extended !== undefined);
    const { fit } = extended;
    assert.ok(before.mean.length < fit.mean.length);
    assert.deepEqual(fit.mean.subarray(0, before.mean.length), before.mean);
    const relativeSpread = (from: number, to: number) => {
      let spread = 0;
      let total = 0;
      for (let content = from; content < to; content++) {
        const values = fit.samples.map((sample) => sample[content] ?? 0);
        spread += Math.max(...values) - Math.min(...values);
        total += fit.mean[content] ?? 0;
      }
      return spread / total;
    };
    const known = before.mean.length;
    assert.ok(relativeSpread(known, fit.mean.length) > relativeSpread(0, known));
  });

  it("is refused for another session, and for one that was cut back or rewritten", async () => {
    const [early, late] = await states("many-default", 300);
    assert.ok(continues(early.session, late.session));
    assert.ok(continues(late.session, late.session));
    assert.ok(!continues(late.session, early.session));
    assert.ok(!continues({ ...early.session, id: "another" }, late.session));
    const [segment] = late.session.segments;
    assert.ok(segment !== undefined);
    const wholeBytes = segment.items.wholeBytes.slice();
    wholeBytes[3] = (wholeBytes[3] ?? 0) + 1;
    const rewritten = { ...segment, items: { ...segment.items, wholeBytes } };
    const session = { ...late.session, segments: [rewritten] };
    assert.ok(!continues(early.session, session));
    assert.equal(
      extendResimulation(early.resimulation, session, late.resimulation.scenario.replay),
      undefined,
    );
  });
});
