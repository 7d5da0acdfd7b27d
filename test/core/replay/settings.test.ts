import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { PruneSettings } from "../../../src/core/prune/evaluate";
import type { AgentMetadata } from "../../../src/core/session/agentMetadata";
import type { Session } from "../../../src/core/session/session";
import { openFixture } from "../../support/openFixture";
import { modelSession } from "./modelSession";
import { noTroubles, randomSession, type SessionKind } from "./randomSession";
import type { WriterModel } from "./writerModel";

const early = { protectedTokens: 1500, minSavings: 100 };
const late = { protectedTokens: 3000, minSavings: 1500 };
const changing: SessionKind = {
  troubles: noTroubles,
  clocks: ["steady"],
  idBytes: [0],
  runs: [12, 12],
  settings: early,
  change: { run: 6, settings: late },
};

function claiming(session: Session, settings: PruneSettings | "off"): Session {
  const metadata: AgentMetadata = {
    agentName: "agent",
    activeSessionId: session.id,
    activeSegmentId: undefined,
    pruning: settings === "off" ? { kind: "off" } : { kind: "on", settings },
  };
  return { ...session, metadata };
}

/** First evaluation of the seventh run. */
function changedAt({ segments }: Session): number {
  return segments[0]?.runs[6]?.firstEvaluation ?? -1;
}

function sessionsOf(
  kind: SessionKind,
  seeds: number,
): readonly { model: WriterModel; session: Session }[] {
  return Array.from({ length: seeds }, (_, seed) => {
    const model = randomSession(seed + 1, kind);
    return { model, session: modelSession(model.sessionId, model.segments) };
  });
}

describe("the settings", function () {
  this.timeout(60_000);

  it("are found in two spans where they changed midway, and every evaluation agrees", () => {
    let guessed = 0;
    const sessions = sessionsOf(changing, 30);
    for (const { session } of sessions) {
      const { settings, agreement } = replaySession(session);
      const [first, second] = settings.spans;
      assert.equal(settings.source, "inferred");
      assert.equal(settings.spans.length, 2);
      assert.equal(agreement.exact, agreement.evaluations);
      const change = second?.evaluation ?? -1;
      // The change shows with the first evaluation that the settings before do not explain.
      assert.ok(change >= changedAt(session));
      for (const [span, truth] of [
        [first, early],
        [second, late],
      ] as const)
        for (const setting of ["protectedTokens", "minSavings"] as const) {
          const interval = span?.[setting];
          assert.ok(interval !== undefined && interval.from <= truth[setting]);
          assert.ok(truth[setting] <= (interval.to ?? Infinity));
        }
      if (second?.protectedTokens.value === 3000 && first?.protectedTokens.value === 1500)
        guessed += 1;
    }
    assert.ok(guessed >= 0.9 * sessions.length, `${guessed} of ${sessions.length} guessed`);
  });

  it("that metadata claims are taken where they fit", async () => {
    const { session, replay } = await openFixture("many-default");
    assert.ok(session.metadata?.pruning.kind === "on");
    assert.equal(replay.settings.source, "metadata");
    const [span] = replay.settings.spans;
    assert.equal(span?.protectedTokens.value, session.metadata.pruning.settings.protectedTokens);
    assert.equal(span.protectedTokens.guessed, false);
    assert.equal(span.minSavings.guessed, false);
    assert.equal(replay.settings.contradiction, undefined);
  });

  it("that metadata claims wrongly are contradicted where the log first says otherwise", async () => {
    const { session } = await openFixture("many-default");
    const claimed = { protectedTokens: 20_000, minSavings: 4096 };
    const { settings, agreement } = replaySession(claiming(session, claimed));
    assert.equal(settings.source, "inferred");
    assert.equal(agreement.exact, agreement.evaluations);
    assert.equal(settings.spans[0]?.protectedTokens.value, 8000);
    assert.equal(settings.spans[0].minSavings.guessed, false);
    const [segment] = session.segments;
    const first = segment?.evaluations.findIndex((own) => own.decision !== "no_candidates") ?? -1;
    assert.deepEqual(settings.contradiction?.claimed, claimed);
    assert.equal(settings.contradiction.segment, 0);
    assert.ok(settings.contradiction.evaluation <= first);
  });

  it("that metadata claims for the end only hold there", () => {
    for (const { session } of sessionsOf(changing, 10)) {
      const { settings, agreement } = replaySession(claiming(session, late));
      assert.equal(agreement.exact, agreement.evaluations);
      assert.equal(settings.spans.length, 2);
      assert.equal(settings.spans[1]?.protectedTokens.value, late.protectedTokens);
      assert.equal(settings.spans[1].protectedTokens.guessed, false);
      assert.ok((settings.contradiction?.evaluation ?? Infinity) < changedAt(session));
    }
  });

  it("are off where metadata says so and nothing was evaluated", async () => {
    const { session } = await openFixture("no-pruning");
    for (const pruning of [session, claiming(session, "off")])
      assert.deepEqual(replaySession(pruning).settings, {
        ...{ source: "off", spans: [], contradiction: undefined },
      });
  });

  it("are inferred although metadata says that pruning is off", async () => {
    const { session } = await openFixture("many-default");
    const { settings, agreement } = replaySession(claiming(session, "off"));
    assert.equal(settings.source, "inferred");
    assert.equal(settings.spans[0]?.protectedTokens.value, 8000);
    assert.equal(agreement.exact, agreement.evaluations);
  });

  it("are unknown where nothing confines them", async () => {
    const { session } = await openFixture("many-default");
    const silent = session.segments.map((segment) => ({ ...segment, evaluations: [], runs: [] }));
    const { settings } = replaySession({ ...session, segments: silent, metadata: undefined });
    assert.deepEqual(settings, { source: "none", spans: [], contradiction: undefined });
  });

  it("are named by the agent's default, or a round value, only inside a narrow interval", async () => {
    for (const [name, protectedTokens, minSavings] of [
      ["many-default", 8000, 4096],
      ["many-cautious", 30_000, 20_000],
      ["many-eager", 2000, undefined],
      ["first", undefined, undefined],
    ] as const) {
      const { session } = await openFixture(name);
      const [span] = replaySession({ ...session, metadata: undefined }).settings.spans;
      assert.equal(span?.protectedTokens.value, protectedTokens, name);
      assert.equal(span?.minSavings.value, minSavings, name);
      assert.equal(span?.minSavings.guessed, minSavings !== undefined, name);
    }
  });
});
