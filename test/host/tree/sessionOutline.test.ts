import assert from "node:assert/strict";
import type { SessionCounts } from "../../../src/host/session/sessionCounts";
import type { GroupNode, Node } from "../../../src/host/tree/node";
import { mostUngrouped, pageSize } from "../../../src/host/tree/outline";
import { noFilter } from "../../../src/host/tree/sessionFilter";
import { SessionOutline } from "../../../src/host/tree/sessionOutline";
import type { SessionRef } from "../../../src/platform/sessionRef";
import { madeCounts, madeSession, nodeNames, searchedFolder } from "./support";

const noon = new Date(2026, 7, 20, 12).getTime();
const hour = 3_600_000;
const day = 24 * hour;

/** So many sessions, one every so many milliseconds back from noon, newest first. */
function series(length: number, every: number): SessionRef[] {
  return Array.from({ length }, (_, at) =>
    madeSession({ id: `s${at}`, startTs: noon - at * every }),
  );
}

function outlineOf(
  sessions: readonly SessionRef[],
  counts: (ref: SessionRef) => SessionCounts | undefined = () => undefined,
): SessionOutline {
  const outline = new SessionOutline(counts);
  outline.update([searchedFolder(sessions)], noon);
  return outline;
}

function groups(nodes: readonly Node[]): readonly GroupNode[] {
  return nodes.filter((node) => node.kind === "group");
}

describe("the outline of the view", () => {
  it("shows few sessions plainly, in the order in which they were found", () => {
    const sessions = series(mostUngrouped, day);
    const outline = outlineOf(sessions);
    assert.deepEqual(
      nodeNames(outline.roots()),
      sessions.map(({ id }) => id),
    );
    assert.deepEqual(outline.wanted, sessions);
  });

  it("groups more of them by date, each session in one group, and opens the newest", () => {
    const sessions = series(400, 6 * hour);
    const outline = outlineOf(sessions);
    const found = groups(outline.roots());
    assert.deepEqual(
      found.map(({ period }) =>
        period.kind === "month" ? `${period.year}-${period.month + 1}` : period.kind,
      ),
      ["today", "yesterday", "week", "2026-8", "2026-7", "2026-6", "2026-5"],
    );
    assert.deepEqual(
      found.flatMap((group) => group.sessions),
      sessions,
    );
    assert.deepEqual(
      found.map(({ isOpen }) => isOpen),
      [true, true, true, true, false, false, false],
    );
    // Nothing is in sight before the rows of a group were asked for.
    assert.deepEqual(outline.wanted, []);
  });

  it("counts a session from the future as today's, and one without a start by its last change", () => {
    const sessions = [
      madeSession({ id: "future", startTs: noon + 3 * day }),
      { ...madeSession({ id: "changed", modifiedTs: noon - day }), startTs: undefined },
      ...series(mostUngrouped, 60_000),
    ];
    const [today, yesterday] = groups(outlineOf(sessions).roots());
    assert.equal(today?.sessions[0]?.id, "future");
    assert.deepEqual(
      yesterday?.sessions.map(({ id }) => id),
      ["changed"],
    );
  });

  it("hands out a page of a large group, and another on demand", () => {
    const sessions = series(pageSize * 2 + 50, 1000);
    const outline = outlineOf(sessions);
    const [today] = groups(outline.roots());
    assert.ok(today);
    const first = outline.inGroup(today);
    assert.equal(first.length, pageSize + 1);
    const rest = first.at(-1);
    assert.ok(rest?.kind === "rest");
    assert.equal(rest.count, pageSize + 50);
    assert.equal(outline.wanted.length, pageSize);
    outline.showMore(rest.id);
    assert.equal(outline.inGroup(today).length, pageSize * 2 + 1);
    outline.showMore(rest.id);
    assert.deepEqual(
      nodeNames(outline.inGroup(today)),
      sessions.map(({ id }) => id),
    );
  });

  it("wants only what is in an open group", () => {
    const outline = outlineOf(series(200, 6 * hour));
    const [today, yesterday] = groups(outline.roots());
    assert.ok(today && yesterday);
    outline.inGroup(today);
    outline.inGroup(yesterday);
    assert.deepEqual(outline.wanted, [...today.sessions, ...yesterday.sessions]);
    outline.close(today);
    assert.deepEqual(outline.wanted, yesterday.sessions);
  });

  it("keeps the node of a session that has not changed", () => {
    const sessions = series(3, day);
    const outline = outlineOf(sessions);
    const before = outline.roots();
    const [first, second, third] = sessions;
    assert.ok(first && second && third);
    const grown = { ...second };
    outline.update([searchedFolder([first, grown, third])], noon);
    const after = outline.roots();
    assert.equal(after[0], before[0]);
    assert.notEqual(after[1], before[1]);
    assert.equal(after[2], before[2]);
    assert.equal(outline.nodeOf(first), before[0]);
  });

  it("shows folders where there are several, and what could not be read behind the sessions", () => {
    const outline = new SessionOutline(() => undefined);
    const one = searchedFolder(series(2, day), "/one", [{ path: "/one/x", what: "no" }]);
    outline.update([one, searchedFolder([], "/two")], noon);
    const nodes = outline.roots();
    assert.deepEqual(nodeNames(nodes), ["folder", "folder"]);
    assert.ok(nodes[0]?.kind === "folder");
    assert.deepEqual(nodeNames(outline.inFolder(nodes[0])), ["s0", "s1", "problem"]);
    outline.close(nodes[0]);
    assert.deepEqual(outline.wanted, []);
  });

  it("filters by words without reading anything, and leaves out folders without a match", () => {
    const outline = new SessionOutline(() => undefined);
    const named = madeSession({ id: "id-7", agent: "Coder" });
    outline.update(
      [searchedFolder([named, madeSession()], "/one"), searchedFolder([], "/b")],
      noon,
    );
    outline.filter = { ...noFilter, text: "coder 7" };
    outline.update(
      [searchedFolder([named, madeSession()], "/one"), searchedFolder([], "/b")],
      noon,
    );
    const nodes = outline.roots();
    assert.equal(nodes.length, 1);
    assert.ok(nodes[0]?.kind === "folder");
    assert.deepEqual(nodeNames(outline.inFolder(nodes[0])), ["id-7"]);
    assert.deepEqual(outline.tally, { all: 2, matching: 1, unknown: 0, tooLarge: 0 });
    assert.deepEqual(outline.wanted, [named]);
  });

  it("asks for those that a filter by findings cannot judge yet, and tells how many they are", () => {
    const known = new Map<string, SessionCounts>();
    const sessions = [...series(4, day), madeSession({ id: "huge", byteLength: 1e9 })];
    const outline = outlineOf(sessions, (ref) => known.get(ref.id));
    outline.filter = { ...noFilter, findings: ["sent-again", "disagrees"] };
    const look = () => {
      outline.update([searchedFolder(sessions)], noon);
    };
    look();
    assert.deepEqual(outline.roots(), []);
    assert.deepEqual(outline.tally, { all: 5, matching: 0, unknown: 5, tooLarge: 1 });
    assert.deepEqual(outline.wanted, sessions);
    known.set("s1", madeCounts({ marks: [{ kind: "sent-again", findings: 3 }] }));
    known.set("s2", madeCounts({ marks: [{ kind: "creeping", findings: 3 }] }));
    look();
    assert.deepEqual(nodeNames(outline.roots()), ["s1"]);
    assert.deepEqual(outline.tally, { all: 5, matching: 1, unknown: 3, tooLarge: 1 });
  });
});
