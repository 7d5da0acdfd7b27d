import type { SessionReplay } from "../replay/model";
import { kindIndex } from "../session/itemColumns";
import type { Segment } from "../session/segment";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import { asPart, inSlices, runToEnd } from "../work";
import { float64Column, int32Column } from "./columns";
import { recordLength, sortIntoLanes, type Lane, type RequestLanes } from "./lanes";
import type { HistoryFacts } from "./policies/policy";
import { recordedSets } from "./recordedSets";

/** A session laid out for simulation: columns parallel to the replay's requests, and what each lane's writer learns. */
export interface Scenario {
  readonly session: Session;
  readonly replay: SessionReplay;
  readonly requests: RequestLanes;
  readonly count: number;
  readonly segment: Int32Array;
  /** Measured prompt; NaN where the request was not measured. */
  readonly inputTokens: Float64Array;
  /** Length of the history that the request sent. */
  readonly sentLength: Int32Array;
  readonly ts: Float64Array;
  /** Recorded sets (recordedSets.ts). */
  readonly leftOut: Int32Array;
  readonly records: readonly LaneRecords[];
  /** The requests as stretches of one lane each, in order, none so long that a run could not be paused behind it. */
  readonly spans: readonly LaneSpan[];
}

/** Requests in a row that take their decisions in one lane; the end is exclusive. */
export interface LaneSpan {
  readonly lane: number;
  readonly segment: number;
  readonly from: number;
  readonly to: number;
}

/** The usage records of a lane in order. */
export interface LaneRecords {
  readonly historyLength: Int32Array;
  /** As recorded. */
  readonly inputTokens: Float64Array;
  /** The request that a record measures, −1 where it is not among the session's. */
  readonly request: Int32Array;
}

/** The requests of a session by lanes, with what the log says of each. */
export function makeScenario(session: Session, replay: SessionReplay): Scenario {
  return runToEnd(prepareScenario(session, replay));
}

/** The same in steps. */
export function* prepareScenario(
  session: Session,
  replay: SessionReplay,
): Generator<number, Scenario> {
  const requests = yield* asPart(0, 0.4, sortIntoLanes(session, replay));
  yield 0.4;
  const count = replay.requests.length;
  const segment = new Int32Array(count);
  const inputTokens = new Float64Array(count);
  const sentLength = new Int32Array(count);
  const ts = new Float64Array(count);
  const toColumns = inSlices(count, (from, to) => {
    for (let index = from; index < to; index++) {
      const request = replay.requests[index];
      if (request === undefined) continue;
      const of = session.segments[request.segment];
      const measured = rowAt(of?.requests, request.measured);
      segment[index] = request.segment;
      inputTokens[index] = measured?.inputTokens ?? NaN;
      sentLength[index] = Math.min(
        measured?.historyLength ?? request.historyLength,
        of?.items.length ?? 0,
      );
      ts[index] = request.ts;
    }
  });
  yield* asPart(0.4, 0.6, toColumns);
  const leftOut = recordedSets(session, replay, requests);
  yield 0.8;
  const records = laneRecords(session, replay, requests.lanes);
  yield 1;
  return {
    session,
    replay,
    requests,
    count,
    segment,
    inputTokens,
    sentLength,
    ts,
    leftOut,
    records,
    spans: laneSpans(requests),
  };
}

/** The requests of each segment, in order. */
export function requestsBySegment({
  session,
  count,
  segment,
}: Pick<Scenario, "session" | "count" | "segment">): readonly (readonly number[])[] {
  const requests = session.segments.map((): number[] => []);
  for (let request = 0; request < count; request++) requests[segment[request] ?? 0]?.push(request);
  return requests;
}

/** A stretch takes about a tenth of a millisecond to run. */
const longestSpan = 1024;

export function laneSpans({ lane, lanes }: RequestLanes): readonly LaneSpan[] {
  const spans: LaneSpan[] = [];
  let from = 0;
  for (let request = 1; request <= lane.length; request++) {
    const of = lane[from] ?? 0;
    const goesOn = request < lane.length && lane[request] === of && request - from < longestSpan;
    if (goesOn) continue;
    spans.push({ lane: of, segment: lanes[of]?.segment ?? -1, from, to: request });
    from = request;
  }
  return lane.length === 0 ? [] : spans;
}

function laneRecords(
  session: Session,
  replay: SessionReplay,
  lanes: readonly Lane[],
): readonly LaneRecords[] {
  const requestOf = new Map<number, Int32Array>();
  for (const [index, { segment, measured }] of replay.requests.entries()) {
    if (measured === undefined) continue;
    let of = requestOf.get(segment);
    if (of === undefined) {
      of = new Int32Array(session.segments[segment]?.requests.length ?? 0).fill(-1);
      requestOf.set(segment, of);
    }
    of[measured] = index;
  }
  const own = (segment: number, measured: number) => requestOf.get(segment)?.[measured] ?? -1;
  return lanes.map((lane) => {
    const inherited = inheritedRequests(session, replay, lane, own);
    return {
      historyLength: int32Column(lane.records, recordLength),
      inputTokens: float64Column(lane.records, (record) => record.inputTokens),
      request: int32Column(lane.records, (_, position) =>
        position < lane.inherited
          ? (inherited[position] ?? -1)
          : own(lane.segment, position - lane.inherited),
      ),
    };
  });
}

/** Finds the inherited records among the ancestors' measurements, the newest first, each at most once. */
function inheritedRequests(
  session: Session,
  replay: SessionReplay,
  lane: Lane,
  own: (segment: number, measured: number) => number,
): readonly number[] {
  const found = new Array<number>(lane.inherited).fill(-1);
  let next = lane.inherited - 1;
  for (const id of replay.segments[lane.segment]?.lineage.from ?? []) {
    const ancestor = session.segments.findIndex((segment) => segment.id === id);
    const measured = session.segments[ancestor]?.requests ?? [];
    for (let at = measured.length - 1; at >= 0 && next >= 0; at--) {
      const wanted = lane.records[next];
      const record = rowAt(measured, at);
      if (
        record?.historyLength !== wanted?.historyLength ||
        record?.inputTokens !== wanted?.inputTokens
      )
        continue;
      found[next] = own(ancestor, at);
      next -= 1;
    }
  }
  return found;
}

const user = kindIndex.user;
const assistant = kindIndex.assistant;
const reasoning = kindIndex.reasoning;
const toolCall = kindIndex["tool call"];

/** What rules may ask about a lane's history, with the results of some tools out of reach. */
export function historyFacts(
  lane: Lane,
  segment: Segment,
  exemptTools: readonly string[],
): HistoryFacts {
  const { items } = segment;
  const exempt = new Set(
    segment.toolNames.flatMap((name, position) => (exemptTools.includes(name) ? position : [])),
  );
  const { history } = lane;
  const results =
    exempt.size === 0
      ? history.projectableItems
      : history.projectableItems.filter((item) => !exempt.has(items.tool[item] ?? -1));
  const resultBytes = new Float64Array(results.length + 1);
  for (const [position, item] of results.entries())
    resultBytes[position + 1] =
      (resultBytes[position] ?? 0) +
      (items.contentBytes[item] ?? 0) +
      (items.attachmentBytes[item] ?? 0);
  const userMessages: number[] = [];
  const modelTurns: number[] = [];
  let spoke = false;
  for (let item = 0; item < items.length; item++) {
    const kind = items.kind[item];
    const speaks = kind === assistant || kind === reasoning || kind === toolCall;
    if (speaks && !spoke) modelTurns.push(item);
    if (kind === user) userMessages.push(item);
    spoke = speaks;
  }
  return {
    history,
    results,
    resultsBefore:
      results === history.projectableItems ? history.candidates : before(results, items.length),
    resultBytes,
    userMessages: Uint32Array.from(userMessages),
    modelTurns: Uint32Array.from(modelTurns),
  };
}

function before(positions: Uint32Array, length: number): Uint32Array {
  const counts = new Uint32Array(length + 1);
  for (const position of positions) counts[position + 1] = 1;
  for (let at = 0; at < length; at++) counts[at + 1] = (counts[at + 1] ?? 0) + (counts[at] ?? 0);
  return counts;
}
