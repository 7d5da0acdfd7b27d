import { pruneHistory, type PruneHistory } from "../prune/pruneHistory";
import type { UsageRecord } from "../prune/usageRecords";
import type { SegmentReplay, SessionReplay } from "../replay/model";
import { kindIndex } from "../session/itemColumns";
import type { Segment } from "../session/segment";
import type { Session } from "../session/session";
import { runToEnd } from "../work";

/**
 * What one process knew while it wrote one segment: the sums over its history, and its usage records in order, the
 * inherited ones first.
 */
export interface Lane {
  readonly segment: number;
  readonly process: number;
  readonly history: PruneHistory;
  readonly records: readonly UsageRecord[];
  /** Records of `records` that came from another segment's log. */
  readonly inherited: number;
  /** Lengths never fall, start at 1 or more, no decision sees one longer than its history, or fewer than one before. */
  readonly growing: boolean;
}

/** Where the requests of a replay take their decision: columns parallel to its requests. */
export interface RequestLanes {
  readonly lanes: readonly Lane[];
  /** Position in `lanes`. */
  readonly lane: Int32Array;
  /** Of the decision. */
  readonly historyLength: Int32Array;
  /** Number of the lane's records that were known. */
  readonly known: Int32Array;
  /** The request before it in the same segment, −1 where there is none. */
  readonly previous: Int32Array;
}

const largest = 2 ** 31 - 1;

/** Requests that are sorted between two pauses. */
const pauseAfter = 4096;

/**
 * The history length of a record as a column holds it. No history is that long: what lookups ask of a longer one is only
 * whether it lies above.
 */
export function recordLength({ historyLength }: UsageRecord): number {
  return Math.min(historyLength, largest);
}

/** Sorts the requests of a session into lanes. Requests that name no segment of the session get an empty lane. */
export function requestLanes(session: Session, replay: SessionReplay): RequestLanes {
  return runToEnd(sortIntoLanes(session, replay));
}

/** The same in steps. */
export function* sortIntoLanes(
  session: Session,
  replay: SessionReplay,
): Generator<number, RequestLanes> {
  const count = replay.requests.length;
  const laneOf = new Int32Array(count);
  const historyLength = new Int32Array(count);
  const known = new Int32Array(count);
  const previous = new Int32Array(count).fill(-1);
  const positions: number[][] = [];
  const drafts: Omit<Lane, "growing">[] = [];
  const growing: boolean[] = [];
  const mostKnown: number[] = [];
  const lastOf = new Map<number, number>();
  const measuredOf = new Map<number, number>();
  for (const [index, request] of replay.requests.entries()) {
    const found = replay.segments[request.segment];
    const evaluation =
      request.evaluation === undefined ? undefined : found?.evaluations[request.evaluation];
    const process = evaluation?.process ?? processOfRun(found, request.run);
    const inSegment = (positions[request.segment] ??= []);
    let position = inSegment[process];
    if (position === undefined) {
      position = drafts.length;
      inSegment[process] = position;
      const draft = makeLane(session.segments[request.segment], found, request.segment, process);
      drafts.push(draft);
      growing.push(ascending(draft.records));
    }
    const lane = drafts[position];
    const measuredBefore = measuredOf.get(request.segment) ?? 0;
    laneOf[index] = position;
    historyLength[index] = Math.min(
      evaluation?.historyLength ?? request.historyLength,
      lane?.history.length ?? 0,
    );
    known[index] = Math.min(
      evaluation?.knownRecords ?? (lane?.inherited ?? 0) + measuredBefore,
      lane?.records.length ?? 0,
    );
    previous[index] = lastOf.get(request.segment) ?? -1;
    lastOf.set(request.segment, index);
    if (request.measured !== undefined) measuredOf.set(request.segment, request.measured + 1);
    if ((known[index] ?? 0) < (mostKnown[position] ?? 0)) growing[position] = false;
    else mostKnown[position] = known[index] ?? 0;
    const longest = lane?.records[(known[index] ?? 0) - 1]?.historyLength ?? 0;
    if (longest > (historyLength[index] ?? 0)) growing[position] = false;
    if (index % pauseAfter === pauseAfter - 1) yield index / count;
  }
  const lanes = drafts.map((draft, position) => ({
    ...draft,
    growing: growing[position] ?? false,
  }));
  return { lanes, lane: laneOf, historyLength, known, previous };
}

function processOfRun(replay: SegmentReplay | undefined, run: number): number {
  const begun = (replay?.processes ?? []).filter((span) => span.firstRun <= run);
  return Math.max(0, begun.length - 1);
}

function makeLane(
  segment: Segment | undefined,
  replay: SegmentReplay | undefined,
  position: number,
  process: number,
): Omit<Lane, "growing"> {
  const inherited = process === 0 ? (replay?.lineage.records ?? []) : [];
  return {
    segment: position,
    process,
    history:
      segment === undefined || replay === undefined
        ? pruneHistory({ length: 0, wholeBytes: [], contentBytes: [], projectable: [] })
        : historyOf(segment, replay, process),
    records: [...inherited, ...(segment?.requests ?? [])],
    inherited: inherited.length,
  };
}

const reasoning = kindIndex.reasoning;

/** The sums over a segment's history as one of its processes held it in memory, reasoning ids included. */
function historyOf(segment: Segment, replay: SegmentReplay, process: number): PruneHistory {
  const firstWithIds = replay.processes[process]?.firstItemWithIds ?? 0;
  const idBytes = replay.reasoningIdBytes;
  return pruneHistory(segment.items, (index) =>
    index >= firstWithIds && segment.items.kind[index] === reasoning ? idBytes : 0,
  );
}

function ascending(records: readonly UsageRecord[]): boolean {
  let length = 1;
  for (const record of records) {
    if (record.historyLength < length) return false;
    length = record.historyLength;
  }
  return true;
}
