import assert from "node:assert/strict";
import { PageStart } from "../../../src/host/page/pageStart";

describe("the start of a page", () => {
  it("has begun once the page says so", async () => {
    const start = new PageStart();
    const order: string[] = [];
    const waiting = start.afterwards(async () => {
      order.push("worked");
      return Promise.resolve();
    });
    await Promise.resolve();
    order.push("said");
    assert.equal(start.hasBegun, false);
    start.begin();
    start.begin();
    assert.equal(start.hasBegun, true);
    await waiting;
    assert.deepEqual(order, ["said", "worked"]);
  });

  it("keeps nobody waiting for a page that never says anything", async () => {
    let worked = 0;
    await new PageStart().afterwards(async () => {
      worked += 1;
      return Promise.resolve();
    });
    assert.equal(worked, 1);
  });

  it("does nothing for a page that is closed before, and keeps nobody waiting for it", async () => {
    const closed = new PageStart();
    const work = closed.afterwards(async () => Promise.reject(new Error("asked a closed panel")));
    closed.dispose();
    await work;
  });
});
