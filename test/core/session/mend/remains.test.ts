import assert from "node:assert/strict";
import { itemFlags, type ItemColumns } from "../../../../src/core/session/itemColumns";
import type { LostRecord } from "../../../../src/core/session/segment";
import { foldLog } from "../../../support/foldLog";
import { assistant, call, LogBuilder, result } from "../../../support/logBuilder";

function lines(): string[] {
  return new LogBuilder()
    .start()
    .invoke()
    .userInput("look")
    .item(call("c1", "read", '{"path":"a"}'))
    .item(result("c1", "10 lines", 'say "x"\n'.repeat(40)))
    .item(assistant("done"))
    .turnEnd(1)
    .metric("prune.skip", 5, { dimensions: { reason: "no_candidates" } })
    .usage(1, 100)
    .usage(3, 300)
    .runCompleted()
    .bytes()
    .toString()
    .trimEnd()
    .split("\n");
}

const fold = (log: readonly string[]) =>
  foldLog(Buffer.from(log.map((line) => `${line}\n`).join(""), "latin1"));

/** What stands in the columns of the history, but for where it was written. */
function figures({ kind, wholeBytes, contentBytes, projectable, call: of }: ItemColumns) {
  return [kind, wholeBytes, contentBytes, projectable, of].map((column) => Array.from(column));
}

describe("what is left of a line", () => {
  const whole = fold(lines());

  it("is every record on it, where two were joined", () => {
    for (let at = 0; at + 1 < lines().length; at++) {
      const log = lines();
      log.splice(at, 2, (log[at] ?? "") + (log[at + 1] ?? ""));
      const segment = fold(log);
      assert.deepEqual(figures(segment.items), figures(whole.items));
      assert.deepEqual(
        segment.requests.map(({ historyLength, inputTokens }) => [historyLength, inputTokens]),
        whole.requests.map(({ historyLength, inputTokens }) => [historyLength, inputTokens]),
      );
      assert.equal(segment.evaluations.length, whole.evaluations.length);
      assert.deepEqual(
        segment.unread.map(({ place, lost }) => [Number(place.line), lost]),
        [[at + 1, "nothing"]],
      );
      const keys = Array.from(
        segment.items.line,
        (line, item) => `${line}.${segment.items.ordinal[item] ?? 0}`,
      );
      assert.equal(new Set(keys).size, keys.length);
    }
  });

  it("is the record that was written again behind one that was torn", () => {
    const log = lines();
    log[3] = `${(log[3] ?? "").slice(0, 30)}${log[3] ?? ""}`;
    const segment = fold(log);
    assert.deepEqual(segment.unread.length, 1);
    assert.ok(segment.items.kind.includes(4) && segment.items.flags.every((flags) => flags < 16));
  });

  it("is an item with its kind, its call and its sizes, where a byte of its text is broken", () => {
    for (const at of [2, 3, 4, 5]) {
      const log = lines();
      log[at] = (log[at] ?? "").replace(/lo|pa|li|do/, "\xff\xfe");
      const segment = fold(log);
      assert.equal(segment.unread[0]?.lost, "item");
      assert.match(segment.unread[0].reason, /an item of the history/);
      assert.deepEqual(figures(segment.items), figures(whole.items), `line ${at + 1}`);
      assert.deepEqual(
        Array.from(segment.items.flags, (flags) => (flags & itemFlags.lost) !== 0),
        Array.from(segment.items.flags, (_, item) => item === at - 2),
      );
    }
  });

  it("is what sort of record it was, where half of it is cut", () => {
    const expected: readonly LostRecord[] = [
      ...["unknown", "nothing", "item", "item", "item", "item", "nothing"],
      ...["evaluation", "measurement", "measurement", "nothing"],
    ] as LostRecord[];
    for (const [at, lost] of expected.entries()) {
      const log = lines();
      const line = log[at] ?? "";
      log[at] = line.slice(0, Math.ceil(line.length * 0.8));
      assert.equal(fold(log).unread[0]?.lost, lost, `line ${at + 1}: ${log[at]}`);
    }
  });

  it("is nothing where no record can be made out", () => {
    const log = lines();
    log[4] = "<<<<<<< not a record";
    const segment = fold(log);
    assert.equal(segment.unread[0]?.lost, "unknown");
    assert.equal(segment.items.length, whole.items.length - 1);
  });
});
