import assert from "node:assert/strict";
import { cp, mkdir, readdir, rename, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { discover } from "../../src/platform/discover";
import type { Discovery } from "../../src/platform/sessionRef";
import { fixture, truth } from "../support/fixtures";
import {
  fixtureCopy,
  freshFolder,
  logLines,
  onlySegmentLog,
  segmentLogs,
  writeLog,
} from "../support/logFiles";

function only(discovery: Discovery) {
  assert.deepEqual(discovery.problems, []);
  assert.equal(discovery.sessions.length, 1);
  const [session] = discovery.sessions;
  assert.ok(session);
  return session;
}

describe("discover", () => {
  const forked = truth("forked").session;

  it("finds the same session from its data directory, its sessions directory and its folder", async () => {
    const data = await fixture("forked");
    for (const below of ["", "sessions", `sessions/${forked}`]) {
      const session = only(await discover(path.join(data, below)));
      assert.equal(session.id, forked);
      assert.equal(session.segmentFiles.length, 3);
      assert.equal(session.opened, undefined);
      assert.equal(session.agents[0]?.metadata.agentName, "forked");
      assert.equal(session.startTs, 1795238976433);
      assert.equal(
        session.byteLength,
        session.segmentFiles.reduce((sum, { byteLength }) => sum + byteLength, 0),
      );
      assert.ok(session.segmentFiles.every(({ byteLength }) => byteLength > 1000));
    }
  });

  it("opens one segment's file with its neighbours, which it may inherit from", async () => {
    const [, file] = await segmentLogs(await fixture("forked"));
    assert.ok(file !== undefined);
    const session = only(await discover(file));
    assert.equal(session.id, forked);
    assert.equal(session.opened, path.basename(file, ".jsonl"));
    assert.equal(session.segmentFiles.length, 3);
    assert.equal(session.agents.length, 1);
  });

  it("finds data directories below a workspace, newest first, and passes over what is none", async () => {
    const workspace = await freshFolder();
    await cp(await fixture("first"), path.join(workspace, ".yoi"), { recursive: true });
    await cp(await fixture("new-plain"), path.join(workspace, "packages/agent"), {
      recursive: true,
    });
    await cp(await fixture("signed"), path.join(workspace, "node_modules/agent"), {
      recursive: true,
    });
    await cp(await fixture("signed"), path.join(workspace, "much/too/deep"), { recursive: true });
    await mkdir(path.join(workspace, "src/sessions/parts"), { recursive: true });
    await writeFile(path.join(workspace, "src/sessions/parts/index.ts"), "");
    await writeFile(path.join(workspace, "training.jsonl"), '{"prompt":"a"}\n');
    const { sessions, problems } = await discover(workspace);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      sessions.map(({ id, agents }) => [id, agents[0]?.metadata.agentName]),
      [
        [truth("new-plain").session, "new-plain"],
        [truth("first").session, "first"],
      ],
    );
  });

  it("takes logs that lie flat as sessions of their own", async () => {
    const flat = await freshFolder();
    for (const name of ["first", "signed"]) {
      const lines = await logLines(await onlySegmentLog(await fixture(name)));
      // As they were written before sessions had folders: the file bears the session's name.
      const start = lines[0]
        ?.replace('"segment_start"', '"session_start"')
        .replace(/"session_id":"[^"]*",/, "");
      await writeLog(path.join(flat, `${truth(name).session}.jsonl`), [
        start ?? "",
        ...lines.slice(1),
      ]);
    }
    const { sessions, problems } = await discover(flat);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      sessions.map(({ id, segmentFiles }) => [id, segmentFiles.length]),
      [
        [truth("signed").session, 1],
        [truth("first").session, 1],
      ],
    );
  });

  it("knows a session's folder that was copied under another name", async () => {
    const data = await fixture("forked");
    const copy = path.join(await freshFolder(), "case 42");
    await cp(path.join(data, "sessions", forked), copy, { recursive: true });
    const session = only(await discover(copy));
    assert.equal(session.id, forked);
    assert.equal(session.segmentFiles.length, 3);
  });

  it("finds metadata inside the session root, and leaves out what belongs to another session", async () => {
    const data = await fixtureCopy("first");
    await rename(path.join(data, "pods"), path.join(data, "sessions/workers"));
    assert.equal(only(await discover(data)).agents[0]?.metadata.agentName, "first");
    const other = await fixtureCopy("signed");
    await cp(path.join(other, "pods"), path.join(data, "pods"), { recursive: true });
    assert.deepEqual(
      only(await discover(data)).agents.map(({ metadata }) => metadata.agentName),
      ["first"],
    );
  });

  it("prefers the metadata that tells the settings", async () => {
    const data = await fixtureCopy("first");
    const session_id = truth("first").session;
    await mkdir(path.join(data, "workers/renamed"), { recursive: true });
    await writeFile(
      path.join(data, "workers/renamed/metadata.json"),
      JSON.stringify({ worker_name: "renamed", active: { session_id } }),
    );
    const { agents } = only(await discover(data));
    assert.deepEqual(
      agents.map(({ metadata }) => [metadata.agentName, metadata.pruning.kind]),
      [
        ["first", "on"],
        ["renamed", "unknown"],
      ],
    );
  });

  it("says which metadata could not be read, and goes on", async () => {
    const data = await fixtureCopy("first");
    for (const [name, text] of [
      ["torn", '{"pod_name":"to'],
      ["other", "[1]"],
    ] as const) {
      await mkdir(path.join(data, "pods", name));
      await writeFile(path.join(data, "pods", name, "metadata.json"), text);
    }
    const { sessions, problems } = await discover(data);
    assert.equal(sessions[0]?.agents[0]?.metadata.agentName, "first");
    assert.deepEqual(
      problems.map(({ path: file, what }) => [path.basename(path.dirname(file)), what]),
      [
        ["other", "not an agent's metadata"],
        ["torn", "not JSON"],
      ],
    );
  });

  it("skips event traces, and says what one is that was opened by name", async () => {
    const data = await fixtureCopy("first");
    const log = await onlySegmentLog(data);
    const trace = log.replace(".jsonl", ".trace.jsonl");
    await writeFile(trace, '{"event":"delta"}\n');
    assert.equal(only(await discover(data)).segmentFiles.length, 1);
    const { sessions, problems } = await discover(trace);
    assert.deepEqual(sessions, []);
    assert.match(problems[0]?.what ?? "", /event trace/);
  });

  it("does not follow links that lead out of what was opened, and says so", async () => {
    const data = await fixtureCopy("first");
    const outside = await onlySegmentLog(await fixture("signed"));
    const link = path.join(data, "sessions", truth("first").session, "zz.jsonl");
    await symlink(outside, link);
    await symlink(path.dirname(outside), path.join(data, "sessions", truth("signed").session));
    await symlink(path.join(data, "nowhere"), path.join(data, "sessions", truth("forked").session));
    const { sessions, problems } = await discover(data);
    assert.deepEqual(
      sessions.map(({ id, segmentFiles }) => [id, segmentFiles.length]),
      [[truth("first").session, 1]],
    );
    assert.equal(problems.length, 3);
    assert.ok(problems.some(({ path: at, what }) => at === link && what.includes("leads out")));
    assert.ok(problems.some(({ what }) => what.includes("no such file")));
  });

  it("follows links that stay inside", async () => {
    const data = await fixtureCopy("first");
    await rename(path.join(data, "sessions"), path.join(data, "kept"));
    await symlink(path.join(data, "kept"), path.join(data, "sessions"));
    assert.equal(only(await discover(data)).id, truth("first").session);
  });

  it("says why there is nothing", async () => {
    const empty = await freshFolder();
    const nothing = async (target: string) => {
      const { sessions, problems } = await discover(target);
      assert.deepEqual(sessions, []);
      assert.equal(problems[0]?.path, target);
      return problems[0].what;
    };
    assert.equal(await nothing(path.join(empty, "missing")), "there is no such file or folder");
    assert.equal(await nothing(empty), "no session logs in this folder");
    await mkdir(path.join(empty, "sessions"));
    assert.equal(await nothing(empty), "no session logs in this folder");
    assert.equal(await nothing("/dev/null"), "neither a file nor a folder");
  });

  it("finds two thousand sessions without opening a log", async () => {
    const data = await freshFolder();
    const names = Array.from(
      { length: 2000 },
      (_, at) => `01a1fc94-${at.toString(16).padStart(4, "0")}-7000-8000-000000000000`,
    );
    for (const name of names) {
      await mkdir(path.join(data, "sessions", name), { recursive: true });
      // No log at all: whoever read it would say so.
      await writeFile(path.join(data, "sessions", name, `${name}.jsonl`), "x");
    }
    const { sessions, problems } = await discover(data);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      sessions.map(({ id }) => id),
      names.reverse(),
    );
  });

  it("can be cancelled", async () => {
    const stop = new AbortController();
    stop.abort(new Error("enough"));
    await assert.rejects(discover(await fixture("first"), { signal: stop.signal }), /enough/);
  });

  it("does not touch what it finds", async () => {
    const data = await fixtureCopy("first");
    const before = await readdir(data, { recursive: true });
    await discover(data);
    assert.deepEqual(await readdir(data, { recursive: true }), before);
  });
});
