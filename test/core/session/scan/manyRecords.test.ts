import assert from "node:assert/strict";
import fc from "fast-check";
import { SegmentFold } from "../../../../src/core/session/foldSegment";
import type { Segment } from "../../../../src/core/session/segment";
import { decodeUtf8 } from "../../../support/foldLog";
import { assistant, call, LogBuilder, result } from "../../../support/logBuilder";
import { plain as withArrays } from "../../../support/plain";
import { spaces } from "./readings";

/** The segment in these bytes, taken in chunks of one size, in each of the spaces. */
function folded(bytes: Uint8Array, chunk = bytes.length): Record<keyof typeof spaces, Segment> {
  const inSpace = (space: (typeof spaces)["fast"]) => {
    const fold = new SegmentFold("segment", decodeUtf8, space);
    for (let at = 0; at < bytes.length; at += chunk) fold.push(bytes.subarray(at, at + chunk));
    return { ...fold.snapshot(), callIds: fold.snapshot().callIds };
  };
  return { plain: inSpace(spaces.plain), fast: inSpace(spaces.fast) };
}

/** A log of so many requests, each with a call and its result, flushed at the end of runs of that many. */
function longLog(requests: number, perRun: number): LogBuilder {
  const log = new LogBuilder().start();
  for (let first = 0; first < requests; first += perRun) {
    log.invoke().userInput("go on");
    for (let at = first; at < first + perRun; at++)
      log
        .item(assistant("é"))
        .item(call(`call ${String(at)}`, at % 7 === 0 ? "edit" : "read", `{"at":${at % 50}}`))
        .item(result(`call ${String(at)}`, "done", "text\n".repeat(at % 5)));
    log.turnEnd(perRun);
    for (let at = first; at < first + perRun; at++) {
      const id = `id ${String(at)}`;
      log.extension("metrics", fire(id));
      if (at % 11 !== 0) log.usage(3 * at, 1000 + at);
      log.extension("metrics", postRequest(id));
    }
    log.runCompleted();
  }
  return log;
}

describe("many records at a time", () => {
  it("give what reading them one by one gives, whatever ends a step", () => {
    const bytes = longLog(240, 12).bytes();
    for (const chunk of [bytes.length, 40_000, 997, 101]) {
      const { plain, fast } = folded(bytes, chunk);
      assert.deepEqual(withArrays(fast), withArrays(plain));
    }
  });

  it("go on where a table is full: more items, requests and joins than it holds", () => {
    const { plain, fast } = folded(longLog(2400, 1200).bytes());
    assert.equal(fast.joins.length, 2400);
    assert.ok(fast.items.length > 3 * 2400);
    assert.deepEqual(withArrays(fast), withArrays(plain));
  });

  it("open a run at the first record that belongs to one, where no `invoke` was written", () => {
    const log = new LogBuilder().start().turnEnd(4);
    log.extension("metrics", postRequest("lost"));
    const { plain, fast } = folded(log.item(assistant("a")).usage(1, 2).bytes());
    assert.equal(fast.runs[0]?.firstLine, 4);
    assert.equal(fast.tally.turns, 4);
    assert.deepEqual(withArrays(fast), withArrays(plain));
  });

  it("begin and end more runs than a table holds, with any trigger and result", () => {
    const log = new LogBuilder().start();
    for (let run = 0; run < 200; run++) {
      log.invoke(["user_send", "notify", "", "wakeup"][run % 4]);
      if (run % 3 > 0) log.userInput("go on");
      if (run % 5 > 0) log.item(assistant("a")).usage(run, 2);
      if (run % 7 > 0)
        log.runCompleted(["finished", "paused", "limit_reached", "yielded"][run % 4]);
      if (run % 11 === 0) log.runCompleted("unheard of");
    }
    const { plain, fast } = folded(log.bytes());
    assert.ok(fast.runs.length > 150);
    assert.deepEqual(withArrays(fast), withArrays(plain));
  });

  it("link results to the last call of their id, however far it is and however alike ids are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.nat(60), fc.nat(3)), { minLength: 1, maxLength: 300 }),
        (drawn) => {
          const log = new LogBuilder().start();
          for (const [isCall, number, kind] of drawn) {
            const id = ["", "é", "x".repeat(number), "toolu_0123456789".repeat(3)][kind] ?? "";
            const name = `${id}${String(number)}`;
            log.item(isCall ? call(name, `tool ${String(number % 3)}`, "{}") : result(name, "s"));
          }
          const { plain, fast } = folded(log.bytes());
          assert.deepEqual(withArrays(fast), withArrays(plain));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("join with fires of the same id, wherever these stand, and with the request directly before", () => {
    const record = fc.tuple(fc.constantFrom("fire", "join", "usage", "other"), fc.nat(30));
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 150, max: 20_000 }),
        (drawn, chunk) => {
          const log = new LogBuilder().start();
          for (const [kind, number] of drawn) {
            const id = `0190-${String(number).padStart(12, "0")}`;
            if (kind === "usage") log.usage(number, 1000);
            else if (kind === "other") log.turnEnd(number);
            else log.extension("metrics", kind === "fire" ? fire(id) : postRequest(id));
          }
          const { plain, fast } = folded(log.bytes(), chunk);
          assert.deepEqual(withArrays(fast), withArrays(plain));
        },
      ),
      { numRuns: 60 },
    );
  });
});

function fire(id: string) {
  const dimensions = { candidate_count: "3", protected_start_index: "5" };
  return { correlation_id: id, dimensions, name: "prune.fire", ts: 1, value: 5000 };
}

function postRequest(id: string) {
  const dimensions = { cache_write_tokens: "1", history_len: "2" };
  return { correlation_id: id, dimensions, name: "prune.post_request", ts: 1, value: 7 };
}
