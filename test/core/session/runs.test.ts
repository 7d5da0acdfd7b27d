import assert from "node:assert/strict";
import fc from "fast-check";
import { foldLog } from "../../support/foldLog";
import { assistant, LogBuilder, result, system, user } from "../../support/logBuilder";

describe("runs", () => {
  const runs = (log: LogBuilder) =>
    foldLog(log.bytes()).runs.map((run) => ({
      trigger: run.trigger,
      items: [run.firstItem, run.endItem],
      evaluations: [run.firstEvaluation, run.endEvaluation],
      requests: [run.firstRequest, run.endRequest],
      end: run.end?.result,
    }));
  const skip = (log: LogBuilder) =>
    log.metric("prune.skip", 1, { dimensions: { reason: "no_candidates" } });

  it("reach from what opened them to their end", () => {
    const log = new LogBuilder().start([user("old")]);
    log.invoke().userInput("a").item(assistant("b")).turnEnd(1);
    skip(log).usage(2, 10).runCompleted();
    log.invoke("notify").systemItem("c").item(assistant("d")).turnEnd(2);
    skip(skip(log)).usage(4, 10).usage(4, 11).runErrored("no network");
    assert.deepEqual(runs(log), [
      {
        trigger: "user_send",
        items: [1, 3],
        evaluations: [0, 1],
        requests: [0, 1],
        end: "finished",
      },
      {
        trigger: "notify",
        items: [3, 5],
        evaluations: [1, 3],
        requests: [1, 3],
        end: "errored",
      },
    ]);
  });

  it("take in what was appended before their invoke", () => {
    const log = new LogBuilder()
      .start()
      .systemItem("reminder")
      .invoke()
      .userInput("a")
      .runCompleted();
    assert.deepEqual(
      runs(log).map(({ trigger, items }) => [trigger, items]),
      [["user_send", [0, 2]]],
    );
  });

  it("without an end are closed by the next invoke: a crash loses it", () => {
    const log = new LogBuilder().start();
    log.invoke().userInput("a").invoke().userInput("b").item(assistant("c"));
    log.invoke("wakeup");
    assert.deepEqual(
      runs(log).map(({ trigger, items, end }) => [trigger, items, end]),
      [
        ["user_send", [0, 1], undefined],
        ["user_send", [1, 3], undefined],
        ["wakeup", [3, 3], undefined],
      ],
    );
  });

  it("without an invoke go on from another segment", () => {
    const log = new LogBuilder().start([user("summary")]).item(assistant("a"));
    skip(log).usage(1, 10).runCompleted().invoke().userInput("b");
    assert.deepEqual(
      runs(log).map(({ trigger, items, requests, end }) => [trigger, items, requests, end]),
      [
        [undefined, [1, 2], [0, 1], "finished"],
        ["user_send", [2, 3], [1, 1], undefined],
      ],
    );
  });

  it("that go on from another segment and are cut off end with the next invoke", () => {
    for (const item of [assistant("a"), result("c", "s", "x")]) {
      const log = new LogBuilder()
        .start([user("summary")])
        .item(item)
        .invoke()
        .userInput("b");
      assert.deepEqual(
        runs(log).map(({ trigger, items }) => [trigger, items]),
        [
          [undefined, [1, 2]],
          ["user_send", [2, 3]],
        ],
      );
    }
  });

  it("an end without a run is none", () => {
    assert.deepEqual(runs(new LogBuilder().start().runCompleted().runCompleted()), []);
  });

  it("every item after the opening ones lies in one run, and so does every record and evaluation", () => {
    const step = fc.constantFrom<((log: LogBuilder) => unknown)[]>(
      (log) => log.invoke(),
      (log) => log.userInput("a"),
      (log) => log.systemItem("a"),
      (log) => log.item(assistant("a")),
      (log) => log.item(result("c", "s", "x")),
      (log) => log.turnEnd(1),
      (log) => skip(log),
      (log) => log.usage(1, 1),
      (log) => log.runCompleted(),
      (log) => log.raw("torn\n"),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const log = new LogBuilder().start([system("s")]);
        for (const each of steps) each(log);
        const segment = foldLog(log.bytes());
        const at = { item: 1, evaluation: 0, request: 0 };
        for (const [index, run] of segment.runs.entries()) {
          assert.deepEqual(
            { item: run.firstItem, evaluation: run.firstEvaluation, request: run.firstRequest },
            at,
          );
          at.item = run.endItem;
          at.evaluation = run.endEvaluation;
          at.request = run.endRequest;
          for (const { run: of } of segment.evaluations.slice(
            run.firstEvaluation,
            run.endEvaluation,
          ))
            assert.equal(of, index);
          for (const { run: of } of segment.requests.slice(run.firstRequest, run.endRequest))
            assert.equal(of, index);
        }
        assert.deepEqual(at, {
          item: segment.items.length,
          evaluation: segment.evaluations.length,
          request: segment.requests.length,
        });
      }),
      { numRuns: 2000, seed: 20260822 },
    );
  });
});
