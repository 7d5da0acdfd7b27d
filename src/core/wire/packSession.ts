import { pruneHistory } from "../prune/pruneHistory";
import type { SegmentReplay, SessionReplay } from "../replay/model";
import type { FileProblem } from "../session/fileProblem";
import type { Segment } from "../session/segment";
import type { Session } from "../session/session";
import type { WireArrays } from "./arrays";
import { headerOf, type SessionHeader } from "./header";
import {
  readRecords,
  readReplayed,
  readReplayedRequests,
  writeRecords,
  writeReplayed,
  writeReplayedRequests,
} from "./replayTables";
import { readSegment, writeSegment } from "./segmentTables";
import { TableReader, TableWriter } from "./tables";

/** A session and its replay in the form in which they travel. */
export interface PackedSession {
  readonly header: SessionHeader;
  readonly arrays: WireArrays;
}

/** `problems` are the session's files that could not be read, or not wholly. */
export function packSession(
  session: Session,
  replay: SessionReplay,
  problems: readonly FileProblem[] = [],
): PackedSession {
  const to = new TableWriter();
  const projectable = session.segments.map(projectableItems);
  for (const [position, segment] of session.segments.entries()) {
    writeSegment(to, `${String(position)}.`, segment);
    writeReplayed(
      to,
      `${String(position)}.replay.`,
      replay.segments[position]?.evaluations ?? [],
      projectable[position] ?? new Uint32Array(0),
    );
    writeRecords(
      to,
      `${String(position)}.inherited.`,
      replay.segments[position]?.lineage.records ?? [],
    );
  }
  writeReplayedRequests(to, "requests.", replay.requests, projectable);
  return { header: headerOf(session, replay, problems), arrays: to.arrays };
}

/** The session again, or a sentence saying what in the packed form does not fit. */
export function unpackSession(
  packed: PackedSession,
): { readonly session: Session; readonly replay: SessionReplay } | string {
  const { header } = packed;
  const from = new TableReader(packed.arrays);
  const segments: Segment[] = [];
  const replays: SegmentReplay[] = [];
  const projectable: Uint32Array[] = [];
  for (const [position, { segment, replay }] of header.segments.entries()) {
    const whole = { ...segment, ...readSegment(from, `${String(position)}.`) };
    const items = projectableItems(whole);
    segments.push(whole);
    projectable.push(items);
    replays.push({
      ...replay,
      lineage: {
        ...replay.lineage,
        records: readRecords(from, `${String(position)}.inherited.`),
      },
      evaluations: readReplayed(from, `${String(position)}.replay.`, whole.evaluations, items),
    });
  }
  const requests = readReplayedRequests(from, "requests.", projectable);
  if (from.problem !== undefined) return from.problem;
  return {
    session: { id: header.id, metadata: header.metadata, segments },
    replay: {
      segments: replays,
      requests,
      settings: header.settings,
      agreement: header.agreement,
    },
  };
}

function projectableItems(segment: Segment): Uint32Array {
  return pruneHistory(segment.items).projectableItems;
}
