import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import { findFindings } from "../../../src/core/whatif/findings/findFindings";
import type { FindingKind } from "../../../src/core/whatif/findings/finding";
import { resimulationOf } from "../../../src/core/whatif/resimulate";
import { countSession } from "../../../src/host/session/sessionCounts";
import { sessionMarks, type SessionMark } from "../../../src/host/session/sessionMarks";
import { loadSession } from "../../../src/platform/loadSession";
import { fixtureNames } from "../../support/fixtures";
import { fixtureSession } from "./support";

const countOf = (marks: readonly SessionMark[], kind: FindingKind) =>
  marks.find((mark) => mark.kind === kind)?.findings ?? 0;

describe("the marks of a session", () => {
  for (const name of fixtureNames())
    it(`count the findings of ${name}, and those that the log alone gives where it is too long`, async () => {
      const { session } = await loadSession(await fixtureSession(name));
      const replay = replaySession(session);
      const found = findFindings(resimulationOf(session, replay));
      const fitted = sessionMarks(session, replay);
      assert.equal(fitted.judgedBy, "fit");
      assert.equal(
        fitted.marks.reduce((sum, mark) => sum + mark.findings, 0),
        found.length,
      );
      for (const { kind, findings } of fitted.marks)
        assert.equal(findings, found.filter((finding) => finding.kind === kind).length);
      const fromLog = sessionMarks(session, replay, 0);
      assert.equal(fromLog.judgedBy, "log");
      for (const kind of [
        "sent-again",
        "unfinished",
        "settings-changed",
        "unreadable",
        "disagrees",
      ] as const)
        assert.equal(countOf(fromLog.marks, kind), countOf(fitted.marks, kind), kind);
      assert.equal(countOf(fromLog.marks, "never-paid"), 0);
    });

  it("stand in the counts, beside the turns, the span and whether the last run has ended", async () => {
    const counts = countSession(await loadSession(await fixtureSession("compacted")));
    assert.equal(counts.turns, 83);
    assert.equal(counts.hasEnded, true);
    assert.ok(counts.marks.length > 0);
    assert.ok((counts.spanMs ?? 0) > 1000);
    const none = countSession(await loadSession(await fixtureSession("no-pruning")));
    assert.deepEqual(none.marks, []);
  });
});
