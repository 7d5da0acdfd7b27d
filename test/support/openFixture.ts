import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { LoggedItem } from "../../src/core/log/item";
import { LineSplitter } from "../../src/core/log/lines";
import { parseLine } from "../../src/core/log/parseLine";
import { itemsOfRecord } from "../../src/core/log/recordItems";
import type { SessionReplay } from "../../src/core/replay/model";
import { replaySession } from "../../src/core/replay/replaySession";
import type { Session } from "../../src/core/session/session";
import { discover } from "../../src/platform/discover";
import { loadSession } from "../../src/platform/loadSession";
import { fixture } from "./fixtures";
import { decodeUtf8 } from "./foldLog";

/** A recorded session as the host has it once it is open, with the items of its logs. */
export interface OpenedFixture {
  readonly name: string;
  readonly session: Session;
  readonly replay: SessionReplay;
  /** Items of each segment, as logged. */
  readonly items: readonly (readonly LoggedItem[])[];
}

const opened = new Map<string, Promise<OpenedFixture>>();

/** Reads and replays a recorded session, once for all tests. */
export async function openFixture(name: string): Promise<OpenedFixture> {
  const known = opened.get(name) ?? read(name);
  opened.set(name, known);
  return await known;
}

async function read(name: string): Promise<OpenedFixture> {
  const { sessions } = await discover(await fixture(name));
  const [ref] = sessions;
  assert.ok(ref !== undefined && sessions.length === 1, `${name} holds one session`);
  const { session } = await loadSession(ref);
  const items = await Promise.all(
    session.segments.map(async ({ id }) => {
      const file = ref.segmentFiles.find((candidate) => candidate.id === id);
      return file === undefined ? [] : itemsIn(await readFile(file.path));
    }),
  );
  return { name, session, replay: replaySession(session), items };
}

function itemsIn(bytes: Uint8Array): readonly LoggedItem[] {
  const items: LoggedItem[] = [];
  const lines = new LineSplitter((line) => {
    items.push(...itemsOfRecord(parseLine(line, decodeUtf8)));
  });
  lines.push(bytes);
  return items;
}

/** The session as it was before its last run had ended. */
export function withoutEnd(opened: OpenedFixture): OpenedFixture {
  const { session } = opened;
  const segments = session.segments.map((segment) => ({
    ...segment,
    runs: segment.runs.map((run, at) =>
      at === segment.runs.length - 1 ? { ...run, end: undefined } : run,
    ),
  }));
  return { ...opened, session: { ...session, segments } };
}
