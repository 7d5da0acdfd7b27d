import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import type { RecordedEvaluation } from "../../../src/core/session/segment";
import type { Session } from "../../../src/core/session/session";
import { fixtureNames, truth } from "../../support/fixtures";
import { openFixture } from "../../support/openFixture";
import { Random } from "./random";

const perSession = 4;

type Alteration = (evaluation: RecordedEvaluation) => Partial<RecordedEvaluation>;

const nothing = {
  candidateCount: undefined,
  protectedStart: undefined,
  estimatedSavingsTokens: undefined,
  correlationId: undefined,
};
const id = "00000000-0000-4000-8000-000000000000";

const ofNumbers: Readonly<Record<string, Alteration>> = {
  "savings one more": (e) => ({ estimatedSavingsTokens: (e.estimatedSavingsTokens ?? 0) + 1 }),
  "savings doubled": (e) => ({ estimatedSavingsTokens: 2 * (e.estimatedSavingsTokens ?? 0) + 1 }),
  "one candidate more": (e) => ({ candidateCount: (e.candidateCount ?? 0) + 1 }),
  "boundary one later": (e) => ({ protectedStart: (e.protectedStart ?? 0) + 1 }),
  "boundary earlier": (e) => ({ protectedStart: Math.max(1, (e.protectedStart ?? 0) - 5) }),
  "no candidates": () => ({ decision: "no_candidates", ...nothing }),
  "other decision": (e) =>
    e.decision === "fired"
      ? { decision: "below_min_savings", correlationId: undefined }
      : { decision: "fired", correlationId: id },
};
const ofNone: Readonly<Record<string, Alteration>> = {
  "numbers made up": () => ({
    ...{ decision: "below_min_savings", candidateCount: 1, protectedStart: 3 },
    estimatedSavingsTokens: 137,
  }),
};

function altered(
  session: Session,
  segment: number,
  index: number,
  alteration: Alteration,
): Session {
  return {
    ...session,
    segments: session.segments.map((own, position) => ({
      ...own,
      evaluations: own.evaluations.map((evaluation, at) =>
        position === segment && at === index
          ? { ...evaluation, ...alteration(evaluation) }
          : evaluation,
      ),
    })),
  };
}

/** Evaluations that are not exact, and those that stand elsewhere than where they were made. */
function disagreeing(name: string, session: Session) {
  const replay = replaySession(session);
  const { evaluations } = truth(name);
  const differing: string[] = [];
  const moved: string[] = [];
  for (const [position, { id: segment }] of session.segments.entries())
    for (const [index, found] of (replay.segments[position]?.evaluations ?? []).entries()) {
      const row = evaluations.find((own) => own.segment === segment && own.index === index);
      if (found.agreement !== "exact") {
        differing.push(`${position} #${index}`);
        assert.notDeepEqual(found.differences, []);
      }
      if (row?.historyLength !== found.historyLength) moved.push(`${position} #${index}`);
    }
  return { differing, moved };
}

describe("a record altered by hand", function () {
  this.timeout(60_000);
  let edits = 0;
  let unseen = 0;

  for (const name of fixtureNames())
    for (const kept of ["with metadata", "without metadata"])
      it(`${name}, ${kept}: exactly that one differs`, async () => {
        const opened = await openFixture(name);
        const session =
          kept === "without metadata" ? { ...opened.session, metadata: undefined } : opened.session;
        const random = new Random(name.length);
        const all = session.segments.flatMap((own, segment) =>
          own.evaluations.map((evaluation, index) => ({ segment, index, evaluation })),
        );
        for (let turn = 0; turn < perSession && all.length > 0; turn++) {
          const { segment, index, evaluation } = random.pick(all);
          const alterations = evaluation.decision === "no_candidates" ? ofNone : ofNumbers;
          for (const [what, alteration] of Object.entries(alterations)) {
            const { differing, moved } = disagreeing(
              name,
              altered(session, segment, index, alteration),
            );
            edits += 1;
            // Without metadata the record that draws the settings' limit can be moved a little: other settings explain all.
            if (session.metadata?.pruning.kind !== "on" && differing.length === 0) unseen += 1;
            else assert.deepEqual(differing, [`${segment} #${index}`], what);
            assert.deepEqual(moved, [], what);
          }
        }
      });

  after(() => {
    assert.ok(edits > 500);
    assert.ok(unseen <= edits / 100, `${unseen} of ${edits} alterations are not seen`);
  });
});
