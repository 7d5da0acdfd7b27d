import assert from "node:assert/strict";
import { rm, truncate } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { root } from "../../scripts/lib/root.mjs";
import { dataElement } from "../../src/core/export/dataElement";
import type { LoggedItem } from "../../src/core/log/item";
import { replaySession } from "../../src/core/replay/replaySession";
import { isCancelled } from "../../src/core/replay/requestFates";
import { discover } from "../../src/platform/discover";
import { itemsWithShownTexts } from "../../src/core/export/shownTexts";
import { exportPage } from "../../src/platform/exportPage";
import { loadSession, type Progress } from "../../src/platform/loadSession";
import { textsOnDisk } from "../../src/platform/textsOnDisk";
import { fixture, fixtureNames } from "../support/fixtures";
import { fixtureCopy } from "../support/logFiles";
import { openFixture } from "../support/openFixture";

const codeFolder = path.join(root, "dist/exportedPage");

async function exportOf(name: string, withTexts: boolean): Promise<Buffer> {
  const { sessions } = await discover(await fixture(name));
  const [ref] = sessions;
  assert.ok(ref !== undefined);
  const { session } = await loadSession(ref);
  const html = await exportPage({
    session,
    replay: replaySession(session),
    codeFolder,
    name,
    state: undefined,
    texts: withTexts ? textsOnDisk(ref, session) : undefined,
  });
  return Buffer.from(html);
}

/** All that a reader of the file could find: the document without the page's own code, and the unpacked session. */
function contentOf(html: Buffer): readonly Buffer[] {
  const text = html.toString("utf8");
  const data = new RegExp(`id="${dataElement}">([^<]*)<`).exec(text)?.[1];
  assert.ok(data !== undefined && data.length > 100);
  const document = text
    .replace(/<style>[^]*?<\/style>/, "")
    .replace(/<script>[^]*?<\/script>/, "")
    .replace(data, "");
  return [Buffer.from(document), gunzipSync(Buffer.from(data, "base64"))];
}

/** As it would stand as UTF-8, inside JSON, or in the wire's UTF-16 units. */
function holds(content: readonly Buffer[], text: string): boolean {
  const forms = [
    Buffer.from(text, "utf8"),
    Buffer.from(JSON.stringify(text).slice(1, -1), "utf8"),
    Buffer.from(text, "utf16le"),
  ];
  return content.some((bytes) => forms.some((form) => bytes.includes(form)));
}

function textsOf(item: LoggedItem): readonly string[] {
  switch (item.kind) {
    case "message":
      return item.content.map(({ text }) => text);
    case "reasoning":
      return [item.text, ...item.summary];
    case "tool_call":
      return [item.arguments, item.callId];
    case "tool_result":
      return [item.summary, item.content ?? "", item.callId];
  }
}

/** Pieces of the texts that are long enough to be nothing else. */
function fragments(texts: readonly string[]): readonly string[] {
  const long = texts.filter((text) => text.trim().length >= 8);
  return Array.from(
    new Set(long.flatMap((text) => [text.slice(0, 24), text.slice(text.length >> 1).slice(0, 24)])),
  ).filter((piece) => piece.trim().length >= 8);
}

describe("the file of an exported session", function () {
  this.timeout(120_000);

  for (const name of fixtureNames())
    it(`${name}: has nothing of its messages unless asked`, async () => {
      const { items, session } = await openFixture(name);
      // That a user stopped a run is said in a word of the agent's own, and stays.
      const messages = session.segments.flatMap(({ runs }) =>
        runs.flatMap(({ end }) =>
          end === undefined || isCancelled(end) ? [] : (end.message ?? []),
        ),
      );
      const pieces = fragments([...items.flat().flatMap(textsOf), ...messages]);
      assert.ok(pieces.length > 5);
      const content = contentOf(await exportOf(name, false));
      assert.deepEqual(
        pieces.filter((piece) => holds(content, piece)),
        [],
      );
      const folder = await fixture(name);
      assert.ok(!holds(content, folder) && !holds(content, ".jsonl"));
    });

  it("has the beginnings of arguments and summaries where asked, and no messages even then", async () => {
    const { items } = await openFixture("many-default");
    const content = contentOf(await exportOf("many-default", true));
    const calls = items.flat().filter(({ kind }) => kind === "tool_call");
    const messages = items.flat().filter(({ kind }) => kind === "message");
    const shown = fragments(calls.flatMap((item) => textsOf(item)[0] ?? []));
    assert.ok(shown.length > 5);
    assert.ok(shown.some((piece) => holds(content, piece)));
    const unseen = fragments(messages.flatMap(textsOf));
    assert.ok(unseen.length > 5);
    assert.deepEqual(
      unseen.filter((piece) => holds(content, piece)),
      [],
    );
  });

  it("is the same for the same session", async () => {
    assert.ok((await exportOf("first", false)).equals(await exportOf("first", false)));
  });

  it("tells how far it is, up to the end, and stops where it is cancelled on the way", async () => {
    const { sessions } = await discover(await fixture("many-default"));
    const [ref] = sessions;
    assert.ok(ref !== undefined);
    const { session } = await loadSession(ref);
    const made = async (stopsAfter: number) => {
      const heard: number[] = [];
      const stop = new AbortController();
      await exportPage({
        session,
        replay: replaySession(session),
        codeFolder,
        name: "many-default",
        state: undefined,
        texts: textsOnDisk(ref, session),
        signal: stop.signal,
        onProgress: ({ readBytes, totalBytes }: Progress) => {
          heard.push(readBytes / totalBytes);
          if (heard.length === stopsAfter) stop.abort();
        },
      });
      return heard;
    };
    const shares = await made(Infinity);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    assert.equal(shares.at(-1), 1);
    assert.ok((shares[0] ?? 1) > 0 && (shares[0] ?? 1) < 1, "reading the texts is part of it");
    for (const stopsAfter of [1, shares.length - 1])
      await assert.rejects(made(stopsAfter), { name: "AbortError" });
  });

  it("has the texts of the lines that are still there", async () => {
    const folder = await fixtureCopy("many-default");
    const { sessions } = await discover(folder);
    const [ref] = sessions;
    assert.ok(ref !== undefined);
    const { session } = await loadSession(ref);
    const items = itemsWithShownTexts(session.segments[0]?.items ?? assert.fail());
    const read = textsOnDisk(ref, session);
    const whole = await read(0, items, undefined);
    assert.deepEqual(
      whole.map(({ item }) => item),
      items,
    );
    const [log] = ref.segmentFiles;
    assert.ok(log !== undefined);
    await truncate(log.path, Math.floor(log.byteLength / 2));
    const half = await read(0, items, undefined);
    assert.ok(half.length > 0 && half.length < whole.length);
    assert.deepEqual(half, whole.slice(0, half.length));
    await rm(log.path);
    assert.deepEqual(await read(0, items, undefined), []);
  });

  it("stops when it is no longer wanted", async () => {
    const { session, replay, name } = await openFixture("first");
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(
      exportPage({
        session,
        replay,
        codeFolder,
        name,
        state: undefined,
        texts: undefined,
        signal: stop.signal,
      }),
      { name: "AbortError" },
    );
  });
});
