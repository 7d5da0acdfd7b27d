import assert from "node:assert/strict";
import { alignInSteps } from "../../../src/core/compare/alignSequences";
import { alignSides } from "../../../src/core/compare/compareSessions";
import { prepareSide } from "../../../src/core/compare/preparedSide";
import { requestRows } from "../../../src/core/inspect/requestRows";
import { ResultSets } from "../../../src/core/inspect/resultSets";
import { summariseSession } from "../../../src/core/inspect/sessionSummary";
import { runToEnd } from "../../../src/core/work";
import { Steps } from "../../../src/core/compare/steps";
import { syntheticSession, type SyntheticSession } from "../whatif/syntheticSession";

const session = (requests: number, seed: number, protectedTokens: number) =>
  syntheticSession({
    requests,
    settings: { protectedTokens, minSavings: 4096 },
    seed,
    deviation: 0.03,
  });

/** Steps that the alignment of two sessions took, the number of its turns, and what it found. */
function aligned(a: SyntheticSession, b: SyntheticSession) {
  const steps = new Steps();
  const work = alignSides(
    runToEnd(prepareSide(a, new Steps())),
    runToEnd(prepareSide(b, new Steps())),
    steps,
  );
  const shares: number[] = [];
  for (;;) {
    const next = work.next();
    if (next.done === true) return { steps: steps.sum, shares, alignment: next.value };
    shares.push(next.value);
  }
}

const elementsOf = (...sessions: readonly SyntheticSession[]) =>
  sessions.reduce(
    (sum, { session: { segments }, replay }) =>
      sum +
      replay.requests.length +
      segments.reduce((items, segment) => items + segment.items.length, 0),
    0,
  );

/** Steps to align sequences that have ends in common, every so many elements another one, or nothing that occurs once. */
function stepsFor(a: readonly number[], b: readonly number[]): number {
  const steps = new Steps();
  runToEnd(
    alignInSteps(
      {
        keysA: Float64Array.from(a),
        keysB: Float64Array.from(b),
        worth: (at, other) => (a[at] === b[other] ? 2 : 1),
      },
      steps,
    ),
  );
  return steps.sum;
}

describe("the work of comparing", () => {
  it("sessions of the same work takes a few steps for each request and item", () => {
    for (const requests of [500, 2000]) {
      const [a, b] = [session(requests, 3, 8000), session(requests, 3, 40_000)];
      const { steps, alignment } = aligned(a, b);
      assert.equal(alignment.counts.bases.same, requests);
      assert.ok(steps <= 6 * elementsOf(a, b), `${steps} steps for ${elementsOf(a, b)} elements`);
    }
  });

  it("is prepared with many turns for others, and with what was made of a state already", () => {
    const of = session(20_000, 3, 8000);
    const results = new ResultSets(of.session);
    const rows = requestRows(of.session, of.replay, results);
    const summary = summariseSession(of.session, of.replay, rows);
    const steps = new Steps();
    const work = prepareSide({ ...of, results, rows, summary }, steps);
    const shares: number[] = [];
    let step = work.next();
    for (; step.done !== true; step = work.next()) shares.push(step.value);
    assert.equal(step.value.rows, rows);
    assert.equal(step.value.summary, summary);
    assert.ok(steps.sum >= 10 * elementsOf(of), `${steps.sum} steps`);
    assert.ok(shares.length >= steps.sum / 200_000, `${shares.length} turns, ${steps.sum} steps`);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    const plain = runToEnd(prepareSide({ session: of.session, replay: of.replay }, new Steps()));
    assert.deepEqual(plain.keys, step.value.keys);
    assert.deepEqual(plain.rows, rows);
    assert.deepEqual(plain.beginnings, step.value.beginnings);
  });

  it("sessions of other work is bounded by their length, interrupted often, and never goes back", () => {
    const [a, b] = [session(2000, 3, 8000), session(2000, 5, 8000)];
    const { steps, shares } = aligned(a, b);
    assert.ok(steps <= 400 * elementsOf(a, b), `${steps} steps for ${elementsOf(a, b)} elements`);
    assert.ok(shares.length >= steps / 300_000, `${shares.length} turns for ${steps} steps`);
    for (const [at, share] of shares.entries())
      assert.ok(share >= (shares[at - 1] ?? 0) - 1e-9 && share <= 1, `share ${share}`);
  });

  it("grows with the length of long sequences, not with its square", () => {
    const shapes: readonly (readonly [
      string,
      (length: number) => readonly number[],
      (length: number) => readonly number[],
    ])[] = [
      ["alike", (length) => range(length), (length) => range(length)],
      [
        "a stretch lost",
        range,
        (length) => range(length).filter((at) => at < length / 9 || at > length / 3),
      ],
      ["every tenth another", range, (length) => range(length).map((at) => (at % 10 ? at : -at))],
      ["nothing in common", range, (length) => range(length).map((at) => -1 - at)],
      [
        "nothing that occurs once",
        (length) => range(length).map((at) => at % 3),
        (length) => range(length).map((at) => (at * at) % 7),
      ],
      ["much longer than the other", range, (length) => range(length >> 5).map((at) => -1 - at)],
      ["turned round", range, (length) => range(length).map((at) => length - at)],
    ];
    for (const [name, a, b] of shapes) {
      const [short, long] = [10_000, 40_000].map((length) => stepsFor(a(length), b(length)));
      assert.ok(short !== undefined && long !== undefined);
      assert.ok(long <= 4.6 * short, `${name}: ${short} steps, then ${long}`);
      assert.ok(long <= 400 * 40_000, `${name}: ${long} steps`);
    }
  });
});

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, at) => at);
}
