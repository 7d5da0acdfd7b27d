import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { placeOfLine } from "../../../src/core/session/placeOfLine";
import { findLine } from "../../../src/platform/findLine";
import { fixture } from "../../support/fixtures";
import { foldLog } from "../../support/foldLog";

describe("places of lines", () => {
  it("are where a reader of the file finds the line, for every line of a real log", async () => {
    const sessions = path.join(await fixture("failures"), "sessions");
    const [session = ""] = readdirSync(sessions);
    const [log = ""] = readdirSync(path.join(sessions, session));
    const file = path.join(sessions, session, log);
    const bytes = readFileSync(file);
    const segment = foldLog(bytes);
    const lines = bytes.toString("utf8").split("\n").slice(0, -1);
    assert.equal(lines.length, segment.file.lineCount);
    let known = 0;
    let offset = 0;
    for (const [at, text] of lines.entries()) {
      const place = { line: at + 1, offset, byteLength: Buffer.byteLength(text) };
      const found = placeOfLine(segment, at + 1);
      if (found !== undefined) {
        known += 1;
        assert.deepEqual(found, place);
      }
      if (at % 40 === 0) assert.deepEqual(await findLine(file, at + 1), place);
      offset += place.byteLength + 1;
    }
    assert.ok(known > lines.length / 2);
    assert.equal(placeOfLine(segment, lines.length + 1), undefined);
    assert.equal(await findLine(file, lines.length + 1), undefined);
    assert.equal(await findLine(file, 0), undefined);
  });
});
