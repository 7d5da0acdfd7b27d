import assert from "node:assert/strict";
import * as v from "valibot";
import { fixture, truth } from "../support/fixtures";
import { fixtureCopy, logLines, onlySegmentLog, writeLog } from "../support/logFiles";
import { cliRows, runCli } from "../support/runCli";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What every finding has; behind it stand figures by name. */
const row = v.objectWithRest(
  {
    session: v.string(),
    kind: v.string(),
    segment: v.nullable(v.string()),
    index: v.nullable(count),
    sentence: v.string(),
    remedy: v.nullable(v.string()),
  },
  v.number(),
);

async function findings(target: string) {
  return v.parse(v.array(row), await cliRows("findings", target));
}

describe("prunescope findings", () => {
  it("names every request that sent content again, with how many results that were", async () => {
    for (const name of ["many-default", "many-cautious"]) {
      const { evaluations } = truth(name);
      const expected = evaluations.flatMap(({ segment, index, pruned = [] }, at) => {
        const before = evaluations[at - 1]?.pruned ?? [];
        const results = before.filter((item) => !pruned.includes(item)).length;
        return results === 0 ? [] : [{ segment, index, results }];
      });
      const found = (await findings(await fixture(name)))
        .filter(({ kind }) => kind === "sent-again")
        .map(({ segment, index, results }) => ({ segment, index, results }));
      assert.deepEqual(found, expected);
    }
  });

  it("names every request that failed, was cancelled or was cut, with its place", async () => {
    const figure = { ok: undefined, fail: "failed", cancel: "cancelled", cut: "cut" } as const;
    const expected = truth("failures").evaluations.flatMap(
      ({ segment, index, answered = "ok" }) => {
        const name = figure[answered];
        return name === undefined ? [] : [{ segment, index, [name]: 1 }];
      },
    );
    const data = await fixture("failures");
    const found = (await findings(data)).filter(({ kind }) => kind === "unfinished");
    assert.deepEqual(
      found.map(
        ({ session: _session, kind: _kind, sentence: _sentence, remedy: _remedy, ...rest }) => rest,
      ),
      expected,
    );
    const { stdout } = await runCli([data]);
    assert.match(
      stdout,
      /unfinished: 12 requests did not end well: 5 failed, 4 were cancelled, 3 were cut\./,
    );
  });

  it("names unreadable lines with their place", async () => {
    const data = await fixtureCopy("first");
    const file = await onlySegmentLog(data);
    const [start = "", ...rest] = await logLines(file);
    await writeLog(file, [start, "{", ...rest]);
    const found = (await findings(data)).filter(({ kind }) => kind === "unreadable");
    assert.deepEqual(
      found.map(({ line, byteOffset, bytes }) => [line, byteOffset, bytes]),
      [[2, Buffer.byteLength(start) + 1, 1]],
    );
    assert.match(found[0]?.sentence ?? "", /Line 2: .*not JSON/);
  });

  it("names the evaluation that a log which was tampered with cannot explain", async () => {
    const data = await fixtureCopy("first");
    const file = await onlySegmentLog(data);
    const lines = await logLines(file);
    const at = lines.map((line) => line.includes('"prune.fire"')).lastIndexOf(true);
    const tampered = lines.map((line, position) =>
      position === at ? line.replace(/"value":\d+/, '"value":77777') : line,
    );
    assert.notDeepEqual(tampered, lines);
    await writeLog(file, tampered);
    const found = (await findings(data)).filter(({ kind }) => kind === "disagrees");
    assert.deepEqual(
      found.map(({ index, line }) => [index, line]),
      [[truth("first").evaluations.length - 1, at + 1]],
    );
    assert.match(found[0]?.sentence ?? "", /instead of 77777/);
  });

  it("finds nothing amiss where pruning was off", async () => {
    assert.deepEqual(await findings(await fixture("many-off")), []);
    const { status, stdout } = await runCli(["findings", await fixture("many-off")]);
    assert.equal(status, 0);
    assert.match(stdout, /no rows/);
  });

  it("tells people the place and the remedy", async () => {
    const { stdout } = await runCli(["findings", await fixture("many-default")]);
    assert.match(
      stdout,
      /^sent-again +request \d+ \(…\w+\.jsonl:\d+\) +The content of \d+ results/m,
    );
    assert.match(stdout, /^Re-simulated, .*yoi-sticky/m);
  });
});
