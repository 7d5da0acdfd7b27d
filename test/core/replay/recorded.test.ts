import assert from "node:assert/strict";
import type { SessionReplay } from "../../../src/core/replay/model";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { Session } from "../../../src/core/session/session";
import { rowAt } from "../../../src/core/session/rows";
import { fixtureNames, truth, type Truth } from "../../support/fixtures";
import { openFixture } from "../../support/openFixture";

type Row = Truth["evaluations"][number];

/** What the truth says about each evaluation, and what replay found, in the same form. */
function rowsOf(expected: Truth, session: Session, replay: SessionReplay) {
  const wanted = expected.evaluations.map((row) => ({
    ...{ segment: row.segment, index: row.index, decision: row.decision, sent: row.sent },
    historyLength: row.historyLength,
    pruned: row.sent ? row.pruned : undefined,
    measured: row.usage === "yes" || row.usage === "early",
    agreement: "exact",
    differences: [],
  }));
  const found = expected.evaluations.map(({ segment, index }: Row) => {
    const position = session.segments.findIndex(({ id }) => id === segment);
    const evaluation = replay.segments[position]?.evaluations[index];
    return {
      ...{ segment, index, decision: evaluation?.replayed?.decision, sent: evaluation?.sent },
      historyLength: evaluation?.historyLength,
      pruned: evaluation?.sent === true ? evaluation.pruned.map(Number) : undefined,
      measured: evaluation?.request !== undefined,
      agreement: evaluation?.agreement,
      differences: evaluation?.differences,
    };
  });
  return { wanted, found };
}

/** A cancelled request was measured by the model's side, but its usage never reached the log. */
function withoutCancelled(rows: readonly { readonly measured: boolean }[], expected: Truth) {
  return rows.map((row, at) => {
    const { answered } = expected.evaluations[at] ?? {};
    return answered === "cancel" ? { ...row, measured: false } : row;
  });
}

describe("replay of real sessions", () => {
  for (const name of fixtureNames())
    for (const kept of ["as the log has it", "without metadata"])
      it(`${name}, ${kept}: every evaluation as the model's side saw it`, async () => {
        const { session: whole } = await openFixture(name);
        const session =
          kept === "without metadata" ? { ...whole, metadata: undefined } : { ...whole };
        const expected = truth(name);
        const replay = replaySession(session);
        const { wanted, found } = rowsOf(expected, session, replay);
        assert.deepEqual(found, withoutCancelled(wanted, expected));
        const evaluations = expected.evaluations.length;
        assert.deepEqual(replay.agreement, {
          ...{ evaluations, exact: evaluations, boundary: 0, differs: 0, notComparable: 0 },
        });
        const logged = session.segments.map((segment) => segment.evaluations.length);
        assert.deepEqual(
          replay.segments.map((segment) => segment.evaluations.length),
          logged,
        );
        if (evaluations === 0 || expected.settings === null) return;
        const { spans } = replay.settings;
        const [span] = spans;
        assert.equal(spans.length, 1);
        assert.ok(span);
        const { protected_tokens, min_savings } = expected.settings;
        for (const [interval, value] of [
          [span.protectedTokens, protected_tokens],
          [span.minSavings, min_savings],
        ] as const)
          assert.ok(
            interval.from <= value && value <= (interval.to ?? Infinity),
            `${value} is not within ${interval.from} to ${String(interval.to)}`,
          );
        assert.equal(replay.settings.contradiction, undefined);
      });

  it("confines protected_tokens narrowly where there are fires enough, and guesses it", async () => {
    const widths: number[] = [];
    let guessed = 0;
    for (const name of fixtureNames()) {
      const { evaluations, settings } = truth(name);
      if (settings === null || evaluations.filter((row) => row.decision === "fired").length < 20)
        continue;
      const { session } = await openFixture(name);
      const [span] = replaySession({ ...session, metadata: undefined }).settings.spans;
      assert.ok(span?.protectedTokens.to !== undefined);
      widths.push(
        (span.protectedTokens.to - span.protectedTokens.from) / settings.protected_tokens,
      );
      if (span.protectedTokens.value === settings.protected_tokens) guessed += 1;
    }
    widths.sort((a, b) => a - b);
    assert.ok(widths.length >= 18);
    assert.ok((widths[Math.floor(widths.length / 2)] ?? 1) <= 0.005);
    assert.equal(guessed, widths.length);
  });

  for (const name of fixtureNames())
    it(`${name}: restarts where they leave a trace, and the bytes of reasoning ids`, async () => {
      const expected = truth(name);
      const { session, replay } = await openFixture(name);
      if (expected.evaluations.length === 0) return;
      for (const [position, { id, items }] of session.segments.entries()) {
        const rows = expected.evaluations.filter((row) => row.segment === id);
        const restarts = rows.flatMap(({ index, process }, at) =>
          at > 0 && rows[at - 1]?.process !== process ? index : [],
        );
        const found = replay.segments[position];
        const reasons = items.kind.includes(3);
        assert.equal(found?.reasoningIdBytes, expected.reasoningIdBytes);
        assert.equal(
          found.reasoningIdSource,
          expected.reasoningIdBytes > 0 ? "inferred" : "not needed",
        );
        const placed = found.processes.slice(1).map((span) => span.firstEvaluation);
        // Without ids and without inherited records a restart changes nothing that a log holds.
        assert.ok(placed.every((index) => restarts.includes(index)));
        if (expected.reasoningIdBytes > 0 && reasons) assert.deepEqual(placed, restarts);
        for (const { index, process } of rows)
          if (expected.reasoningIdBytes > 0)
            assert.equal(
              found.evaluations[index]?.process,
              process - (rows[0]?.process ?? 0),
              `process of ${id} #${index}`,
            );
      }
    });

  it("finds the records of the whole chain after forks in a row, and says where they are from", async () => {
    for (const name of ["forked", "new-forked"]) {
      const { session, replay } = await openFixture(name);
      const ids = session.segments.map(({ id }) => id);
      assert.deepEqual(
        replay.segments.map(({ lineage }) => [lineage.basis, lineage.from]),
        [
          ["not a fork", []],
          ["agreement", [ids[0]]],
          ["agreement", [ids[1], ids[0]]],
        ],
      );
      const requests = session.segments.map((segment) => segment.requests.length);
      assert.deepEqual(
        replay.segments.map(({ lineage }) => lineage.records.length),
        [0, requests[0], (requests[0] ?? 0) + (requests[1] ?? 0)],
      );
    }
  });

  for (const name of ["many-off", "no-pruning"])
    it(`${name}: requests without evaluations`, async () => {
      const { session, replay } = await openFixture(name);
      const { requests = [] } = truth(name);
      assert.deepEqual(
        replay.requests.map(({ segment, historyLength, evaluation, measured, pruned }) => ({
          historyLength,
          inputTokens: rowAt(session.segments[segment]?.requests, measured)?.inputTokens,
          evaluation,
          pruned,
        })),
        requests.map(({ historyLength, inputTokens }) => ({
          ...{ historyLength, inputTokens, evaluation: undefined, pruned: [] },
        })),
      );
      assert.notEqual(replay.settings.source, "inferred");
      assert.deepEqual(replay.settings.spans, []);
    });

  for (const name of fixtureNames())
    it(`${name}: one request for each evaluation that was sent, in order`, async () => {
      const { session, replay } = await openFixture(name);
      const expected = truth(name).evaluations.filter((row) => row.sent);
      if (expected.length === 0) return;
      assert.deepEqual(
        replay.requests.map(({ segment, evaluation, historyLength }) => ({
          ...{ segment: session.segments[segment]?.id, index: evaluation, historyLength },
        })),
        expected.map(({ segment, index, historyLength }) => ({ segment, index, historyLength })),
      );
    });

  for (const name of fixtureNames())
    it(`${name}: joins point at the fire's own request, or say that they do not`, async () => {
      const { session, replay } = await openFixture(name);
      for (const [position, segment] of replay.segments.entries())
        for (const [index, { join, request }] of segment.evaluations.entries()) {
          const { correlationId } = rowAt(session.segments[position]?.evaluations, index) ?? {};
          if (join === undefined) continue;
          const joined = rowAt(session.segments[join.segment]?.joins, join.join);
          assert.equal(joined?.correlationId, correlationId);
          assert.equal(join.ownRequest, join.segment === position && joined?.request === request);
        }
    });

  it("compacted-midway: a fire that was not sent is joined in the next segment", async () => {
    const { replay } = await openFixture("compacted-midway");
    const unsent = replay.segments.flatMap(({ evaluations }, segment) =>
      evaluations.flatMap(({ sent, join }) => (sent ? [] : { segment, join })),
    );
    assert.equal(unsent.length, 3);
    for (const { segment, join } of unsent)
      if (join !== undefined) {
        assert.equal(join.segment, segment + 1);
        assert.equal(join.ownRequest, false);
      }
    assert.ok(unsent.some(({ join }) => join !== undefined));
  });
});
