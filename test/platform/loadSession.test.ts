import assert from "node:assert/strict";
import {
  appendFile,
  chmod,
  copyFile,
  mkdir,
  readFile,
  rename,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { SegmentFold } from "../../src/core/session/foldSegment";
import { stepBytes } from "../../src/core/session/scan/scanSpace";
import { discover } from "../../src/platform/discover";
import {
  loadSession,
  SessionReader,
  type LoadedSession,
  type Progress,
} from "../../src/platform/loadSession";
import { SegmentReader } from "../../src/platform/segmentReader";
import { fixture, truth } from "../support/fixtures";
import { fixtureCopy, freshFolder, logLines, onlySegmentLog, writeLog } from "../support/logFiles";
import { plain } from "../support/plain";

async function loadOnly(target: string): Promise<LoadedSession> {
  const { sessions } = await discover(target);
  assert.equal(sessions.length, 1);
  assert.ok(sessions[0]);
  return loadSession(sessions[0]);
}

/** What is unreadable in a session, as `line@offset reason`. */
function unread({ session }: LoadedSession): readonly string[] {
  return session.segments.flatMap((segment) =>
    segment.unread.map(({ place, reason }) => `${place.line}@${place.offset} ${reason}`),
  );
}

describe("load session", () => {
  it("folds every segment in the order they were started, with the agent's metadata", async () => {
    const { session, problems } = await loadOnly(await fixture("forked"));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      session.segments.map(({ origin }) => origin.kind),
      ["new", "forked", "forked"],
    );
    assert.equal(
      session.segments.reduce((sum, { evaluations }) => sum + evaluations.length, 0),
      truth("forked").evaluations.length,
    );
    assert.equal(session.metadata?.agentName, "forked");
  });

  it("gives the same as a fold of the whole file at once, and tells its progress", async () => {
    const data = await fixture("many-default");
    const bytes = await readFile(await onlySegmentLog(data));
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const told: Progress[] = [];
    const { sessions } = await discover(data);
    assert.ok(sessions[0]);
    const { session } = await loadSession(sessions[0], {
      onProgress: (progress) => told.push(progress),
    });
    const fold = new SegmentFold(session.segments[0]?.id ?? "", (part) => decoder.decode(part));
    fold.push(bytes);
    assert.deepEqual(plain(session.segments[0]), plain(fold.snapshot()));
    assert.equal(told.length, Math.ceil(bytes.length / stepBytes));
    assert.deepEqual(told.at(-1), { readBytes: bytes.length, totalBytes: bytes.length });
  });

  it("reads a log without metrics", async () => {
    const { session, problems } = await loadOnly(await fixture("many-off"));
    assert.deepEqual(problems, []);
    assert.equal(session.segments[0]?.evaluations.length, 0);
    assert.equal(session.segments[0].requests.length, truth("many-off").requests?.length);
  });

  it("names damaged lines by line and byte, and reads all the others", async () => {
    const data = await fixtureCopy("first");
    const file = await onlySegmentLog(data);
    const whole = await logLines(file);
    const [start = "", second = ""] = whole;
    const torn = `${second.slice(0, 20)}${second}`;
    const notUtf8 = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    const cut = '{"kind":"invoke","ts":';
    const two = `${second}${second}`;
    const lines = [start, torn, notUtf8, cut, two, ...whole.slice(1)];
    await writeLog(file, lines);
    await appendFile(file, '{"kind":"turn_end"');

    const loaded = await loadOnly(data);
    const offset = (line: number) =>
      lines.slice(0, line - 1).reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
    const reasons = unread(loaded);
    assert.deepEqual(
      reasons.map((text) => text.split(" ")[0]),
      [2, 3, 4, 5].map((line) => `${line}@${offset(line)}`),
    );
    assert.match(reasons[1] ?? "", /not UTF-8/);
    assert.match(reasons[3] ?? "", /two records/);
    assert.equal(loaded.session.segments[0]?.evaluations.length, truth("first").evaluations.length);
    assert.equal(loaded.problems.length, 1);
    assert.match(loaded.problems[0]?.what ?? "", /^18 bytes behind the last newline/);
    assert.equal(loaded.problems[0]?.offset, offset(lines.length + 1));
  });

  it("says what is wrong with files that hold no log", async () => {
    const folder = path.join(await freshFolder(), "sessions", truth("first").session);
    const cases = [
      ["empty.jsonl", "", /empty/],
      ["half.jsonl", '{"kind":"segment_start"', /no complete line/],
      ["prose.jsonl", "Dear diary,\nnothing happened.\n", /not a segment log/],
      ["other.jsonl", '{"prompt":"a"}\n[1]\n', /not a segment log/],
      ["noise.jsonl", Buffer.from([0, 255, 10, 1, 2, 10]), /not a segment log/],
    ] as const;
    await mkdir(folder, { recursive: true });
    for (const [name, content] of cases) await writeFile(path.join(folder, name), content);
    const { session, problems } = await loadOnly(folder);
    assert.deepEqual(session.segments, []);
    for (const [name, , words] of cases)
      assert.match(problems.find((problem) => problem.path.endsWith(name))?.what ?? "", words);
    assert.equal(problems.length, cases.length);
  });

  it("says which file it may not read, and reads the others", async () => {
    const data = await fixtureCopy("forked");
    const { sessions } = await discover(data);
    assert.ok(sessions[0]);
    const [, second] = sessions[0].segmentFiles;
    assert.ok(second);
    // A folder in the place of the file: what no user, however mighty, can read as a log.
    await rename(second.path, `${second.path}.aside`);
    await mkdir(second.path);
    const { session, problems } = await loadSession(sessions[0]);
    assert.equal(session.segments.length, 2);
    assert.deepEqual(problems, [{ path: second.path, what: "not a regular file" }]);
  });

  it("does not open a file that was replaced by a link to elsewhere", async () => {
    const data = await fixtureCopy("first");
    const { sessions } = await discover(data);
    assert.ok(sessions[0]);
    const file = await onlySegmentLog(data);
    await rename(file, `${file}.aside`);
    await symlink(await onlySegmentLog(await fixture("signed")), file);
    const { session, problems } = await loadSession(sessions[0]);
    assert.deepEqual(session.segments, []);
    assert.match(problems[0]?.what ?? "", /leads out/);
  });

  it("can be cancelled between blocks", async () => {
    const data = await fixtureCopy("first");
    const file = await onlySegmentLog(data);
    await truncate(file, 0);
    const line = Buffer.from(`{"kind":"note","ts":1,"filler":"${"x".repeat(1000)}"}\n`);
    await writeFile(file, Buffer.concat(new Array<Buffer>(4000).fill(line)));
    const { sessions } = await discover(data);
    assert.ok(sessions[0]);
    const stop = new AbortController();
    let blocks = 0;
    const load = loadSession(sessions[0], {
      signal: stop.signal,
      onProgress: () => {
        if (++blocks === 2) stop.abort(new Error("enough"));
      },
    });
    await assert.rejects(load, /enough/);
    assert.equal(blocks, 2);
  });
});

describe("segment reader", () => {
  it("reads on where it stopped, however the file grows", async () => {
    const bytes = await readFile(await onlySegmentLog(await fixture("first")));
    const folder = await freshFolder();
    const file = path.join(folder, "growing.jsonl");
    await writeFile(file, "");
    const reader = new SegmentReader(file, folder);
    assert.deepEqual(await reader.read(), { kind: "unchanged" });
    // Steps that end inside lines, and one that ends with a newline.
    const cuts = [10, 500, 501, bytes.indexOf(10, 5000) + 1, bytes.length - 1, bytes.length];
    let from = 0;
    for (const to of cuts) {
      await appendFile(file, bytes.subarray(from, to));
      assert.deepEqual(await reader.read(), { kind: "grown" });
      assert.deepEqual(await reader.read(), { kind: "unchanged" });
      from = to;
    }
    const fresh = new SegmentReader(file, folder);
    await fresh.read();
    assert.deepEqual(plain(reader.segment), plain(fresh.segment));
    assert.equal(reader.segment.evaluations.length, truth("first").evaluations.length);
  });

  it("does not take a file for another one whose last block is small", async () => {
    const folder = await freshFolder();
    const file = path.join(folder, "blocks.jsonl");
    const line = `{"kind":"config_changed","ts":1,"config":"${"x".repeat(200)}"}\n`;
    const whole = line.repeat(Math.ceil((2 * 1024 ** 2) / line.length));
    for (const behind of [1, 10, 255, 256, 257]) {
      await writeFile(file, whole.slice(0, 1024 ** 2 + behind));
      const reader = new SegmentReader(file, folder);
      assert.deepEqual(await reader.read(), { kind: "grown" });
      assert.deepEqual(await reader.read(), { kind: "unchanged" });
      await appendFile(file, whole.slice(1024 ** 2 + behind));
      assert.deepEqual(await reader.read(), { kind: "grown" });
      assert.equal(reader.segment.file.lineCount, whole.length / line.length);
    }
  });

  it("notices a file that was cut, cut and written on beyond its old length, or replaced", async () => {
    const original = await onlySegmentLog(await fixture("first"));
    const folder = await freshFolder();
    const file = path.join(folder, "rewound.jsonl");
    await copyFile(original, file);
    await chmod(file, 0o644);
    const lines = await logLines(original);
    const reader = new SegmentReader(file, folder);
    await reader.read();
    const sameAsFresh = async () => {
      assert.deepEqual(await reader.read(), { kind: "rewritten" });
      const fresh = new SegmentReader(file, folder);
      await fresh.read();
      assert.deepEqual(plain(reader.segment), plain(fresh.segment));
    };

    await writeLog(file, lines.slice(0, 4));
    await sameAsFresh();
    await writeLog(file, [...lines.slice(0, 3), ...lines.slice(2)]);
    await sameAsFresh();
    await writeLog(`${file}.new`, [...lines, ...lines.slice(1)]);
    await rename(`${file}.new`, file);
    await sameAsFresh();
  });

  it("keeps what it has while the file cannot be read", async () => {
    const data = await fixtureCopy("first");
    const { sessions } = await discover(data);
    assert.ok(sessions[0]);
    const reader = new SessionReader(sessions[0]);
    assert.equal(await reader.read(), true);
    assert.equal(await reader.read(), false);
    const file = await onlySegmentLog(data);
    await rename(file, `${file}.aside`);
    assert.equal(await reader.read(), true);
    const lost = reader.loaded();
    assert.equal(lost.session.segments[0]?.evaluations.length, truth("first").evaluations.length);
    assert.deepEqual(lost.problems, [{ path: file, what: "there is no such file or folder" }]);
    await rename(`${file}.aside`, file);
    await reader.read();
    assert.deepEqual(reader.loaded().problems, []);
  });
});
