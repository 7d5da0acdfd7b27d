import assert from "node:assert/strict";
import { PageStart } from "../../../src/host/page/pageStart";

describe("the start of a page", () => {
  it("has begun once the page says so", async () => {
    const start = new PageStart();
    const order: string[] = [];
    const waiting = start.begun.then(() => order.push("begun"));
    await Promise.resolve();
    order.push("said");
    assert.equal(start.hasBegun, false);
    start.begin();
    start.begin();
    assert.equal(start.hasBegun, true);
    await waiting;
    assert.deepEqual(order, ["said", "begun"]);
  });

  it("keeps nobody waiting for a page that is closed, or never says anything", async () => {
    const closed = new PageStart();
    closed.dispose();
    await closed.begun;
    await new PageStart().begun;
  });
});
