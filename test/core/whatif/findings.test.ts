import assert from "node:assert/strict";
import { withoutTexts } from "../../../src/core/export/withoutTexts";
import { replaySession } from "../../../src/core/replay/replaySession";
import { assembleSession } from "../../../src/core/session/session";
import { findFindings } from "../../../src/core/whatif/findings/findFindings";
import { findingSentences } from "../../../src/core/whatif/findings/findingSentences";
import { prepareResimulation } from "../../../src/core/whatif/resimulate";
import { fixtureNames, truth } from "../../support/fixtures";
import { foldLog } from "../../support/foldLog";
import { ScriptedAgent } from "../../support/scriptedAgent";
import { runToEnd } from "../../../src/core/work";
import { resimulated } from "./pairs";

describe("what-if: findings", () => {
  for (const name of fixtureNames()) {
    it(`${name}: content sent again is found wherever it was, and nowhere else`, async () => {
      const resimulation = await resimulated(name);
      const { session, replay } = resimulation.scenario;
      const found = findFindings(resimulation).flatMap(({ kind, place }) => {
        if (kind !== "sent-again" || place.kind !== "request") return [];
        const { segment, evaluation } = replay.requests[place.request] ?? { segment: -1 };
        return [`${String(session.segments[segment]?.id)} ${String(evaluation)}`];
      });
      const expected: string[] = [];
      const before = new Map<string, readonly number[]>();
      for (const { segment, index, sent, pruned = [] } of truth(name).evaluations) {
        if (!sent) continue;
        const now = new Set(pruned);
        if ((before.get(segment) ?? []).some((item) => !now.has(item)))
          expected.push(`${segment} ${index}`);
        before.set(segment, pruned);
      }
      assert.deepEqual(found, expected);
    });

    it(`${name}: every finding is a sentence with figures that are numbers`, async () => {
      const resimulation = await resimulated(name);
      const findings = findFindings(resimulation);
      for (const { sentence, remedy, figures } of findings) {
        assert.match(sentence, /^[A-Z0-9].*\.$/);
        assert.doesNotMatch(`${sentence}${remedy ?? ""}`, /NaN|undefined|unknown|Infinity/);
        assert.ok(Object.values(figures).every(Number.isFinite));
      }
      const groups = findingSentences(findings, resimulation.scenario.count);
      assert.equal(
        groups.reduce((sum, group) => sum + group.findings.length, 0),
        findings.length,
      );
    });
  }

  it("many-default oscillates: 46 of 121 requests, and what would end it is said with its figures", async () => {
    const resimulation = await resimulated("many-default");
    const [group] = findingSentences(findFindings(resimulation), 121);
    assert.equal(group?.kind, "sent-again");
    assert.match(group.sentence, /46 of 121 requests/);
    assert.match(group.findings[0]?.remedy ?? "", /yoi-sticky.* 0 instead of 46 requests/);
  });

  it("a session with pruning off has nothing to say about pruning", async () => {
    assert.deepEqual(findFindings(await resimulated("many-off")), []);
  });

  it("read again: the same call while its result was left out of the request that made it", async () => {
    const resimulation = await resimulated("many-eager");
    const { session, replay } = resimulation.scenario;
    const findings = findFindings(resimulation).filter(({ kind }) => kind === "read-again");
    assert.ok(findings.length > 0);
    for (const { place, figures } of findings) {
      assert.ok(place.kind === "request");
      const request = replay.requests[place.request];
      const { items } = session.segments[request?.segment ?? -1] ?? {};
      const result = figures["resultItem"] ?? -1;
      const call = figures["callItem"] ?? -1;
      assert.equal(items?.callKey[result], items?.callKey[call]);
      assert.ok(call >= (request?.historyLength ?? Infinity) && result < call);
      assert.ok(request?.pruned.some((item) => Number(item) === result) === true);
    }
  });

  it("unfinished requests are counted by how they ended, and what the log says of the failures is named", async () => {
    for (const name of ["failures", "failures-fast"]) {
      const resimulation = await resimulated(name);
      const answers = truth(name).evaluations.map(({ answered }) => answered);
      const met = (answer: string) => answers.filter((each) => each === answer).length;
      const findings = findFindings(resimulation).filter(({ kind }) => kind === "unfinished");
      for (const [figure, answer] of [
        ["failed", "fail"],
        ["cancelled", "cancel"],
        ["cut", "cut"],
      ] as const) {
        const of = findings.filter(({ figures }) => figures[figure] === 1);
        assert.equal(of.length, met(answer), `${name}: ${figure}`);
        assert.ok(of.length > 0);
        for (const { error, sentence } of of) {
          assert.equal(error !== undefined, figure === "failed");
          assert.equal(sentence.includes("scripted failure"), figure === "failed");
        }
      }
      const all = findFindings(resimulation);
      const kinds = findingSentences(all, answers.length).map(({ kind }) => kind);
      assert.deepEqual(kinds.slice(0, 2), ["sent-again", "unfinished"]);
      assert.match(
        findingSentences(findings, answers.length)[0]?.sentence ?? "",
        new RegExp(
          `^${String(findings.length)} requests did not end well: ${String(met("fail"))} failed, ` +
            `${String(met("cancel"))} were cancelled, ${String(met("cut"))} were cut\\.$`,
        ),
      );
      const bare = withoutTexts(resimulation.scenario);
      const quiet = findFindings(runToEnd(prepareResimulation(bare.session, bare.replay)));
      assert.deepEqual(
        quiet.map(({ kind, figures }) => ({ kind, figures })),
        all.map(({ kind, figures }) => ({ kind, figures })),
      );
      assert.doesNotMatch(JSON.stringify(quiet), /scripted/);
    }
  });

  it("what a failed run says is one short line of visible characters", () => {
    const log = new ScriptedAgent({ protectedTokens: 1, minSavings: 1 }).run("hello", [
      { items: [] },
    ]).log;
    const ended = log.bytes().toString().split("\n").slice(0, -2).join("\n");
    const text = `\u001b[31m<b>\u202e${"x".repeat(5000)}\nend`;
    const failed = JSON.stringify({
      kind: "run_errored",
      ts: log.ts,
      interrupted: true,
      message: text,
    });
    const bytes = Buffer.from(`${ended}\n${failed}\n`);
    const session = assembleSession("session", [foldLog(bytes)], undefined);
    const findings = findFindings(runToEnd(prepareResimulation(session, replaySession(session))));
    assert.deepEqual(
      findings.map(({ kind, figures }) => ({ kind, figures })),
      [{ kind: "unfinished", figures: { failed: 1 } }],
    );
    assert.match(findings[0]?.error ?? "", /^\\x1b\[31m<b>\\u202ex+…$/);
    assert.ok((findings[0]?.sentence.length ?? Infinity) < 250);
  });

  it("unreadable lines are named with their place", () => {
    const log = new ScriptedAgent(undefined).run("hello", []).log.bytes();
    const torn = Buffer.concat([log, Buffer.from('{"kind":"llm_us\n')]);
    const session = assembleSession("session", [foldLog(torn)], undefined);
    const findings = findFindings(runToEnd(prepareResimulation(session, replaySession(session))));
    const [finding] = findings;
    assert.equal(findings.length, 1);
    assert.equal(finding?.kind, "unreadable");
    assert.deepEqual(finding.place, {
      kind: "line",
      segment: 0,
      line: log.toString().split("\n").length,
      byteOffset: log.length,
    });
  });
});
