import assert from "node:assert/strict";
import { appendFile, copyFile, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { replaySession } from "../../../src/core/replay/replaySession";
import { loadSession } from "../../../src/platform/loadSession";
import { MemorySource } from "../../../src/host/session/memorySource";
import { SessionService } from "../../../src/host/session/sessionService";
import { DiskSource } from "../../../src/host/session/sessionSource";
import { fixtureCopy } from "../../support/logFiles";
import { fixtureSession, onlySession, ReceivingPage, sentBytes } from "./support";

async function opened(name: string): Promise<SessionService> {
  const service = new SessionService(new DiskSource(await fixtureSession(name)));
  await service.look({});
  return service;
}

describe("a session's service", () => {
  it("tells what it read, and that nothing changed since", async () => {
    const ref = await fixtureSession("compacted");
    const service = new SessionService(new DiskSource(ref));
    const progress: number[] = [];
    const overview = await service.look({
      onProgress: ({ readBytes, totalBytes }) => {
        progress.push(readBytes / totalBytes);
      },
    });
    assert.ok(overview);
    assert.equal(overview.segments.length, ref.segmentFiles.length);
    assert.deepEqual(
      overview.files,
      ref.segmentFiles.map((file) => file.path),
    );
    assert.equal(progress.at(-1), 1);
    assert.deepEqual(overview.problems, []);
    assert.equal(overview.segments[0]?.firstRequest, 0);
    assert.equal(await service.look({}), undefined);
  });

  it("sends the page the session that was read and its replay", async () => {
    const ref = await fixtureSession("many-default");
    const { session } = await loadSession(ref);
    const replay = replaySession(session);
    const held = new ReceivingPage().take((await opened("many-default")).messages(true));
    assert.deepEqual(held.replay, replay);
    assert.equal(held.session.segments[0]?.items.length, session.segments[0]?.items.length);
  });

  it("sends a page that was loaded anew everything again", async () => {
    const service = await opened("first");
    const first = service.messages(true);
    assert.ok(sentBytes(service.messages(false)) < sentBytes(first) / 10);
    const again = service.messages(true);
    assert.equal(sentBytes(again), sentBytes(first));
    new ReceivingPage().take(again);
  });

  it("gives brief texts of the items that are asked for, and of no others", async () => {
    const service = await opened("first");
    const { session } = new ReceivingPage().take(service.messages(true));
    const items = Array.from({ length: session.segments[0]?.items.length ?? 0 }, (_, at) => at);
    const texts = await service.itemTexts(0, [...items, 9999]);
    assert.deepEqual(
      texts.map(({ item }) => item).sort((a, b) => a - b),
      items,
    );
    assert.ok(texts.every(({ brief }) => brief !== ""));
    assert.deepEqual(await service.itemTexts(7, [0]), []);
  });

  it("finds every line of a log, and none behind its end", async () => {
    const ref = await fixtureSession("forked");
    const service = await opened("forked");
    for (const [segment, file] of ref.segmentFiles.entries()) {
      const lines = (await readFile(file.path)).toString("utf8").split("\n").slice(0, -1);
      for (const at of [0, 1, lines.length >> 1, lines.length - 1]) {
        const place = await service.placeOf(segment, at + 1);
        assert.ok(place);
        const record = await service.record(place.file, place.offset, place.byteLength);
        assert.equal(record.kind, "bytes");
        assert.equal(Buffer.from(record.bytes).toString("utf8"), lines[at]);
      }
      assert.equal(await service.placeOf(segment, lines.length + 1), undefined);
    }
  });

  it("reads records of its own logs only", async () => {
    const other = await fixtureSession("many-default");
    const service = await opened("first");
    const record = await service.record(other.segmentFiles[0]?.path ?? "", 0, 10);
    assert.equal(record.kind, "failed");
  });

  it("writes the texts of a request: what was left out is exactly what the replay says", async () => {
    const service = await opened("many-default");
    const { session, replay } = new ReceivingPage().take(service.messages(true));
    const requests = [0, 32, 59, replay.requests.length - 1];
    assert.ok(requests.some((request) => (replay.requests[request]?.pruned.length ?? 0) > 10));
    for (const request of requests) {
      const texts = await service.requestTexts(request);
      assert.ok(texts);
      const { pruned = [], historyLength = 0 } = replay.requests[request] ?? {};
      const marks = texts.sent.match(/^ {2}\[left out of this request: .*\]$/gm) ?? [];
      assert.equal(marks.length, pruned.length);
      assert.doesNotMatch(texts.whole, /left out of this request:/);
      assert.equal(texts.whole.match(/^item /gm)?.length, historyLength);
      assert.equal(texts.cutItems, 0);
      const names = session.segments[0]?.toolNames ?? [];
      if (pruned.length > 0) assert.ok(names.some((name) => texts.sent.includes(name)));
    }
    assert.equal(await service.requestTexts(replay.requests.length), undefined);
  });

  it("stops writing texts when it is cancelled", async () => {
    const service = await opened("first");
    await assert.rejects(service.requestTexts(0, AbortSignal.abort()), { name: "AbortError" });
  });

  it("follows a log that grows, and sends only what is new", async () => {
    const folder = await fixtureCopy("many-default");
    const ref = await onlySession(folder);
    const file = ref.segmentFiles[0]?.path ?? "";
    const bytes = await readFile(file);
    const cut = bytes.indexOf("\n", bytes.length - 40_000) + 1;
    await writeFile(file, bytes.subarray(0, cut));
    const service = new SessionService(new DiskSource(await onlySession(folder)));
    const page = new ReceivingPage();
    const before = await service.look({});
    const first = service.messages(true);
    page.take(first);
    await appendFile(file, bytes.subarray(cut));
    const after = await service.look({});
    assert.ok(before && after && after.requests > before.requests);
    const second = service.messages(false);
    assert.ok(sentBytes(second) < sentBytes(first) / 2);
    const { session } = await loadSession(await onlySession(folder));
    assert.deepEqual(page.take(second).replay, replaySession(session));
  });

  it("reads a log anew that was cut, and takes up a segment that began", async () => {
    const folder = await fixtureCopy("compacted");
    const ref = await onlySession(folder);
    const files = ref.segmentFiles.map((file) => file.path);
    const last = files.at(-1) ?? "";
    const service = new SessionService(new DiskSource(ref));
    const whole = await service.look({});
    assert.ok(whole);
    const bytes = await readFile(last);
    await truncate(last, bytes.indexOf("\n", bytes.length >> 1) + 1);
    const cut = await service.look({});
    assert.ok(cut && cut.requests < whole.requests);
    await copyFile(
      files[0] ?? "",
      path.join(path.dirname(last), "01a1fc95-ffff-7000-8000-000000000000.jsonl"),
    );
    const begun = await service.look({});
    assert.equal(begun?.segments.length, whole.segments.length + 1);
  });

  it("says what is wrong with files that are no logs", async () => {
    const folder = await fixtureCopy("first");
    const ref = await onlySession(folder);
    await writeFile(ref.segmentFiles[0]?.path ?? "", "hello\nworld\n");
    const service = new SessionService(new DiskSource(await onlySession(folder)));
    const overview = await service.look({});
    assert.deepEqual(overview?.segments, []);
    assert.match(overview.problems[0]?.what ?? "", /not a segment log/);
  });

  it("reads a log that is in memory as it reads one on disk", async () => {
    const ref = await fixtureSession("first");
    const bytes = await readFile(ref.segmentFiles[0]?.path ?? "");
    const name = "memfs:/somewhere/first.jsonl";
    const service = new SessionService(new MemorySource({ name, bytes, modifiedTs: 0 }));
    const overview = await service.look({});
    const disk = await (await opened("first")).look({});
    assert.equal(disk, undefined);
    assert.equal(overview?.requests, 5);
    const place = await service.placeOf(0, 3);
    assert.ok(place);
    assert.equal(place.file, name);
    const record = await service.record(name, place.offset, place.byteLength);
    assert.equal(record.kind, "bytes");
    assert.equal(Buffer.from(record.bytes).toString("utf8"), bytes.toString("utf8").split("\n")[2]);
    assert.equal((await service.requestTexts(4))?.whole.startsWith("request 5 of first"), true);
  });
});
