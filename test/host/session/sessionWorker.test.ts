import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../../../scripts/lib/root.mjs";
import { useTranslation } from "../../../src/core/l10n/translation";
import { replaySession } from "../../../src/core/replay/replaySession";
import { countSession } from "../../../src/host/session/sessionCounts";
import { isOutOfMemory, SessionWorker } from "../../../src/host/session/sessionWorker";
import { loadSession } from "../../../src/platform/loadSession";
import { fixtureCopy } from "../../support/logFiles";
import { fixtureSession, onlySession, ReceivingPage } from "./support";

const program = path.join(root, "dist/worker.js");

async function withWorker(use: (worker: SessionWorker) => Promise<void>): Promise<void> {
  const worker = new SessionWorker(program);
  try {
    await use(worker);
  } finally {
    worker.dispose();
  }
}

describe("a worker thread with a session", () => {
  it("reads with progress and gives the page what the same thread would", async () => {
    await withWorker(async (worker) => {
      const ref = await fixtureSession("thinking-default");
      const progress: number[] = [];
      await worker.call("openDisk", { ref });
      const overview = await worker.call(
        "look",
        { files: undefined },
        {
          onProgress: ({ readBytes }) => {
            progress.push(readBytes);
          },
        },
      );
      const { session } = await loadSession(ref);
      const replay = replaySession(session);
      assert.equal(progress.at(-1), ref.byteLength);
      assert.equal(overview?.requests, replay.requests.length);
      const held = new ReceivingPage().take(
        await worker.call("messages", { anew: true, after: 0 }),
      );
      assert.deepEqual(held.replay, replay);
    });
  });

  it("says what it says in the language of the thread that starts it", async () => {
    const ref = await fixtureSession("first");
    const refused = async () => {
      const worker = new SessionWorker(program);
      try {
        await worker.call("openDisk", { ref });
        return await worker.call("record", { file: "elsewhere", offset: 0, byteLength: 1 });
      } finally {
        worker.dispose();
      }
    };
    const text = "it is no log of this session";
    assert.deepEqual(await refused(), { kind: "failed", what: text });
    try {
      useTranslation({ locale: "de", messages: { [text]: "kein Log dieser Sitzung" } });
      assert.deepEqual(await refused(), { kind: "failed", what: "kein Log dieser Sitzung" });
    } finally {
      useTranslation(undefined);
    }
  });

  it("counts sessions as the same thread would", async () => {
    await withWorker(async (worker) => {
      for (const name of ["first", "forked", "compacted", "no-pruning", "new-plain"]) {
        const ref = await fixtureSession(name);
        assert.deepEqual(
          await worker.call("count", { ref }),
          countSession(await loadSession(ref)),
          name,
        );
      }
    });
  });

  it("counts lines that cannot be read, with their places", async () => {
    const folder = await fixtureCopy("first");
    const file = (await onlySession(folder)).segmentFiles[0]?.path ?? "";
    await writeFile(file, '{"kind":"turn_end","ts":1}\n{"kind":"turn_e\n\xff\n', "latin1");
    await withWorker(async (worker) => {
      const counts = await worker.call("count", { ref: await onlySession(folder) });
      assert.equal(counts.unread, 2);
      assert.deepEqual(
        counts.segments[0]?.unreadLines.map(({ place, reason }) => [place.line, reason]),
        [
          [2, "not JSON"],
          [3, "the bytes are not UTF-8"],
        ],
      );
    });
  });

  it("takes a log in memory", async () => {
    await withWorker(async (worker) => {
      const bytes = new TextEncoder().encode('{"kind":"turn_end","ts":1}\n');
      await worker.call("openMemory", { log: { name: "x:/a.jsonl", bytes, modifiedTs: 0 } });
      assert.equal((await worker.call("look", { files: undefined }))?.segments[0]?.lineCount, 1);
    });
  });

  it("fails with the reason, and goes on", async () => {
    await withWorker(async (worker) => {
      await assert.rejects(worker.call("look", { files: undefined }), {
        message: "no session was opened in this worker",
      });
      await worker.call("openDisk", { ref: await fixtureSession("first") });
      assert.equal((await worker.call("look", { files: undefined }))?.requests, 5);
    });
  });

  it("stops a call that is cancelled, and answers the next", async () => {
    await withWorker(async (worker) => {
      const ref = await fixtureSession("many-default");
      const cancel = new AbortController();
      const cancelled = worker.call("count", { ref }, { signal: cancel.signal });
      cancel.abort();
      await assert.rejects(cancelled, { name: "AbortError" });
      await assert.rejects(worker.call("count", { ref }, { signal: cancel.signal }), {
        name: "AbortError",
      });
      assert.equal((await worker.call("count", { ref })).requests, 121);
    });
  });

  it("rejects what waits when it is closed, and every call after", async () => {
    const worker = new SessionWorker(program);
    const ref = await fixtureSession("many-default");
    const waiting = worker.call("count", { ref });
    worker.dispose();
    assert.equal(worker.hasEnded, true);
    await assert.rejects(waiting, { name: "AbortError" });
    await assert.rejects(worker.call("count", { ref }), { name: "AbortError" });
  });

  it("says that it ran out of memory, once, and another one reads on", async () => {
    const ref = await fixtureSession("many-default");
    const reasons: Error[] = [];
    const small = new SessionWorker(program, {
      resourceLimits: { maxOldGenerationSizeMb: 6, maxYoungGenerationSizeMb: 1 },
      onEnd: (reason) => reasons.push(reason),
    });
    const failure: unknown = await small.call("count", { ref }).catch((error: unknown) => error);
    assert.ok(isOutOfMemory(failure), String(failure));
    assert.equal(small.hasEnded, true);
    await assert.rejects(small.call("count", { ref }), (error) => isOutOfMemory(error));
    assert.deepEqual(reasons, [failure]);
    small.dispose();
    assert.equal(reasons.length, 1);
    await withWorker(async (worker) => {
      assert.equal((await worker.call("count", { ref })).requests, 121);
    });
  });

  it("gives a page that was sent to by another worker generations after those", async () => {
    const page = new ReceivingPage();
    const ref = await fixtureSession("first");
    for (const after of [0, 1, 2])
      await withWorker(async (worker) => {
        await worker.call("openDisk", { ref });
        await worker.call("look", { files: undefined });
        const messages = await worker.call("messages", { anew: true, after });
        assert.ok(
          messages.every((message) => "generation" in message && message.generation > after),
        );
        assert.equal(page.take(messages).replay.requests.length, 5);
      });
  });

  it("rejects what waits when its program is missing", async () => {
    const worker = new SessionWorker(path.join(root, "dist/no-such-program.js"));
    await assert.rejects(
      worker.call("look", { files: undefined }),
      (error) => error instanceof Error,
    );
    assert.equal(worker.hasEnded, true);
  });
});
