import assert from "node:assert/strict";
import { withoutTexts } from "../../../src/core/export/withoutTexts";
import { headerOf } from "../../../src/core/wire/header";
import { packSession } from "../../../src/core/wire/packSession";
import { openFixture } from "../../support/openFixture";
import { hostileSession, hostileTexts } from "./hostileSession";
import { rowAt } from "../../../src/core/session/rows";

describe("a session without its texts", () => {
  it("keeps every number of real sessions", async () => {
    for (const name of ["many-default", "forked", "failures", "new-restarted"]) {
      const opened = await openFixture(name);
      const before = packSession(opened.session, opened.replay);
      const bare = withoutTexts(opened);
      const after = packSession(bare.session, bare.replay);
      const texts = /(callIds|message|correlationId|reason|trigger)(:units)?$/;
      for (const [column, values] of before.arrays)
        if (!texts.test(column)) assert.deepEqual(after.arrays.get(column), values, column);
      assert.deepEqual(after.header.settings, before.header.settings);
      assert.deepEqual(after.header.agreement, before.header.agreement);
    }
  });

  it("still joins what was joined", async () => {
    const opened = await openFixture("many-default");
    const [segment] = opened.session.segments;
    const [bare] = withoutTexts(opened).session.segments;
    assert.ok(segment !== undefined && bare !== undefined && segment.joins.length > 0);
    const partners = ({ joins, evaluations }: typeof segment) =>
      joins.map((join) =>
        evaluations.findIndex(({ correlationId }) => correlationId === join.correlationId),
      );
    assert.deepEqual(partners(bare), partners(segment));
    assert.ok(partners(segment).some((position) => position >= 0));
    assert.notEqual(rowAt(bare.joins, 0)?.correlationId, rowAt(segment.joins, 0)?.correlationId);
  });

  it("numbers names that are no ids, the same name the same way", async () => {
    const { session, replay } = await openFixture("forked");
    const [first, ...others] = session.segments;
    assert.ok(first !== undefined);
    const named = {
      ...session,
      id: "my secret plan",
      segments: [
        { ...first, id: "my secret plan", sessionId: "my secret plan" },
        ...others.map((segment) => ({
          ...segment,
          origin: { kind: "forked", segmentId: "my secret plan", atTurnIndex: 1 } as const,
        })),
      ],
    };
    const bare = withoutTexts({ session: named, replay });
    assert.doesNotMatch(JSON.stringify(headerOf(bare.session, bare.replay)), /secret/);
    const [begun, forked] = bare.session.segments;
    assert.ok(begun !== undefined && forked?.origin.kind === "forked");
    assert.equal(forked.origin.segmentId, begun.id);
    assert.equal(bare.session.id, begun.id);
  });

  it("says nothing that the log said but tool names and the agent's name", () => {
    const bare = withoutTexts(hostileSession());
    const { session } = bare;
    const spoken = JSON.stringify({
      header: headerOf({ ...session, metadata: undefined }, bare.replay),
      segments: session.segments.map(({ callIds, runs, evaluations, joins, unread }) => ({
        callIds,
        runs,
        evaluations,
        joins,
        unread,
      })),
    });
    assert.ok((session.segments[0]?.unread.length ?? 0) >= hostileTexts.length);
    for (const text of hostileTexts) {
      const escaped = JSON.stringify(text).slice(1, -1);
      assert.ok(!spoken.includes(escaped), text);
      assert.ok(!spoken.includes(JSON.stringify(escaped).slice(1, -1)), text);
    }
    assert.doesNotMatch(spoken, /hacked/);
  });
});
