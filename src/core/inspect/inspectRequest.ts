import type { Decision, PruneSettings } from "../prune/evaluate";
import { incomparability, type Incomparability } from "../replay/comparable";
import type { EvaluationJoin, ReplayedEvaluation, SessionReplay } from "../replay/model";
import type { MeasuredRequest, PostRequest, RecordedEvaluation } from "../session/segment";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import type { Lane, RequestLanes } from "../whatif/lanes";
import { compared, type Compared } from "./compared";
import { estimateBasis, type EstimateBasis } from "./estimateBasis";
import { settingsBehind, type SettingsBehind } from "./settingsBehind";

/** Everything about one request that the inspector shows. Requests are numbered as in the replay. */
export interface Inspection {
  readonly request: number;
  readonly segment: number;
  readonly run: number;
  readonly ts: number;
  readonly historyLength: number;
  /** Line of the record that the request is known from: its evaluation, else its usage record. */
  readonly line: number | undefined;
  readonly evaluation: InspectedEvaluation | undefined;
  readonly measured: MeasuredRequest | undefined;
  /** Number of results left out. */
  readonly leftOut: number;
  /** An earlier fire, whose request was not measured or not sent, and whose pending id this request's record took. */
  readonly carries: CarriedFire | undefined;
}

/** A fire by its segment and its position in the segment's evaluations. */
export interface CarriedFire {
  readonly segment: number;
  readonly evaluation: number;
  /** False where its run yielded to compaction, so that it never had a request. */
  readonly sent: boolean;
}

export interface InspectedEvaluation {
  readonly recorded: RecordedEvaluation;
  readonly replay: ReplayedEvaluation;
  /** Why it is not comparable; undefined where it is. */
  readonly incomparable: Incomparability | undefined;
  readonly settings: SettingsBehind;
  readonly chain: Chain | undefined;
  readonly decision: Compared<Decision>;
  readonly join: InspectedJoin | undefined;
}

/** The steps from the estimates to the decision, in their order. Undefined where the rule did not get that far. */
export interface Chain {
  /** Usage records known at that moment, and how many of them an earlier segment had left. */
  readonly knownRecords: number;
  readonly inheritedRecords: number;
  readonly total: EstimateBasis;
  readonly protectedTokens: number;
  readonly boundary: Compared<number>;
  /** Tail of tokens from the boundary to the end, and from the item behind it: the budget lies between the two. */
  readonly tail: Tail | undefined;
  readonly candidates: Compared<number>;
  readonly removedBytes: number;
  readonly rate: { readonly tokens: number; readonly bytes: number } | undefined;
  readonly savings: Compared<number>;
  readonly minSavings: number;
}

export interface Tail {
  readonly tokens: number;
  readonly beforeStart: EstimateBasis;
  /** Undefined where the boundary is the history's end. */
  readonly nextTokens: number | undefined;
  /** True where the whole history fits in the budget, so that the walk came to its beginning. */
  readonly exhausted: boolean;
}

export interface InspectedJoin extends EvaluationJoin {
  readonly post: PostRequest;
  /** The usage record that the joined figures belong to, where there is one. */
  readonly measured: MeasuredRequest | undefined;
}

/** Inspects one request; undefined where there is none of that number. `lanes` are those of the same session. */
export function inspectRequest(
  session: Session,
  replay: SessionReplay,
  lanes: RequestLanes,
  index: number,
): Inspection | undefined {
  const request = replay.requests[index];
  const segment = request === undefined ? undefined : session.segments[request.segment];
  if (request === undefined || segment === undefined) return undefined;
  const measured = rowAt(segment.requests, request.measured);
  const lane = lanes.lanes[lanes.lane[index] ?? -1];
  const evaluation =
    request.evaluation === undefined || lane === undefined
      ? undefined
      : inspectEvaluation(session, replay, lane, request.segment, request.evaluation);
  return {
    request: index,
    segment: request.segment,
    run: request.run,
    ts: request.ts,
    historyLength: request.historyLength,
    line: evaluation?.recorded.place.line ?? measured?.place.line,
    evaluation,
    measured,
    leftOut: request.prunedLeading ?? request.pruned.length,
    carries:
      request.measured === undefined
        ? undefined
        : carriedBy(session, replay, request.segment, request.measured),
  };
}

/** The fires whose id another request's record took, by that record's segment and position. */
type Carried = readonly (ReadonlyMap<number, CarriedFire> | undefined)[];

const knownCarried = new WeakMap<
  SessionReplay,
  { readonly of: Session; readonly carried: Carried }
>();

function carriedBy(
  session: Session,
  replay: SessionReplay,
  segment: number,
  measured: number,
): CarriedFire | undefined {
  let known = knownCarried.get(replay);
  if (known?.of !== session)
    knownCarried.set(replay, (known = { of: session, carried: carriedFires(session, replay) }));
  return known.carried[segment]?.get(measured);
}

/** Looks through all evaluations, once for a session: the first fire counts. */
function carriedFires(session: Session, replay: SessionReplay): Carried {
  const carried = session.segments.map(() => new Map<number, CarriedFire>());
  for (const [position, { evaluations }] of replay.segments.entries())
    for (const [evaluation, { join, sent }] of evaluations.entries()) {
      if (join === undefined || join.ownRequest) continue;
      const post = rowAt(session.segments[join.segment]?.joins, join.join);
      const own = carried[join.segment];
      if (post !== undefined && own?.has(post.request) === false)
        own.set(post.request, { segment: position, evaluation, sent });
    }
  return carried;
}

function inspectEvaluation(
  session: Session,
  replay: SessionReplay,
  lane: Lane,
  segment: number,
  evaluation: number,
): InspectedEvaluation | undefined {
  const written = session.segments[segment];
  const recorded = rowAt(written?.evaluations, evaluation);
  const replayed = replay.segments[segment]?.evaluations[evaluation];
  if (written === undefined || recorded === undefined || replayed === undefined) return undefined;
  return {
    recorded,
    replay: replayed,
    incomparable: incomparability(written, replay.segments[segment]?.evaluations ?? [], evaluation),
    settings: settingsBehind(replay.settings, segment, evaluation, replayed.settings),
    chain: chainOf(lane, recorded, replayed),
    decision: compared(replayed.replayed?.decision, recorded.decision),
    join: replayed.join === undefined ? undefined : joinOf(session, replayed.join),
  };
}

function chainOf(
  lane: Lane,
  recorded: RecordedEvaluation,
  { replayed, settings, historyLength, knownRecords }: ReplayedEvaluation,
): Chain | undefined {
  if (replayed === undefined) return undefined;
  const records = lane.records.slice(0, knownRecords);
  const basisAt = (index: number) =>
    estimateBasis(index, historyLength, lane.history.prefixBytes, records);
  const total = basisAt(historyLength);
  const start = replayed.protectedStart;
  return {
    knownRecords,
    inheritedRecords: Math.min(lane.inherited, knownRecords),
    total,
    protectedTokens: settings.protectedTokens,
    boundary: compared(start, recorded.protectedStart),
    tail:
      start === undefined
        ? undefined
        : tailOf(total.tokens, start, historyLength, settings, basisAt),
    candidates: compared(
      replayed.candidateCount,
      recorded.candidateCount ?? noCandidates(recorded),
    ),
    removedBytes: replayed.savings.removedBytes,
    rate: replayed.savings.rate,
    savings: compared(replayed.estimatedSavingsTokens, recorded.estimatedSavingsTokens),
    minSavings: settings.minSavings,
  };
}

/** A recorded no_candidates says their number without a figure. */
function noCandidates(recorded: RecordedEvaluation): number | undefined {
  return recorded.decision === "no_candidates" ? 0 : undefined;
}

function tailOf(
  totalTokens: number,
  start: number,
  historyLength: number,
  { protectedTokens }: PruneSettings,
  basisAt: (index: number) => EstimateBasis,
): Tail {
  const beforeStart = basisAt(start);
  const tailFrom = (basis: EstimateBasis) => Math.max(0, totalTokens - basis.tokens);
  const tokens = tailFrom(beforeStart);
  return {
    tokens,
    beforeStart,
    nextTokens: start < historyLength ? tailFrom(basisAt(start + 1)) : undefined,
    exhausted: start === 0 && tokens < protectedTokens,
  };
}

function joinOf(session: Session, join: EvaluationJoin): InspectedJoin | undefined {
  const segment = session.segments[join.segment];
  const post = rowAt(segment?.joins, join.join);
  return post === undefined
    ? undefined
    : { ...join, post, measured: rowAt(segment?.requests, post.request) };
}
