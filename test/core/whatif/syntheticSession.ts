import { pruneHistory } from "../../../src/core/prune/pruneHistory";
import type {
  ReplayedEvaluation,
  ReplayedRequest,
  SessionReplay,
} from "../../../src/core/replay/model";
import { itemFlags, itemKinds, type ItemColumns } from "../../../src/core/session/itemColumns";
import type {
  MeasuredRequest,
  RecordedEvaluation,
  Segment,
} from "../../../src/core/session/segment";
import type { Session } from "../../../src/core/session/session";
import {
  byteOffset,
  epochMs,
  itemCount,
  itemIndex,
  lineNumber,
  tokens,
  type ItemIndex,
} from "../../../src/core/units";
import { growingBoundary, growingSavings } from "../../../src/core/prune/growingHistory";
import { Normals } from "../../../src/core/whatif/fit/normals";
import { GrowingRecords } from "../../../src/core/prune/growingRecords";

/** A session of any size that the core itself decided on, with the tokens that nothing in the session tells. */
export interface SyntheticSession {
  readonly session: Session;
  readonly replay: SessionReplay;
  /** True tokens of the contents, in history order. */
  readonly contentTokens: Float64Array;
}

export interface SyntheticOptions {
  readonly requests: number;
  /** undefined: pruning off. */
  readonly settings: { readonly protectedTokens: number; readonly minSavings: number } | undefined;
  readonly seed: number;
  /** Relative deviation of true tokens from the weights. */
  readonly deviation: number;
  /** That of contents is the same for as many of them in a row, but for a small rest; each has its own where it is left out. */
  readonly alike?: number;
}

/**
 * One segment, one run: every request is followed by three items (words, call, result) or six, so that there are six
 * items to a request on average once user messages are counted in.
 */
export function syntheticSession(options: SyntheticOptions): SyntheticSession {
  const normals = new Normals(options.seed);
  const uniform = () => {
    // Of a normal deviate, its place in the distribution, roughly.
    const value = normals.next();
    return 1 / (1 + Math.exp(-1.702 * value));
  };
  const kind: number[] = [];
  const rest: number[] = [];
  const content: number[] = [];
  const lengths: number[] = [];
  const add = (name: (typeof itemKinds)[number], restWeight: number, contentWeight: number) => {
    kind.push(itemKinds.indexOf(name));
    rest.push(restWeight);
    content.push(contentWeight);
  };
  for (let request = 0; request < options.requests; request++) {
    if (request % 12 === 0) add("user", 4 + Math.round(80 * uniform()), 0);
    lengths.push(kind.length);
    add("assistant", 4 + Math.round(60 * uniform()), 0);
    const calls = uniform() < 0.3 ? 5 : 2;
    for (let call = 0; call < calls; call++) add("tool call", 4 + Math.round(40 * uniform()), 0);
    for (let call = 0; call < calls; call++)
      add("tool result", 4 + Math.round(10 * uniform()), Math.round(Math.exp(4 + 4 * uniform())));
  }
  const size = kind.length;
  const shaken = (weight: number) =>
    Math.max(0, Math.round(weight * Math.exp(options.deviation * normals.next())));
  const drifting = (alike: number) => {
    let common = 0;
    let count = 0;
    return content.map((weight) => {
      if (weight === 0) return 0;
      if (count % alike === 0) common = options.deviation * normals.next();
      count += 1;
      return Math.round(weight * Math.exp(common + 0.05 * normals.next()));
    });
  };
  const items = columns(kind, rest, content);
  const trueRest = rest.map(shaken);
  const trueContent = options.alike === undefined ? content.map(shaken) : drifting(options.alike);
  return decided(items, size, lengths, trueRest, trueContent, options);
}

function columns(
  kind: readonly number[],
  rest: readonly number[],
  content: readonly number[],
): ItemColumns {
  const length = kind.length;
  const zero = () => new Uint32Array(length);
  const none = () => new Int32Array(length).fill(-1);
  return {
    length,
    kind: Uint8Array.from(kind),
    flags: Uint8Array.from(content, (weight) => (weight > 0 ? itemFlags.content : 0)),
    wholeBytes: Uint32Array.from(rest, (weight, item) => 4 * (weight + (content[item] ?? 0)) + 60),
    contentBytes: Uint32Array.from(content, (weight) => 4 * weight),
    attachmentBytes: zero(),
    projectable: Uint8Array.from(content, (weight) => (weight > 0 ? 1 : 0)),
    ts: Float64Array.from(kind, (_, item) => item * 1000),
    line: Uint32Array.from(kind, (_, item) => item + 2),
    ordinal: zero(),
    lineOffset: Float64Array.from(kind, (_, item) => item * 400),
    lineBytes: zero(),
    tool: none(),
    callId: none(),
    call: none(),
    callKey: none(),
    restWeight: Float32Array.from(rest),
    contentWeight: Float32Array.from(content),
    attachmentWeight: new Float32Array(length),
  };
}

const overheadTokens = 8000;

function decided(
  items: ItemColumns,
  size: number,
  lengths: readonly number[],
  trueRest: readonly number[],
  trueContent: readonly number[],
  { settings }: SyntheticOptions,
): SyntheticSession {
  const history = pruneHistory(items);
  const records = new GrowingRecords(lengths.length);
  const full = new Float64Array(size + 1);
  for (let item = 0; item < size; item++)
    full[item + 1] = (full[item] ?? 0) + (trueRest[item] ?? 0) + (trueContent[item] ?? 0);
  const contentTokens = Float64Array.from(
    history.projectableItems,
    (item) => trueContent[item] ?? 0,
  );
  const removed = new Float64Array(contentTokens.length + 1);
  for (const [position, value] of contentTokens.entries())
    removed[position + 1] = (removed[position] ?? 0) + value;
  const place = { line: lineNumber(1), offset: byteOffset(0), byteLength: 0 };
  // As a replay tells it: how many, and a list where somebody asks for it.
  const leavingOut = (prunedLeading: number) => ({
    prunedLeading,
    get pruned(): readonly ItemIndex[] {
      return Array.from(history.projectableItems.subarray(0, prunedLeading), itemIndex);
    },
  });
  const requests: MeasuredRequest[] = [];
  const recorded: RecordedEvaluation[] = [];
  const evaluations: ReplayedEvaluation[] = [];
  const replayed: ReplayedRequest[] = [];
  for (const [request, historyLength] of lengths.entries()) {
    const start =
      settings === undefined || request === 0
        ? 0
        : growingBoundary(history.prefixBytes, historyLength, records, settings.protectedTokens);
    const candidateCount = history.candidates[start] ?? 0;
    const savings = request === 0 ? 0 : growingSavings(history, start, records);
    const fires = candidateCount > 0 && savings >= (settings?.minSavings ?? Infinity);
    const leftOut = fires ? candidateCount : 0;
    const input = overheadTokens + (full[historyLength] ?? 0) - (removed[leftOut] ?? 0);
    records.append(historyLength, input);
    const ts = epochMs(request * 6000);
    requests.push({
      place,
      ts,
      run: 0,
      historyLength: itemCount(historyLength),
      inputTokens: tokens(input),
      cacheReadTokens: tokens(request === 0 ? 0 : 1),
      cacheWriteTokens: tokens(input),
      outputTokens: tokens(100),
    });
    replayed.push(
      Object.assign(leavingOut(leftOut), {
        segment: 0,
        run: 0,
        historyLength,
        evaluation: settings === undefined ? undefined : request,
        measured: request,
        ts,
      }),
    );
    if (settings === undefined) continue;
    const decision = candidateCount === 0 ? "no_candidates" : fires ? "fired" : "below_min_savings";
    recorded.push({
      place,
      ts,
      run: 0,
      decision,
      candidateCount,
      protectedStart: start,
      estimatedSavingsTokens: savings,
      correlationId: undefined,
      borderTurn: undefined,
    });
    evaluations.push(
      Object.assign(leavingOut(leftOut), {
        historyLength,
        sent: true,
        request,
        knownRecords: request,
        process: 0,
        replayed: undefined,
        settings,
        agreement: "exact" as const,
        differences: [],
        join: undefined,
        otherPlacements: 0,
      }),
    );
  }
  return {
    contentTokens,
    session: {
      id: "synthetic",
      segments: [segmentOf(items, requests, recorded)],
      metadata: undefined,
    },
    replay: {
      segments: [
        {
          evaluations,
          processes: [{ firstEvaluation: 0, firstRun: 0, firstItemWithIds: 0 }],
          reasoningIdBytes: 0,
          reasoningIdSource: "not needed",
          lineage: { inherited: "none", from: [], records: [], basis: "not a fork" },
        },
      ],
      requests: replayed,
      settings: { source: "none", spans: [], contradiction: undefined },
      agreement: {
        evaluations: evaluations.length,
        exact: evaluations.length,
        boundary: 0,
        differs: 0,
        notComparable: 0,
      },
    },
  };
}

function segmentOf(
  items: ItemColumns,
  requests: readonly MeasuredRequest[],
  evaluations: readonly RecordedEvaluation[],
): Segment {
  return {
    id: "segment",
    sessionId: "synthetic",
    origin: { kind: "new" },
    startTs: epochMs(0),
    endTs: epochMs(requests.length * 6000),
    items,
    openingItems: itemCount(0),
    toolNames: [],
    callIds: [],
    runs: [
      {
        firstLine: lineNumber(1),
        startTs: epochMs(0),
        trigger: "user_send",
        firstItem: 0,
        endItem: items.length,
        firstEvaluation: 0,
        endEvaluation: evaluations.length,
        firstRequest: 0,
        endRequest: requests.length,
        end: undefined,
      },
    ],
    requests,
    evaluations,
    joins: [],
    unread: [],
    tally: { turns: undefined, otherMetrics: [], otherDomains: [], unknownKinds: [] },
    file: { byteLength: 0, lineCount: 0, uncommittedBytes: 0 },
  };
}
