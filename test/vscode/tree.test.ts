import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";
import { root } from "../../scripts/lib/root.mjs";
import { epochMs } from "../../src/core/units";
import { countSession } from "../../src/host/session/sessionCounts";
import { sessionKey } from "../../src/host/sessionKey";
import {
  folderItem,
  problemItem,
  segmentItem,
  sessionItem,
  unreadItem,
} from "../../src/host/tree/nodes";
import { SessionCounter } from "../../src/host/tree/sessionCounter";
import { discover } from "../../src/platform/discover";
import { loadSession } from "../../src/platform/loadSession";
import type { SessionRef } from "../../src/platform/sessionRef";
import { fixtureSession, onlySession } from "../host/session/support";
import { allFixtures, fixtureCopy, freshFolder, onlySegmentLog } from "../support/logFiles";
import { until } from "./support/prunescope";

const tooltipOf = ({ tooltip }: vscode.TreeItem) => (typeof tooltip === "string" ? tooltip : "");
const iconOf = (item: vscode.TreeItem) =>
  item.iconPath instanceof vscode.ThemeIcon ? item.iconPath.id : undefined;

async function counted(ref: SessionRef): Promise<ReturnType<typeof countSession>> {
  return countSession(await loadSession(ref));
}

describe("the tree", () => {
  it("tells of a session what is known: first its size, then what it holds", async () => {
    const ref = await fixtureSession("many-default");
    const later = ref.modifiedTs + 10 * 24 * 3_600_000;
    const before = sessionItem(ref, undefined, later);
    assert.equal(before.label, "many-default");
    assert.match(String(before.description), /^\d{4}-\d\d-\d\d \d\d:\d\d · 656 KiB$/);
    assert.match(tooltipOf(before), /Not counted yet/);
    const after = sessionItem(ref, await counted(ref), later);
    assert.match(
      String(after.description),
      /^flaps 46×, never paid 16× · 121 requests · 86 fires · \d{4}-\d\d-\d\d \d\d:\d\d · 1 h 5 min · 656 KiB$/,
    );
    assert.match(tooltipOf(after), /24 runs, 121 requests; pruning fired 86 times/);
    assert.match(tooltipOf(after), /^121 turns, as the agent counted them$/m);
    assert.match(tooltipOf(after), /^Flaps: .*: 46$/m);
    assert.equal(iconOf(after), "arrow-swap");
    assert.equal(
      after.accessibilityInformation?.label,
      `many-default, ${String(after.description).replaceAll(" · ", ", ")}`,
    );
    assert.equal(after.id, before.id);
    assert.equal(after.collapsibleState, vscode.TreeItemCollapsibleState.None);
  });

  it("tells where each segment came from", async () => {
    for (const [name, expected] of [
      ["forked", [undefined, /^forked from 1 at turn \d+ · /, /^forked from 2 at turn \d+ · /]],
      [
        "compacted",
        [undefined, /^compacted from 1 · /, /^compacted from 2 · /, /^compacted from 3 · /],
      ],
    ] as const) {
      const ref = await fixtureSession(name);
      const counts = await counted(ref);
      assert.equal(counts.segments.length, expected.length);
      for (const [at, segment] of counts.segments.entries()) {
        const item = segmentItem({ kind: "segment", ref, segment, counts });
        assert.equal(item.label, `Segment ${at + 1}`);
        assert.match(String(item.description), expected[at] ?? /^\d+ requests · /);
      }
      assert.equal(
        sessionItem(ref, counts).collapsibleState,
        vscode.TreeItemCollapsibleState.Collapsed,
      );
    }
  });

  it("marks what could not be read, in words and with a sign", async () => {
    const folder = await fixtureCopy("first");
    const log = await onlySegmentLog(folder);
    await appendFile(log, '{"kind"\n');
    await writeFile(path.join(path.dirname(log), "01a1fc95-ffff-7000-8000-000000000000.jsonl"), "");
    const ref = await onlySession(folder);
    const counts = await counted(ref);
    const item = sessionItem(ref, counts);
    assert.equal(iconOf(item), "warning");
    assert.match(String(item.description), /^1 unreadable · 1 file unread · 5 requests · /);
    assert.match(tooltipOf(item), /^Unreadable lines or metrics: 1$/m);
    const [segment] = counts.segments;
    const [unread] = segment?.unreadLines ?? [];
    assert.ok(segment && unread);
    assert.match(
      tooltipOf(unreadItem({ kind: "unread", segment, unread })),
      /\.jsonl, line \d+, byte [\d,]+: not JSON$/,
    );
    const [problem] = counts.problems;
    assert.ok(problem);
    const node = problemItem({ kind: "problem", problem, root: ref.folder });
    assert.equal(node.description, "the file is empty");
  });

  it("shows foreign text as text: nothing in a name acts", async () => {
    const ref = await fixtureSession("first");
    const [agent] = ref.agents;
    assert.ok(agent);
    const metadata = { ...agent.metadata, agentName: "\u202eevil\n$(warning)\u0007" };
    const item = sessionItem({ ...ref, agents: [{ ...agent, metadata }] }, undefined);
    assert.equal(item.label, "\\u202eevil\\n$(warning)\\x07");
    assert.equal(typeof item.tooltip, "string");
  });

  it("tells of today only the time, and marks a run that is going on for as long as it is written", async () => {
    const folder = await fixtureCopy("first");
    const log = await onlySegmentLog(folder);
    const whole = await readFile(log, "utf8");
    await writeFile(log, whole.slice(0, whole.lastIndexOf('{"kind":"run_completed"')));
    const ref = await onlySession(folder);
    const counts = await counted(ref);
    const start = ref.startTs ?? 0;
    const written = { ...ref, modifiedTs: epochMs(start + 1000) };
    const item = sessionItem(written, counts, start + 60_000);
    assert.match(String(item.description), /^live · 5 requests · .* · \d\d:\d\d · /);
    assert.equal(iconOf(item), "broadcast");
    assert.match(tooltipOf(item), /^Live: a run is going on$/m);
    const later = sessionItem(written, counts, start + 3_600_000);
    assert.doesNotMatch(String(later.description), /live/);
    assert.equal(iconOf(later), "graph-line");
    const ended = await fixtureSession("first");
    const over = sessionItem({ ...ended, modifiedTs: epochMs(start) }, await counted(ended), start);
    assert.doesNotMatch(String(over.description), /live/);
  });

  it("shows a folder that was opened and is empty now, with the reason below it", async () => {
    const folder = await freshFolder();
    const discovery = await discover(folder);
    const item = folderItem({ folder: { path: folder, origin: "opened" }, discovery });
    assert.equal(iconOf(item), "warning");
    assert.equal(item.contextValue, "openedFolder");
    assert.equal(discovery.problems.length, 1);
  });
});

describe("the counter", () => {
  const failures: string[] = [];
  const report = {
    run: (_: string, work: () => PromiseLike<unknown>) => {
      void Promise.resolve(work()).catch((error: unknown) => failures.push(String(error)));
    },
    error: (what: string, error: unknown) => {
      failures.push(`${what}: ${String(error)}`);
    },
  };
  const make = () =>
    new SessionCounter(path.join(root, "dist/worker.js"), report, {
      factor: 1,
      leastMilliseconds: 50,
    });

  afterEach(() => {
    assert.deepEqual(failures.splice(0), []);
  });

  it("counts every session that is listed, and forgets those that are not", async () => {
    const counter = make();
    const { sessions } = await discover(await allFixtures());
    assert.ok(sessions.length > 20);
    counter.setPaused(false);
    counter.want(sessions);
    await until("all are counted", () =>
      sessions.every((ref) => counter.counts(ref) !== undefined),
    );
    const [first] = sessions;
    assert.ok(first);
    assert.deepEqual(counter.counts(first), await counted(first));
    counter.want(sessions.slice(1));
    assert.equal(counter.counts(first), undefined);
    counter.dispose();
  });

  it("rests while nobody can see it, and while the user waits for something else", async () => {
    const counter = make();
    const ref = await fixtureSession("first");
    const keys: string[] = [];
    counter.onDidCount((each) => keys.push(sessionKey(each)));
    counter.want([ref]);
    await pause(300);
    assert.equal(counter.counts(ref), undefined);
    let ended: () => void = () => undefined;
    counter.yieldTo(
      new Promise<void>((resolve) => {
        ended = resolve;
      }),
    );
    counter.setPaused(false);
    await pause(300);
    assert.equal(counter.counts(ref), undefined);
    ended();
    await until("it is counted", () => counter.counts(ref) !== undefined);
    assert.deepEqual(keys, [sessionKey(ref)]);
    counter.dispose();
  });

  it("counts a session again when its log has grown, and not otherwise", async () => {
    const counter = make();
    const folder = await fixtureCopy("first");
    const ref = await onlySession(folder);
    let times = 0;
    counter.onDidCount(() => (times += 1));
    counter.setPaused(false);
    counter.want([ref]);
    await until("it is counted", () => times === 1);
    counter.want([await onlySession(folder)]);
    await pause(300);
    assert.equal(times, 1);
    await appendFile(await onlySegmentLog(folder), "no record\n");
    const grown = await onlySession(folder);
    counter.want([grown]);
    await until("it is counted again", () => counter.counts(grown)?.unread === 1);
    counter.dispose();
  });
});
