import assert from "node:assert/strict";
import { truncate } from "node:fs/promises";
import path from "node:path";
import { defaultDataDirectory } from "../../src/platform/dataDirectory";
import { discover } from "../../src/platform/discover";
import { loadSession } from "../../src/platform/loadSession";
import { describeError } from "../../src/platform/problem";
import { readRecord } from "../../src/platform/readRecord";
import { uuidTime } from "../../src/platform/uuid";
import { fixture } from "../support/fixtures";
import { fixtureCopy, logLines, onlySegmentLog } from "../support/logFiles";

describe("read record", () => {
  it("gives each item's line as it stands in the file", async () => {
    const data = await fixture("first");
    const file = await onlySegmentLog(data);
    const lines = await logLines(file);
    const { sessions } = await discover(data);
    assert.ok(sessions[0]);
    const items = (await loadSession(sessions[0])).session.segments[0]?.items;
    assert.ok(items);
    assert.ok(items.length > 5);
    for (let item = 0; item < items.length; item++) {
      const record = await readRecord(
        file,
        items.lineOffset[item] ?? -1,
        items.lineBytes[item] ?? -1,
      );
      assert.equal(record.kind, "bytes");
      assert.equal(Buffer.from(record.bytes).toString("utf8"), lines[(items.line[item] ?? 0) - 1]);
    }
  });

  it("refuses a place that is no line, or is one no longer", async () => {
    const file = await onlySegmentLog(await fixtureCopy("first"));
    const [first = "", second = ""] = (await logLines(file)).map((line) => line);
    const length = Buffer.byteLength(second);
    const offset = Buffer.byteLength(first) + 1;
    assert.equal((await readRecord(file, offset, length)).kind, "bytes");
    for (const [at, count] of [
      [offset + 1, length - 1],
      [offset, length - 1],
      [0, 3],
      [1e9, 10],
    ] as const)
      assert.deepEqual(await readRecord(file, at, count), {
        kind: "failed",
        what: "the file has changed since it was read",
      });
    await truncate(file, offset + 5);
    assert.equal((await readRecord(file, offset, length)).kind, "failed");
    assert.deepEqual(await readRecord(`${file}.gone`, 0, 10), {
      kind: "failed",
      what: "there is no such file or folder",
    });
  });
});

describe("default data directory", () => {
  it("is what the environment names, else .yoi in the home directory", () => {
    const home = path.resolve("/home/someone");
    const of = (env: Record<string, string>) => defaultDataDirectory(env, home);
    assert.equal(of({ YOI_DATA_DIR: "/data", YOI_HOME: "/yoi" }), path.resolve("/data"));
    assert.equal(of({ YOI_DATA_DIR: "", YOI_HOME: "/yoi" }), path.resolve("/yoi"));
    assert.equal(of({}), path.join(home, ".yoi"));
  });
});

describe("file problems", () => {
  it("are told in words", () => {
    const error = (code: string) => Object.assign(new Error(`${code}: open '/x'`), { code });
    assert.equal(describeError(error("EACCES")), "no permission to read it");
    assert.equal(describeError(error("ENOENT")), "there is no such file or folder");
    assert.equal(describeError(error("EXOTIC")), "EXOTIC: open '/x'");
    assert.equal(describeError("thrown text"), "thrown text");
  });
});

describe("the time in a name", () => {
  it("is read from version 7 only", () => {
    assert.equal(uuidTime("01a1fc94-d923-7613-93e1-30b7fe486cff"), 1795238975779);
    assert.equal(uuidTime("01a1fc94-d923-4613-93e1-30b7fe486cff"), undefined);
    assert.equal(uuidTime("first"), undefined);
  });
});
