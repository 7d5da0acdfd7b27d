import type { SegmentReplay, SessionReplay } from "../replay/model";
import type { FileProblem } from "../session/fileProblem";
import type { Segment } from "../session/segment";
import type { Session } from "../session/session";
import type { WireArrays } from "./arrays";
import { GrowingIndices } from "./growingIndices";
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
import { TableReader, type KeptElements } from "./tableReader";
import { TableWriter } from "./tableWriter";

/** A session and its replay in the form in which they travel. */
export interface PackedSession {
  readonly header: SessionHeader;
  readonly arrays: WireArrays;
}

/**
 * `problems` are the session's files that could not be read, or not wholly. A writer that follows the one of an earlier state
 * tells afterwards what is the same in both.
 */
export function packSession(
  session: Session,
  replay: SessionReplay,
  problems: readonly FileProblem[] = [],
  to = new TableWriter(),
): PackedSession {
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

/** A state of a session that was unpacked, to go on from. */
export interface UnpackedSession {
  readonly session: Session;
  readonly replay: SessionReplay;
  /** The projectable items of each segment. */
  readonly projectable: readonly GrowingIndices[];
}

/**
 * The session again, or a sentence saying what in the packed form does not fit. What a state `before` has in common with it, by
 * the elements `kept` of each array, is taken from there: the same objects.
 */
export function unpackSession(
  packed: PackedSession,
  before?: UnpackedSession,
  kept?: ReadonlyMap<string, KeptElements>,
): UnpackedSession | string {
  const { header } = packed;
  const from = new TableReader(packed.arrays, before === undefined ? undefined : kept);
  const segments: Segment[] = [];
  const replays: SegmentReplay[] = [];
  const growing: GrowingIndices[] = [];
  const projectable: Uint32Array[] = [];
  for (const [position, { segment, replay }] of header.segments.entries()) {
    const prefix = `${String(position)}.`;
    const known = before?.session.segments[position];
    const whole = { ...segment, ...readSegment(from, prefix, known) };
    segments.push(whole);
    const isContinued = from.isContinued(`${prefix}items.projectable`);
    const indices =
      (isContinued ? before?.projectable[position] : undefined) ?? new GrowingIndices();
    growing.push(indices);
    const items = indices.upTo(whole.items.projectable);
    projectable.push(items);
    const replayed = before?.replay.segments[position];
    replays.push({
      ...replay,
      lineage: { ...replay.lineage, records: readRecords(from, `${prefix}inherited.`) },
      evaluations: readReplayed(
        from,
        `${prefix}replay.`,
        whole.evaluations,
        items,
        isContinued ? replayed?.evaluations : undefined,
        from.sameRows(`${prefix}evaluations.`, known?.evaluations),
      ),
    });
  }
  const allContinued = growing.every(
    (indices, position) =>
      before?.projectable[position] === undefined || before.projectable[position] === indices,
  );
  const requests = readReplayedRequests(
    from,
    "requests.",
    projectable,
    allContinued ? before?.replay.requests : undefined,
  );
  if (from.problem !== undefined) return from.problem;
  return {
    session: { id: header.id, metadata: header.metadata, segments },
    replay: {
      segments: replays,
      requests,
      settings: header.settings,
      agreement: header.agreement,
    },
    projectable: growing,
  };
}

function projectableItems({ items }: Segment): Uint32Array {
  return new GrowingIndices().upTo(items.projectable);
}
