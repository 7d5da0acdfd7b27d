import assert from "node:assert/strict";
import type { Alignment } from "../../src/core/compare/compareSessions";
import { Aligner, type LoadedSides } from "../../webview/compare/aligner";
import { LoadedSession } from "../../webview/loadedSession";
import { syntheticSession } from "../core/whatif/syntheticSession";

/** Another state of a session, which is of its own work where the seed is. */
function loaded(generation: number, requests: number, seed: number): LoadedSession {
  const settings = { protectedTokens: 8000, minSavings: 4096 };
  const { session, replay } = syntheticSession({ requests, settings, seed, deviation: 0.03 });
  return new LoadedSession(generation, session, replay);
}

function listening() {
  const aligned: { readonly alignment: Alignment; readonly of: LoadedSides }[] = [];
  const failures: unknown[] = [];
  let changes = 0;
  const aligner = new Aligner({
    onAligned: (alignment, of) => {
      aligned.push({ alignment, of });
    },
    onChange: () => {
      changes++;
    },
    onFailed: (error) => {
      failures.push(error);
    },
  });
  const until = async (count: number) => {
    let turns = 0;
    for (; aligned.length < count; turns++) {
      assert.deepEqual(failures, []);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return turns;
  };
  return { aligner, aligned, until, changes: () => changes };
}

describe("aligning two sessions in slices", () => {
  const now = performance.now.bind(performance);

  before(() => {
    // Each look at the clock takes a millisecond, so that the slices are the same on every machine.
    let looks = 0;
    performance.now = () => ++looks;
  });

  after(() => {
    performance.now = now;
  });

  const a = loaded(1, 700, 3);
  const b = loaded(1, 700, 5);

  it("lets others have turns, and gives the alignment once for the same states", async () => {
    const { aligner, aligned, until } = listening();
    aligner.use({ a, b });
    assert.equal(aligned.length, 0);
    assert.ok((await until(1)) > 1);
    aligner.use({ a, b });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(aligned.length, 1);
    assert.equal(aligned[0]?.alignment.a.session, a.session);
    assert.equal(aligner.work, undefined);
  });

  it("finishes what is under way, then goes on to the newest state, and prepares no state twice", async () => {
    const { aligner, aligned, until } = listening();
    aligner.use({ a, b });
    const [second, third] = [loaded(2, 710, 3), loaded(3, 720, 3)];
    aligner.use({ a: second, b });
    aligner.use({ a: third, b });
    await until(2);
    assert.deepEqual(
      aligned.map(({ of }) => of.a.generation),
      [1, 3],
    );
    assert.equal(aligned[0]?.alignment.b, aligned[1]?.alignment.b);
  });

  it("stops when told, and carries on when wanted or when another state comes", async () => {
    const { aligner, aligned, until, changes } = listening();
    aligner.use({ a, b });
    aligner.cancel();
    assert.ok(aligner.isStopped && aligner.work === undefined && changes() === 1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(aligned.length, 0);
    aligner.again();
    assert.ok(!aligner.isStopped);
    await until(1);
    const newer = loaded(2, 710, 3);
    aligner.use({ a: newer, b });
    aligner.cancel();
    aligner.use({ a: newer, b: loaded(2, 700, 5) });
    assert.ok(!aligner.isStopped);
    await until(2);
    assert.equal(aligned[1]?.of.a, newer);
  });
});
