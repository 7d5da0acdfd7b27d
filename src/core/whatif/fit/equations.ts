import type { SessionReplay } from "../../replay/model";
import { kindIndex, type ItemColumns } from "../../session/itemColumns";
import type { Session } from "../../session/session";
import { frameWeight } from "../../session/textWeight";
import { rowAt } from "../../session/rows";
import { asPart, inSlices } from "../../work";
import type { RequestLanes } from "../lanes";
import type { Contents } from "./contents";

/**
 * What the measurements say: one equation for each measured request that follows another, *difference of the prompts =
 * the items between, plus content that came, less content that went*. In differences the system prompt and the tools
 * drop out, and so does everything that both requests sent.
 *
 * With C(k) the tokens of a segment's first k contents, the content's part of equation j is
 * C(knots[4j]) − C(knots[4j+1]) − C(knots[4j+2]) + C(knots[4j+3]): contents there now and before, left out now and before.
 * Equations of one segment stand together.
 */
export interface Equations {
  readonly count: number;
  /** The request that each equation belongs to, and the one that it is measured against. */
  readonly request: Int32Array;
  readonly against: Int32Array;
  readonly segment: Int32Array;
  readonly difference: Float64Array;
  readonly knots: Int32Array;
  /** The items between. */
  readonly fromItem: Int32Array;
  readonly toItem: Int32Array;
  /** Sums over the items between, without contents: weights of text and of reasoning, and their squares. */
  readonly restWeight: Float64Array;
  readonly restSquares: Float64Array;
  readonly reasoningWeight: Float64Array;
  readonly reasoningSquares: Float64Array;
  /** Numbers of messages, calls and results (with reasoning counted as messages) between. */
  readonly messages: Float64Array;
  readonly calls: Float64Array;
  readonly results: Float64Array;
}

export const knotSigns = [1, -1, -1, 1] as const;

/** A measured request whose set of left-out contents is known. */
export interface MeasuredRequest {
  readonly request: number;
  readonly segment: number;
  readonly historyLength: number;
  readonly contents: number;
  readonly leftOut: number;
  readonly tokens: number;
}

/** Sets up the equations of a session, in steps. */
export function* measurementEquations(
  session: Session,
  measured: readonly MeasuredRequest[],
  contents: Contents,
): Generator<number, Equations> {
  const latest = new Map<number, MeasuredRequest>();
  const bySegment = session.segments.map((): MeasuredRequest[] => []);
  const pairs: MeasuredPair[] = [];
  const sortBySegment = inSlices(measured.length, (from, to) => {
    for (const request of measured.slice(from, to)) bySegment[request.segment]?.push(request);
  });
  yield* asPart(0, 0.1, sortBySegment);
  const pairUp = inSlices(measured.length, (from, to) => {
    for (const now of measured.slice(from, to)) {
      const before = latest.get(now.segment) ?? parentMeasurement(bySegment, contents, now);
      if (before !== undefined && before.historyLength <= now.historyLength)
        pairs.push({ now, before });
      latest.set(now.segment, now);
    }
  });
  yield* asPart(0.1, 0.2, pairUp);
  pairs.sort((a, b) => a.now.segment - b.now.segment);
  yield 0.3;
  const sums: RestSums[] = [];
  for (const { items } of session.segments) sums.push(yield* asPart(0.3, 0.7, restSums(items)));
  const found = emptyEquations(pairs.length);
  const fillIn = inSlices(pairs.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const pair = pairs[row];
      if (pair !== undefined) fillRow(found, row, pair, sums[pair.now.segment]);
    }
  });
  yield* asPart(0.7, 1, fillIn);
  return found;
}

function fillRow(
  found: Equations,
  row: number,
  { now, before }: MeasuredPair,
  sums: RestSums | undefined,
): void {
  found.request[row] = now.request;
  found.against[row] = before.request;
  found.segment[row] = now.segment;
  found.difference[row] = now.tokens - before.tokens;
  found.knots[4 * row] = now.contents;
  found.knots[4 * row + 1] = before.contents;
  found.knots[4 * row + 2] = now.leftOut;
  found.knots[4 * row + 3] = before.leftOut;
  found.fromItem[row] = before.historyLength;
  found.toItem[row] = now.historyLength;
  if (sums === undefined) return;
  for (const name of sumNames)
    found[name][row] =
      (sums[name][now.historyLength] ?? 0) - (sums[name][before.historyLength] ?? 0);
}

function emptyEquations(count: number): Equations {
  const integers = (each = 1) => new Int32Array(each * count);
  const numbers = () => new Float64Array(count);
  return {
    count,
    request: integers(),
    against: integers(),
    segment: integers(),
    difference: numbers(),
    knots: integers(4),
    fromItem: integers(),
    toItem: integers(),
    restWeight: numbers(),
    restSquares: numbers(),
    reasoningWeight: numbers(),
    reasoningSquares: numbers(),
    messages: numbers(),
    calls: numbers(),
    results: numbers(),
  };
}

interface MeasuredPair {
  readonly now: MeasuredRequest;
  readonly before: MeasuredRequest;
}

/**
 * The measured requests of a session, in steps. `leftOut` are the recorded sets; requests whose set is unknown are left
 * aside.
 */
export function* measuredRequests(
  session: Session,
  replay: SessionReplay,
  requests: RequestLanes,
  leftOut: Int32Array,
): Generator<number, readonly MeasuredRequest[]> {
  const found: MeasuredRequest[] = [];
  yield* inSlices(replay.requests.length, (from, to) => {
    for (let index = from; index < to; index++) {
      const request = replay.requests[index];
      const record = rowAt(session.segments[request?.segment ?? -1]?.requests, request?.measured);
      const count = leftOut[index] ?? -1;
      if (request === undefined || record === undefined || count < 0) continue;
      const { history } = requests.lanes[requests.lane[index] ?? 0] ?? {};
      const historyLength = Math.min(record.historyLength, history?.length ?? 0);
      found.push({
        request: index,
        segment: request.segment,
        historyLength,
        contents: history?.candidates[historyLength] ?? 0,
        leftOut: count,
        tokens: record.inputTokens,
      });
    }
  });
  return found;
}

/** For a forked segment's first request: the parent's longest measured request whose items the fork took over. */
function parentMeasurement(
  bySegment: readonly (readonly MeasuredRequest[])[],
  contents: Contents,
  now: MeasuredRequest,
): MeasuredRequest | undefined {
  const branch = contents.branches[now.segment];
  if (branch === undefined) return undefined;
  let best: MeasuredRequest | undefined;
  for (const candidate of bySegment[branch.parent] ?? []) {
    if (candidate.historyLength > branch.items) continue;
    if (best === undefined || candidate.historyLength >= best.historyLength) best = candidate;
  }
  return best;
}

const sumNames = [
  "restWeight",
  "restSquares",
  "reasoningWeight",
  "reasoningSquares",
  "messages",
  "calls",
  "results",
] as const satisfies readonly (keyof Equations)[];

type RestSums = Readonly<Record<(typeof sumNames)[number], Float64Array>>;

const reasoning = kindIndex.reasoning;
const toolCall = kindIndex["tool call"];
const toolResult = kindIndex["tool result"];

/** Running sums over a history's items without their contents. */
function* restSums(items: ItemColumns): Generator<number, RestSums> {
  const column = () => new Float64Array(items.length + 1);
  const sums: RestSums = {
    restWeight: column(),
    restSquares: column(),
    reasoningWeight: column(),
    reasoningSquares: column(),
    messages: column(),
    calls: column(),
    results: column(),
  };
  yield* inSlices(items.length, (from, to) => {
    for (let item = from; item < to; item++) {
      const kind = items.kind[item];
      const weight = Math.max(0, (items.restWeight[item] ?? 0) - frameWeight);
      const ofRest = kind === reasoning ? 0 : weight;
      const ofReasoning = weight - ofRest;
      add(sums.restWeight, item, ofRest);
      add(sums.restSquares, item, ofRest * ofRest);
      add(sums.reasoningWeight, item, ofReasoning);
      add(sums.reasoningSquares, item, ofReasoning * ofReasoning);
      add(sums.messages, item, kind !== toolCall && kind !== toolResult ? 1 : 0);
      add(sums.calls, item, kind === toolCall ? 1 : 0);
      add(sums.results, item, kind === toolResult ? 1 : 0);
    }
  });
  return sums;
}

function add(sum: Float64Array, item: number, value: number): void {
  sum[item + 1] = (sum[item] ?? 0) + value;
}
