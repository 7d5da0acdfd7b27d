import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { SegmentFold } from "../../src/core/session/foldSegment";
import type { Segment } from "../../src/core/session/segment";
import { assembleSession, type Session } from "../../src/core/session/session";
import { discover } from "../../src/platform/discover";
import { loadSession } from "../../src/platform/loadSession";
import { fixture } from "./fixtures";
import { decodeUtf8 } from "./foldLog";

/**
 * A recorded session as it grew: its logs read on line by line, one segment after the other, and what they come to after
 * each so many lines and at the end. The folds go on, as a reader's do that follows the files.
 */
export async function* growingFixture(name: string, everyLines: number): AsyncGenerator<Session> {
  const { sessions } = await discover(await fixture(name));
  const [ref] = sessions;
  assert.ok(ref !== undefined && sessions.length === 1, `${name} holds one session`);
  const { session } = await loadSession(ref);
  const done: Segment[] = [];
  let lines = 0;
  for (const { id } of session.segments) {
    const file = ref.segmentFiles.find((candidate) => candidate.id === id);
    assert.ok(file !== undefined);
    const bytes = await readFile(file.path);
    const fold = new SegmentFold(id, decodeUtf8);
    for (let from = 0; from < bytes.length;) {
      const newline = bytes.indexOf(0x0a, from);
      const to = newline < 0 ? bytes.length : newline + 1;
      fold.push(bytes.subarray(from, to));
      from = to;
      lines += 1;
      if (lines % everyLines === 0)
        yield assembleSession(session.id, [...done, fold.snapshot()], session.metadata);
    }
    done.push(fold.snapshot());
  }
  yield session;
}
