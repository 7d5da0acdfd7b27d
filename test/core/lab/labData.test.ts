import assert from "node:assert/strict";
import { earlyFindings, groupFindings } from "../../../src/core/lab/findingGroups";
import { extendTokens } from "../../../src/core/lab/extendTokens";
import type { AgreementCounts } from "../../../src/core/replay/model";
import { requestRows } from "../../../src/core/inspect/requestRows";
import { ResultSets } from "../../../src/core/inspect/resultSets";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import { findingKinds, type Finding } from "../../../src/core/whatif/findings/finding";
import { prepareResimulation } from "../../../src/core/whatif/resimulate";
import { runToEnd } from "../../../src/core/work";
import { openFixture } from "../../support/openFixture";

async function fitted(name: string) {
  const { session, replay } = await openFixture(name);
  return { session, replay, resimulation: runToEnd(prepareResimulation(session, replay)) };
}

/** Counts of agreement where so many of a hundred decisions are reproduced. */
const reproduced = (exact: number): AgreementCounts => ({
  evaluations: 100,
  exact,
  boundary: 0,
  differs: 0,
  notComparable: 100 - exact,
});

describe("finding groups", () => {
  it("hold every finding once, in the order of the kinds, with the sums of its figures", () => {
    const finding = (kind: Finding["kind"], request: number, tokens: number): Finding => ({
      kind,
      place: { kind: "request", request },
      figures: { tokens },
      sentence: "",
      remedy: undefined,
    });
    const given = [
      finding("creeping", 9, 1),
      finding("sent-again", 1, 10),
      finding("sent-again", 2, 20),
    ];
    const groups = groupFindings(given, reproduced(100));
    assert.deepEqual(
      groups.map(({ kind }) => kind),
      findingKinds.filter((kind) => given.some((one) => one.kind === kind)),
    );
    assert.equal(groups[0]?.totals.get("tokens"), 30);
    assert.deepEqual(groups.flatMap(({ findings }) => findings).length, given.length);
    assert.deepEqual(groupFindings([], reproduced(0)), []);
  });

  it("begin with what is wrong with the log where that leaves many decisions unproved", () => {
    const kinds = [
      "sent-again",
      "unfinished",
      "settings-changed",
      "unreadable",
      "disagrees",
    ] as const;
    const given = kinds.map((kind): Finding => ({
      kind,
      place: { kind: "session" },
      figures: {},
      sentence: "",
      remedy: undefined,
    }));
    const order = (exact: number) =>
      groupFindings(given, reproduced(exact)).map(({ kind }) => kind);
    assert.deepEqual(order(95), kinds);
    assert.deepEqual(order(94), [
      "unreadable",
      "disagrees",
      "sent-again",
      "unfinished",
      "settings-changed",
    ]);
  });

  it("know before the fit which requests sent content again", async () => {
    const { session, replay } = await openFixture("many-default");
    const rows = requestRows(session, replay, new ResultSets(session));
    const [group] = groupFindings(earlyFindings(session, replay, rows), replay.agreement);
    assert.equal(group?.kind, "sent-again");
    assert.equal(group.findings.length, 46);
  });
});

describe("fitted tokens", () => {
  it("make each drawn prompt the measured one, at a scale of 1", async () => {
    const { session, replay, resimulation } = await fitted("many-default");
    const model = buildTimelineModel(session, replay, { itemTokens: resimulation.fit.segments });
    assert.equal(model.heights, "fitted");
    const scales = Array.from(model.requests.scale);
    assert.ok(
      scales.every((scale) => Math.abs(scale - 1) < 0.02),
      String(Math.max(...scales)),
    );
  });

  it("of an earlier state serve a grown session until it is fitted", async () => {
    const { session, replay, resimulation } = await fitted("many-default");
    const earlier = resimulation.fit.segments.map(({ overheadTokens, rest, content }) => ({
      overheadTokens,
      rest: rest.slice(0, 300),
      content: content.slice(0, 300),
    }));
    const extended = extendTokens(earlier, session);
    const [first] = extended;
    assert.ok(first !== undefined);
    assert.equal(first.rest.length, session.segments[0]?.items.length);
    assert.deepEqual(first.rest.subarray(0, 300), earlier[0]?.rest);
    assert.ok(first.rest.subarray(300).some((tokens) => tokens > 0));
    assert.equal(
      buildTimelineModel(session, replay, { itemTokens: extended }).length,
      replay.requests.length,
    );
    const shorter = extendTokens(resimulation.fit.segments, {
      ...session,
      segments: session.segments.map((segment) => ({
        ...segment,
        items: { ...segment.items, length: 10 },
      })),
    });
    assert.equal(shorter[0], undefined);
  });
});
