import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { replaySession } from "../../../../src/core/replay/replaySession";
import { itemFlags } from "../../../../src/core/session/itemColumns";
import { mendSegment } from "../../../../src/core/session/mend/mendSegment";
import type { Segment } from "../../../../src/core/session/segment";
import { assembleSession } from "../../../../src/core/session/session";
import { fixture, fixtureNames } from "../../../support/fixtures";
import { foldLog } from "../../../support/foldLog";
import { onlySegmentLog, segmentLogs } from "../../../support/logFiles";

const fold = (lines: readonly string[]) =>
  foldLog(Buffer.from(lines.map((line) => `${line}\n`).join(""), "latin1"));

async function linesOf(name: string): Promise<readonly string[]> {
  const log = await readFile(await onlySegmentLog(await fixture(name)), "latin1");
  return log.trimEnd().split("\n");
}

const kindsOf = ({ items }: Segment) => Array.from(items.kind);
const isLost = ({ items }: Segment, item: number) =>
  ((items.flags[item] ?? 0) & itemFlags.lost) !== 0;

describe("mending a segment", function () {
  this.timeout(60_000);

  it("leaves alone what is whole, and what was cut short", async () => {
    for (const name of fixtureNames())
      for (const file of await segmentLogs(await fixture(name))) {
        const bytes = await readFile(file);
        for (const share of [1, 0.8, 0.31]) {
          const segment = foldLog(bytes.subarray(0, Math.floor(bytes.length * share)));
          assert.equal(mendSegment(segment), segment, `${name}, ${share}`);
        }
      }
  });

  it("counts a line once that stands there twice, whatever it holds, and names it", async () => {
    const lines = await linesOf("first");
    const whole = fold(lines);
    for (let at = 1; at < lines.length; at++) {
      const mended = mendSegment(fold(lines.toSpliced(at, 0, lines[at] ?? "")));
      assert.deepEqual(kindsOf(mended), kindsOf(whole), `line ${at + 1}`);
      assert.equal(mended.requests.length, whole.requests.length, `line ${at + 1}`);
      assert.equal(mended.evaluations.length, whole.evaluations.length, `line ${at + 1}`);
      assert.deepEqual(
        mended.joins.map(({ request }) => request),
        whole.joins.map(({ request }) => request),
      );
      const counted = /"(item|segments|history_len|prune\.\w+)"/.test(lines[at] ?? "");
      assert.deepEqual(
        mended.unread.map(({ what, place }) => [what, Number(place.line)]),
        counted ? [["doubled", at + 2]] : [],
      );
    }
  });

  it("does not take for one what happened twice in a millisecond", () => {
    const metric = (ts: number, reason: string) =>
      `{"kind":"extension","ts":9,"domain":"metrics","payload":{"dimensions":{"reason":"${reason}"},"name":"prune.skip","ts":${ts}}}`;
    const skip = metric(5, "no_candidates");
    const other =
      '{"kind":"extension","ts":9,"domain":"metrics","payload":{"dimensions":{"candidate_count":"1","protected_start_index":"1","reason":"below_min_savings"},"name":"prune.skip","ts":5,"value":3}}';
    const later = metric(7, "no_candidates");
    assert.equal(mendSegment(fold([skip, skip, later])).evaluations.length, 2);
    assert.equal(mendSegment(fold([skip, skip])).evaluations.length, 2, "a clock not seen to move");
    assert.equal(mendSegment(fold([skip, skip, other])).evaluations.length, 3);
  });

  it("puts an item where the lengths of requests say that one is missing, and says how it is known", async () => {
    const lines = await linesOf("many-default");
    const whole = fold(lines);
    let shown = 0;
    for (let at = 60; at < lines.length - 60; at += 7) {
      if (!/"(item|segments)":/.test(lines[at] ?? "")) continue;
      const without = fold(lines.toSpliced(at, 1));
      const mended = mendSegment(without);
      assert.equal(mended.items.length, whole.items.length, `line ${at + 1}`);
      const put = Array.from(mended.items.flags.keys()).filter((item) => isLost(mended, item));
      assert.equal(put.length, 1);
      const [item = 0] = put;
      const [fault] = mended.unread;
      assert.equal(fault?.what, "missing");
      assert.match(fault.reason, new RegExp(`^item ${item} of the history is missing`));
      assert.deepEqual(
        mended.runs.map(({ firstItem, endItem }) => [firstItem, endItem]),
        whole.runs.map(({ firstItem, endItem }) => [firstItem, endItem]),
        `line ${at + 1}`,
      );
      const kind = whole.items.kind[item];
      if (mended.items.kind[item] === kind && whole.items.line[item] === at + 1) shown += 1;
    }
    assert.ok(shown > 20);
  });

  it("knows the sizes of a lost result from the savings that were recorded behind it", async () => {
    const lines = await linesOf("many-default");
    const whole = fold(lines);
    let near = 0;
    let looked = 0;
    for (let item = 30; item < 200; item++) {
      if (whole.items.kind[item] !== 5 || whole.items.projectable[item] !== 1) continue;
      const at = (whole.items.line[item] ?? 1) - 1;
      const mended = mendSegment(fold(lines.toSpliced(at, 1)));
      looked += 1;
      const off = Math.abs(
        (mended.items.wholeBytes[item] ?? 0) - (whole.items.wholeBytes[item] ?? 0),
      );
      if (off <= 8) near += 1;
    }
    assert.ok(looked > 30 && near > 0.8 * looked, `${near} of ${looked}`);
  });

  it("keeps the number of requests of a log with ten broken lines", async () => {
    const lines = await linesOf("many-default");
    const requests = replaySession(assembleSession("s", [fold(lines)], undefined)).requests.length;
    const broken = lines.slice();
    for (const [turn, at] of [40, 97, 133, 190, 222, 261, 300, 352, 391, 440].entries()) {
      const line = broken[at] ?? "";
      if (turn % 5 === 0) broken[at] = line.slice(0, line.length / 2);
      else if (turn % 5 === 1) broken[at] = line.replace(/[aeiou]/, "\xff");
      else if (turn % 5 === 2) broken.splice(at, 2, line + (broken[at + 1] ?? ""));
      else if (turn % 5 === 3) broken.splice(at, 0, line);
      else broken.splice(at, 1);
    }
    const { segments, requests: found } = replaySession(
      assembleSession("s", [fold(broken)], undefined),
    );
    assert.ok(Math.abs(found.length - requests) <= 10, String(found.length));
    const lengths = segments[0]?.evaluations.map(({ historyLength }) => historyLength) ?? [];
    assert.ok(lengths.length > 100);
  });

  it("is bounded for lengths that no history has", () => {
    const usage = (length: number) =>
      `{"kind":"llm_usage","ts":9,"history_len":${length},"input_total_tokens":10,"cache_read_tokens":0,"cache_write_tokens":0,"output_tokens":1}`;
    const said = '{"kind":"user_input","ts":1,"segments":[{"kind":"text","content":"a"}]}';
    const mended = mendSegment(fold([said, "not a record", ...[9e15, 2 ** 40, 7e6].map(usage)]));
    assert.ok(mended.items.length < 10);
  });
});
