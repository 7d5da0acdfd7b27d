import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { HeldRedraws } from "../../../src/host/tree/heldRedraws";
import type { Node } from "../../../src/host/tree/node";
import { eventually } from "../../support/eventually";

const node = (id: string): Node => ({ kind: "more", id, count: 1 });

function recording() {
  const drawn: unknown[] = [];
  const redraws = new HeldRedraws((nodes) => {
    drawn.push(
      nodes === undefined ? "all" : nodes.map((each) => (each.kind === "more" ? each.id : "")),
    );
  });
  return { drawn, redraws };
}

describe("redrawing rows while one of them is pressed", () => {
  it("happens at once while nobody presses", () => {
    const { drawn, redraws } = recording();
    redraws.redraw(undefined);
    redraws.redraw([node("a")]);
    assert.deepEqual(drawn, ["all", ["a"]]);
  });

  it("waits until it is released, once for all rows that changed meanwhile", async () => {
    const { drawn, redraws } = recording();
    const [a, b] = [node("a"), node("b")];
    redraws.hold();
    redraws.redraw([a]);
    redraws.redraw([b, a]);
    assert.equal(drawn.length, 0);
    await eventually(() => drawn, [["a", "b"]]);
    redraws.hold();
    redraws.redraw([a]);
    redraws.redraw(undefined);
    redraws.redraw([b]);
    await eventually(() => drawn, [["a", "b"], "all"]);
    redraws.redraw([b]);
    assert.deepEqual(drawn.at(-1), ["b"]);
  });

  it("draws nothing more once the view is gone", async () => {
    const { drawn, redraws } = recording();
    redraws.hold();
    redraws.redraw(undefined);
    redraws.dispose();
    await pause(600);
    assert.deepEqual(drawn, []);
  });
});
