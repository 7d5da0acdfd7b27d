import assert from "node:assert/strict";
import { buildAxis } from "../../../src/core/timeline/axis";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import { decisions } from "../../../src/core/timeline/model";
import { wholeView } from "../../../src/core/timeline/viewport";
import { walkTarget, type Walk } from "../../../src/core/timeline/walk";
import { openFixture } from "../../support/openFixture";

async function walker(name: string) {
  const { session, replay } = await openFixture(name);
  const model = buildTimelineModel(session, replay);
  const axis = buildAxis(model, "requests");
  const view = { axis: "requests" as const, from: 20, to: 40 };
  return {
    model,
    go: (selected: number | undefined, walk: Walk) => walkTarget(model, axis, view, selected, walk),
    whole: wholeView(axis),
  };
}

describe("walking through requests", () => {
  it("steps to neighbours, begins in view and stays at the ends", async () => {
    const { model, go } = await walker("many-default");
    assert.equal(go(undefined, { kind: "step", by: 1 }), 20);
    assert.equal(go(33, { kind: "step", by: 1 }), 34);
    assert.equal(go(33, { kind: "step", by: -1 }), 32);
    assert.equal(go(0, { kind: "step", by: -1 }), 0);
    assert.equal(go(120, { kind: "step", by: 1 }), 120);
    assert.equal(go(50, { kind: "end", which: "first" }), 0);
    assert.equal(go(50, { kind: "end", which: "last" }), model.length - 1);
  });

  it("visits every fire once, forwards and backwards, and says where there is none", async () => {
    const { model, go } = await walker("many-default");
    const fires = Array.from(model.requests.decision.keys()).filter(
      (request) => decisions[model.requests.decision[request] ?? 0] === "fired",
    );
    const visit = (by: -1 | 1, start: number) => {
      const visited: number[] = [];
      for (
        let at = go(start, { kind: "fire", by });
        at !== undefined;
        at = go(at, { kind: "fire", by })
      )
        visited.push(at);
      return visited;
    };
    assert.deepEqual(visit(1, 0), fires);
    assert.deepEqual(
      visit(-1, model.length - 1).reverse(),
      fires.filter((fire) => fire < model.length - 1),
    );
  });

  it("moves by most of the view", async () => {
    const { go } = await walker("many-default");
    assert.equal(go(30, { kind: "page", by: 1 }), 48);
    assert.equal(go(30, { kind: "page", by: -1 }), 12);
    assert.equal(go(5, { kind: "page", by: -1 }), 0);
  });
});
