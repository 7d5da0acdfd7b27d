import assert from "node:assert/strict";
import type { Segment } from "../../src/core/session/segment";
import { judgeLines } from "./oracle";

/**
 * Throws where a line of a log is not accounted for in the segment folded from it: what nobody could read must be named
 * with its line and byte offset, what everybody could read must be there, and nothing may be named that is not there.
 */
export function assertAccounted(bytes: Uint8Array, segment: Segment): void {
  const lines = judgeLines(bytes);
  assert.equal(segment.file.byteLength, bytes.length);
  assert.equal(segment.file.lineCount, lines.length);
  const last = lines.at(-1);
  const committed = last === undefined ? 0 : last.offset + last.byteLength + 1;
  assert.equal(segment.file.uncommittedBytes, bytes.length - committed);

  const unread = new Map(segment.unread.map((each) => [each.place.line as number, each]));
  for (const { place, reason } of segment.unread) {
    const line = lines[place.line - 1];
    assert.deepEqual(
      { offset: line?.offset, byteLength: line?.byteLength },
      { offset: place.offset, byteLength: place.byteLength },
      `line ${place.line} is named at another place`,
    );
    assert.notEqual(reason, "");
  }
  const items = new Map<number, number>();
  for (const offset of segment.items.lineOffset) items.set(offset, (items.get(offset) ?? 0) + 1);
  const usages = new Set<number>(segment.requests.map(({ place }) => place.offset));
  const evaluations = new Set<number>(segment.evaluations.map(({ place }) => place.offset));
  let hasItems = false;
  let hasStart = false;
  for (const { number, offset, verdict } of lines) {
    const named = unread.get(number);
    const where = `line ${number} at byte ${offset}`;
    if (verdict.kind === "unreadable") assert.equal(named?.what, "line", `${where} is not named`);
    if (verdict.kind !== "readable") {
      hasItems ||= items.has(offset);
      hasStart ||= verdict.kind === "odd" && named === undefined;
      continue;
    }
    const { holds } = verdict;
    switch (holds.what) {
      case "opening":
        // Only the first start of a segment counts; the others are named, as is one behind items.
        if (named !== undefined) {
          assert.ok(hasItems || hasStart, `${where} is lost: ${named.reason}`);
          break;
        }
        hasStart = true;
        assert.equal(items.get(offset) ?? 0, holds.items, `${where}: its history is lost`);
        break;
      case "items":
        assert.equal(named, undefined, `${where} is lost: ${String(named?.reason)}`);
        assert.equal(items.get(offset) ?? 0, holds.items, `${where}: its items are lost`);
        break;
      case "usage":
        assert.ok(usages.has(offset), `${where}: its measurement is lost`);
        break;
      case "evaluation":
        assert.ok(evaluations.has(offset), `${where}: its evaluation is lost`);
        break;
      case "nothing":
        assert.equal(named, undefined, `${where} is lost: ${String(named?.reason)}`);
        break;
    }
    hasItems ||= items.has(offset);
  }
}
