import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import * as fc from "fast-check";
import { foldCase, itemHolds, textScopes } from "../../../src/core/search/searchText";
import type { FoundItems } from "../../../src/core/protocol";
import { LineFilter } from "../../../src/core/search/lineFilter";
import { MemorySource } from "../../../src/host/session/memorySource";
import { SessionService } from "../../../src/host/session/sessionService";
import { DiskSource } from "../../../src/host/session/sessionSource";
import { fixtureCopy } from "../../support/logFiles";
import { openFixture, type OpenedFixture } from "../../support/openFixture";
import { fixtureSession, onlySession } from "./support";

async function opened(name: string): Promise<SessionService> {
  const service = new SessionService(new DiskSource(await fixtureSession(name)));
  await service.look({});
  return service;
}

function pairs({ segments, items }: FoundItems): readonly string[] {
  const indices = new Uint32Array(items);
  return Array.from(
    new Uint32Array(segments),
    (segment, at) => `${String(segment)}:${String(indices[at])}`,
  );
}

/** What a reader of all texts would find. */
function expected(
  { items }: OpenedFixture,
  text: string,
  scope: (typeof textScopes)[number],
): readonly string[] {
  return items.flatMap((ofSegment, segment) =>
    ofSegment.flatMap((item, index) =>
      itemHolds(item, foldCase(text), scope) ? [`${String(segment)}:${String(index)}`] : [],
    ),
  );
}

describe("a search in a session's logs", () => {
  for (const name of ["many-default", "forked", "thinking-default", "new-images-default"])
    it(`${name}: finds exactly the items whose texts hold what was asked for`, async () => {
      const service = await opened(name);
      const fixture = await openFixture(name);
      let found = 0;
      for (const scope of textScopes)
        for (const text of ["e", "PATH", "error", "\n", "日", '"', "no such text anywhere"]) {
          const answer = await service.search(text, scope, {});
          assert.deepEqual(pairs(answer), expected(fixture, text, scope), `${scope} ${text}`);
          assert.equal(answer.cut, false);
          assert.equal(answer.unread, 0);
          found += answer.items.byteLength;
        }
      assert.ok(found > 0);
    });

  it("finds nothing where nothing is asked for", async () => {
    assert.deepEqual(pairs(await (await opened("first")).search("", "everything", {})), []);
  });

  it("ends with the signal's reason, in the middle too", async () => {
    const service = await opened("many-default");
    const cancel = new AbortController();
    const running = service.search("e", "everything", { signal: cancel.signal });
    cancel.abort();
    await assert.rejects(running, { name: "AbortError" });
  });

  it("counts what it could not read, with a reason, and finds the rest", async () => {
    const copy = await fixtureCopy("first");
    const ref = await onlySession(copy);
    const service = new SessionService(new DiskSource(ref));
    await service.look({});
    const file = ref.segmentFiles[0]?.path ?? "";
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, Math.floor(bytes.length / 2)));
    const answer = await service.search("e", "everything", {});
    assert.ok(answer.unread > 0);
    assert.equal(answer.problem, "the file has changed since it was read");
    const whole = expected(await openFixture("first"), "e", "everything");
    const found = pairs(answer);
    assert.ok(found.length > 0 && found.length < whole.length);
    assert.deepEqual(found, whole.slice(0, found.length));
    await writeFile(file, bytes);
    await appendFile(file, "");
    assert.deepEqual(pairs(await service.search("e", "everything", {})), whole);
  });

  it("searches a log in memory as one on disk", async () => {
    const ref = await fixtureSession("first");
    const path = ref.segmentFiles[0]?.path ?? "";
    const log = { name: "a/b.jsonl", bytes: await readFile(path), modifiedTs: 0 };
    const service = new SessionService(new MemorySource(log));
    await service.look({});
    const answer = await service.search("e", "everything", {});
    assert.deepEqual(pairs(answer), expected(await openFixture("first"), "e", "everything"));
  });
});

describe("the filter before parsing", () => {
  it("never passes over a line that holds the text, however it is written", () => {
    const texts = fc.string({ unit: "grapheme", maxLength: 20 });
    fc.assert(
      fc.property(texts, texts, fc.boolean(), fc.boolean(), (before, needle, upper, escaped) => {
        const held = upper ? needle.toUpperCase() : needle;
        const text = `${before}${held}${before}`;
        if (!foldCase(text).includes(foldCase(needle))) return;
        const json = JSON.stringify({ text });
        const line = escaped
          ? json.replace(
              /[A-Za-z]/g,
              (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
            )
          : json;
        const filter = new LineFilter(foldCase(needle));
        assert.ok(filter.mayHold(Buffer.from(line).toString("latin1")));
      }),
      { numRuns: 2000 },
    );
  });

  it("knows the capitals beyond ASCII that fold into it", () => {
    for (const [text, needle] of [
      ["300 \u212a", "300 k"],
      ["D\u0130R", "di"],
    ] as const) {
      assert.ok(foldCase(text).includes(needle));
      const line = Buffer.from(JSON.stringify(text)).toString("latin1");
      assert.ok(new LineFilter(needle).mayHold(line));
    }
  });

  it("passes over what does not hold it", () => {
    const line = Buffer.from('{"text":"something else"}').toString("latin1");
    assert.equal(new LineFilter("needle").mayHold(line), false);
  });
});
