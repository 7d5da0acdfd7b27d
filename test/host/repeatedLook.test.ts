import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { RepeatedLook, type Failures } from "../../src/host/repeatedLook";

const silent: Failures = {
  run: (_, work) => {
    void work().then(undefined, () => undefined);
  },
};

describe("a repeated look", () => {
  it("answers hints that come together once, and never looks twice at a time", async () => {
    let looks = 0;
    let atOnce = 0;
    let most = 0;
    const look = new RepeatedLook(
      "looking",
      async () => {
        looks += 1;
        most = Math.max(most, ++atOnce);
        await pause(20);
        atOnce -= 1;
      },
      { calm: 10, slow: 60_000, restFactor: 0 },
      silent,
    );
    for (let at = 0; at < 100; at++) look.hint();
    await until(() => looks === 1);
    look.hint();
    look.hint();
    await until(() => looks === 2);
    await pause(100);
    look.dispose();
    assert.equal(looks, 2);
    assert.equal(most, 1);
  });

  it("looks again without a hint, after a failure too, until it is disposed", async () => {
    let looks = 0;
    const look = new RepeatedLook(
      "looking",
      async () => {
        looks += 1;
        await Promise.reject(new Error("no"));
      },
      { calm: 1, slow: 5, restFactor: 0 },
      silent,
    );
    await until(() => looks >= 3);
    look.dispose();
    const before = looks;
    await pause(50);
    assert.ok(looks <= before + 1);
  });

  it("rests after a look for as long as its pace says, whatever is hinted", async () => {
    const starts: number[] = [];
    const look = new RepeatedLook(
      "looking",
      async () => {
        starts.push(performance.now());
        await pause(50);
      },
      { calm: 1, slow: 60_000, restFactor: 4 },
      silent,
    );
    look.hint();
    await until(() => starts.length === 1);
    const hints = setInterval(() => {
      look.hint();
    }, 5);
    await until(() => starts.length === 2);
    clearInterval(hints);
    look.dispose();
    const [first = 0, second = 0] = starts;
    // A bound from below: a slow machine only makes it longer.
    assert.ok(second - first >= 200);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(1);
}
