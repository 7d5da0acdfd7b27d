import type { SessionReplay } from "../../replay/model";
import { kindIndex, type ItemColumns } from "../../session/itemColumns";
import type { Session } from "../../session/session";
import { frameWeight } from "../../session/textWeight";
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

/** Sets up the equations of a session. */
export function measurementEquations(
  session: Session,
  measured: readonly MeasuredRequest[],
  contents: Contents,
): Equations {
  const latest = new Map<number, MeasuredRequest>();
  const bySegment = session.segments.map((): MeasuredRequest[] => []);
  for (const request of measured) bySegment[request.segment]?.push(request);
  const pairs: { now: MeasuredRequest; before: MeasuredRequest }[] = [];
  for (const now of measured) {
    const before = latest.get(now.segment) ?? parentMeasurement(bySegment, contents, now);
    if (before !== undefined && before.historyLength <= now.historyLength)
      pairs.push({ now, before });
    latest.set(now.segment, now);
  }
  pairs.sort((a, b) => a.now.segment - b.now.segment);
  const sums = session.segments.map((segment) => restSums(segment.items));
  const between = (column: keyof RestSums) =>
    Float64Array.from(pairs, ({ now, before }) => {
      const values = sums[now.segment]?.[column];
      return (values?.[now.historyLength] ?? 0) - (values?.[before.historyLength] ?? 0);
    });
  return {
    count: pairs.length,
    request: Int32Array.from(pairs, ({ now }) => now.request),
    against: Int32Array.from(pairs, ({ before }) => before.request),
    segment: Int32Array.from(pairs, ({ now }) => now.segment),
    difference: Float64Array.from(pairs, ({ now, before }) => now.tokens - before.tokens),
    knots: Int32Array.from(
      pairs.flatMap(({ now, before }) => [
        now.contents,
        before.contents,
        now.leftOut,
        before.leftOut,
      ]),
    ),
    fromItem: Int32Array.from(pairs, ({ before }) => before.historyLength),
    toItem: Int32Array.from(pairs, ({ now }) => now.historyLength),
    restWeight: between("weight"),
    restSquares: between("squares"),
    reasoningWeight: between("reasoningWeight"),
    reasoningSquares: between("reasoningSquares"),
    messages: between("messages"),
    calls: between("calls"),
    results: between("results"),
  };
}

/** The measured requests of a session. `leftOut` are the recorded sets; requests whose set is unknown are left aside. */
export function measuredRequests(
  session: Session,
  replay: SessionReplay,
  requests: RequestLanes,
  leftOut: Int32Array,
): readonly MeasuredRequest[] {
  const found: MeasuredRequest[] = [];
  for (const [index, { segment, measured }] of replay.requests.entries()) {
    const record =
      measured === undefined ? undefined : session.segments[segment]?.requests[measured];
    const count = leftOut[index] ?? -1;
    if (record === undefined || count < 0) continue;
    const { history } = requests.lanes[requests.lane[index] ?? 0] ?? {};
    const historyLength = Math.min(record.historyLength, history?.length ?? 0);
    found.push({
      request: index,
      segment,
      historyLength,
      contents: history?.candidates[historyLength] ?? 0,
      leftOut: count,
      tokens: record.inputTokens,
    });
  }
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

interface RestSums {
  readonly weight: Float64Array;
  readonly squares: Float64Array;
  readonly reasoningWeight: Float64Array;
  readonly reasoningSquares: Float64Array;
  readonly messages: Float64Array;
  readonly calls: Float64Array;
  readonly results: Float64Array;
}

const reasoning = kindIndex.reasoning;
const toolCall = kindIndex["tool call"];
const toolResult = kindIndex["tool result"];

/** Running sums over a history's items without their contents. */
function restSums(items: ItemColumns): RestSums {
  const column = () => new Float64Array(items.length + 1);
  const sums: RestSums = {
    weight: column(),
    squares: column(),
    reasoningWeight: column(),
    reasoningSquares: column(),
    messages: column(),
    calls: column(),
    results: column(),
  };
  for (let item = 0; item < items.length; item++) {
    const kind = items.kind[item];
    const weight = Math.max(0, (items.restWeight[item] ?? 0) - frameWeight);
    const isReasoning = kind === reasoning;
    const add = (sum: Float64Array, value: number) => {
      sum[item + 1] = (sum[item] ?? 0) + value;
    };
    add(sums.weight, isReasoning ? 0 : weight);
    add(sums.squares, isReasoning ? 0 : weight * weight);
    add(sums.reasoningWeight, isReasoning ? weight : 0);
    add(sums.reasoningSquares, isReasoning ? weight * weight : 0);
    add(sums.messages, kind !== toolCall && kind !== toolResult ? 1 : 0);
    add(sums.calls, kind === toolCall ? 1 : 0);
    add(sums.results, kind === toolResult ? 1 : 0);
  }
  return sums;
}
