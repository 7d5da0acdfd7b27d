import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { Session } from "../../../src/core/session/session";
import { labOutcome } from "../../../src/core/lab/labRun";
import { certainty } from "../../../src/core/whatif/outcome";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { LabRunner } from "../../../webview/lab/labRunner";
import type { FromLab, ToLab } from "../../../webview/lab/messages";
import { resimulationOf } from "../../../src/core/whatif/resimulate";
import { syntheticSession } from "../../core/whatif/syntheticSession";
import { growingFixture } from "../../support/growingFixture";
import { openFixture } from "../../support/openFixture";

const settings = { protectedTokens: 6000, minSavings: 2000 };

/** A session as it was half-way, and whole. */
async function grown(): Promise<readonly [Session, Session]> {
  const states: Session[] = [];
  for await (const state of growingFixture("many-default", 300)) states.push(state);
  const [first] = states;
  const last = states[states.length - 1];
  assert.ok(first !== undefined && last !== undefined && first !== last);
  return [first, last];
}

function use(generation: number, session: Session): Extract<ToLab, { type: "use" }> {
  const replay = replaySession(session);
  return { type: "use", generation, session, replay, settings, prices: defaultPrices };
}

const question: ToLab = { type: "outcome", id: 7, policy: "yoi", values: [6000, 2000] };

class Listener {
  readonly messages: FromLab[] = [];
  readonly runner = new LabRunner((message) => {
    this.messages.push(message);
  }, 5);

  /** The n-th message of a type, from 0, once it has come. */
  async until<Type extends FromLab["type"]>(
    type: Type,
    n = 0,
  ): Promise<Extract<FromLab, { type: Type }>> {
    for (;;) {
      const found = this.of(type)[n];
      if (found !== undefined) return found;
      const [failed] = this.of("failed");
      assert.equal(failed, undefined);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  of<Type extends FromLab["type"]>(type: Type): readonly Extract<FromLab, { type: Type }>[] {
    return this.messages.filter(
      (message): message is Extract<FromLab, { type: Type }> => message.type === type,
    );
  }
}

/** Each look at the clock takes half a millisecond, so that the slices are the same on every machine. */
function onOwnClock(): void {
  const now = performance.now.bind(performance);
  before(() => {
    let looks = 0;
    performance.now = () => ++looks / 2;
  });
  after(() => {
    performance.now = now;
  });
}

describe("the lab's runner, while a session grows", () => {
  onOwnClock();

  it("answers for the new state at once, by the old fit carried on, and fits it then", async () => {
    const [early, late] = await grown();
    const lab = new Listener();
    lab.runner.receive(use(1, early));
    await lab.until("swept");
    const second = use(2, late);
    lab.runner.receive(second);
    lab.runner.receive(question);
    const provisional = lab.of("fitted")[1];
    assert.equal(provisional?.generation, 2);
    const carriedOn = provisional.fit.itemTokens[0]?.rest;
    assert.equal(carriedOn?.length, late.segments[0]?.items.length);
    const [answer] = lab.of("outcome");
    assert.equal(answer?.generation, 2);
    assert.equal(answer.result?.outcome.decision.length, second.replay.requests.length);
    const own = await lab.until("fitted", 2);
    assert.equal(own.generation, 2);
    assert.notDeepEqual(own.fit.itemTokens[0]?.rest, carriedOn);
    assert.equal((await lab.until("swept", 1)).generation, 2);
    lab.runner.stop();
  });

  it("lets a fit that is under way come to its end, so that no growth is too fast for it", async () => {
    const [early, late] = await grown();
    const lab = new Listener();
    lab.runner.receive(use(1, early));
    await lab.until("progress");
    lab.runner.receive(use(2, late));
    // Prices that change meanwhile do not drop it either.
    lab.runner.receive({ type: "prices", prices: { ...defaultPrices, cacheWrite: 2 } });
    assert.equal(lab.of("fitted").length, 0);
    await lab.until("swept");
    assert.deepEqual(
      lab.of("fitted").map(({ generation }) => generation),
      [2, 2],
    );
    lab.runner.stop();
  });

  it("says which fit is the state's own and which one is lent by the state before", async () => {
    const [early, late] = await grown();
    const lab = new Listener();
    lab.runner.receive(use(1, early));
    await lab.until("swept");
    lab.runner.receive(use(2, late));
    await lab.until("swept", 1);
    assert.deepEqual(
      lab.of("fitted").map(({ generation, isOwn }) => [generation, isOwn]),
      [
        [1, true],
        [2, false],
        [2, true],
      ],
    );
    lab.runner.stop();
  });

  it("fits a state though the map of the one before is given up before the first step", async () => {
    const [early, late] = await grown();
    const lab = new Listener();
    lab.runner.receive({ type: "map", wanted: true });
    lab.runner.receive(use(1, early));
    await lab.until("mapped");
    lab.runner.receive(use(2, late));
    lab.runner.receive({ type: "map", wanted: false });
    assert.equal((await lab.until("swept", 1)).generation, 2);
    // The same for prices: what sweeps anew is not the map.
    lab.runner.receive({ type: "map", wanted: true });
    await lab.until("mapped", 1);
    const prices = { ...defaultPrices, cacheWrite: 2 };
    lab.runner.receive({ type: "prices", prices });
    lab.runner.receive({ type: "map", wanted: false });
    assert.deepEqual((await lab.until("swept", 2)).prices, prices);
    lab.runner.stop();
  });

  it("answers nothing by the fit of a session that was cut back", async () => {
    const [early, late] = await grown();
    const lab = new Listener();
    lab.runner.receive(use(1, late));
    await lab.until("fitted");
    lab.runner.receive(use(2, early));
    lab.runner.receive(question);
    assert.equal(lab.of("fitted").length, 1);
    assert.equal(lab.of("outcome")[0]?.result, undefined);
    assert.equal((await lab.until("fitted", 1)).generation, 2);
    lab.runner.stop();
  });
});

describe("the lab's runner, asked for a what-if", () => {
  onOwnClock();

  const asked = (id: number, protectedTokens: number): ToLab => ({
    type: "outcome",
    id,
    policy: "yoi",
    values: [protectedTokens, 2000],
  });

  it("answers for a short session at once and as a whole", async () => {
    const { session, replay } = await openFixture("many-default");
    const lab = new Listener();
    lab.runner.receive({ ...use(1, session), replay });
    await lab.until("fitted");
    lab.runner.receive(asked(1, 6000));
    const whole = labOutcome(resimulationOf(session, replay), "yoi", [6000, 2000], defaultPrices);
    assert.deepEqual(lab.of("outcome")[0]?.result, whole);
    await lab.until("swept");
    assert.equal(lab.of("certain").length, 0);
    lab.runner.stop();
  });

  it("answers for a long one with the decisions first, and drops a certainty that the knob has left behind", async () => {
    const { session, replay } = syntheticSession({
      requests: 4000,
      settings: { protectedTokens: 30_000, minSavings: 20_000 },
      seed: 5,
      deviation: 0.3,
    });
    const lab = new Listener();
    lab.runner.receive({ ...use(1, session), replay });
    await lab.until("fitted");
    for (let id = 1; id <= 3; id++) lab.runner.receive(asked(id, 2000 * id));
    assert.deepEqual(
      lab.of("outcome").map(({ id, result }) => [id, result?.summary.uncertain]),
      [1, 2, 3].map((id) => [id, undefined]),
    );
    const pending = lab.of("outcome")[2]?.result?.outcome;
    assert.ok(pending !== undefined);
    assert.ok(pending.certain.every((value) => value === certainty.pending));
    const { id, certain } = await lab.until("certain");
    const whole = labOutcome(resimulationOf(session, replay), "yoi", [6000, 2000], defaultPrices);
    assert.equal(id, 3);
    assert.deepEqual({ ...pending, certain }, whole?.outcome);
    await lab.until("priced");
    assert.equal(lab.of("certain").length, 1);
    lab.runner.stop();
  });
});
