import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { Session } from "../../../src/core/session/session";
import { defaultPrices } from "../../../src/core/whatif/prices";
import { LabRunner } from "../../../webview/lab/labRunner";
import type { FromLab, ToLab } from "../../../webview/lab/messages";
import { growingFixture } from "../../support/growingFixture";

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

describe("the lab's runner, while a session grows", function () {
  this.timeout(60_000);

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
