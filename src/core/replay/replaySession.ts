import { evaluate, type PruneSettings } from "../prune/evaluate";
import { leadingResults, type PruneHistory } from "../prune/pruneHistory";
import type { RecordedEvaluation } from "../session/segment";
import type { Session } from "../session/session";
import { agreementOf, countAgreement, differencesBetween } from "./agreement";
import { lostEvaluations } from "./comparable";
import { joinsById } from "./joins";
import { lineageOf } from "./lineage";
import type {
  EvaluationJoin,
  ProcessSpan,
  ReplayedEvaluation,
  SegmentReplay,
  SessionReplay,
} from "./model";
import { placedMoments, type PlacedMoment } from "./placedMoments";
import type { SegmentPlacement } from "./placeSession";
import type { PlacedRun } from "./processState";
import { replayedRequests } from "./replayedRequests";
import { ReplayEffort } from "./searchEffort";
import { factsOf } from "./segmentFacts";
import { claimedSettings, knownSettings } from "./settingsFinding";
import { settleSession } from "./settleSession";

/**
 * Runs the prune core again for every recorded evaluation of a session and compares. Where each evaluation stood, what was
 * known then and which settings held is found from the log alone. Never throws for what a log may hold.
 */
export function replaySession(session: Session): SessionReplay {
  const replay = replayWith(session, []);
  const lostFrom = lostEvaluations(session.segments, replay);
  // What is off by a lost item must not pass for other settings or another process either.
  return lostFrom.some(Number.isFinite) ? replayWith(session, lostFrom) : replay;
}

function replayWith(session: Session, lostFrom: readonly number[]): SessionReplay {
  const facts = factsOf(session, lostFrom);
  const { metadata } = session;
  const settled = settleSession(facts, claimedSettings(metadata), effortFor(session));
  const settings = knownSettings(settled, facts, metadata);
  const joins = joinsById(session);
  const evaluations = session.segments.map((): ReplayedEvaluation[] => []);
  const processes = processIndices(settled.placement.segments);
  for (const moment of placedMoments(settled.placement, facts, settled.idBytes)) {
    const { evaluation, placement } = moment;
    if (evaluation === undefined) continue;
    const segment = placement.facts.position;
    const replayed = replayedEvaluation(
      moment,
      settings.at(segment, evaluation),
      joins,
      processes.get(moment.placed) ?? 0,
    );
    if (replayed !== undefined) evaluations[segment]?.push(replayed);
  }
  return {
    segments: settled.placement.segments.map((placement): SegmentReplay => ({
      evaluations: evaluations[placement.facts.position] ?? [],
      processes: processSpans(placement),
      reasoningIdBytes: settled.idBytes,
      reasoningIdSource: settled.idBytes > 0 ? "inferred" : "not needed",
      lineage: lineageOf(placement, facts, settled.undecided),
    })),
    requests: replayedRequests(settled.placement, evaluations),
    settings: settings.finding,
    agreement: countAgreement(evaluations.flat()),
  };
}

/** What placing the requests of a session may cost. */
export function effortFor({ segments }: Session): ReplayEffort {
  return new ReplayEffort(
    segments.reduce((size, own) => size + own.evaluations.length + own.requests.length, 0),
  );
}

function replayedEvaluation(
  placed: PlacedMoment,
  settings: PruneSettings,
  joins: ReadonlyMap<string, Omit<EvaluationJoin, "ownRequest">>,
  process: number,
): ReplayedEvaluation | undefined {
  const { recorded, request, measurement, moment, comparable } = placed;
  if (recorded === undefined) return undefined;
  const { history, historyLength, records } = moment;
  const leading = recordedPrune(recorded, history);
  const replayed = comparable ? evaluate(history, historyLength, records, settings) : undefined;
  const differences = replayed === undefined ? [] : differencesBetween(recorded, replayed);
  return {
    historyLength,
    sent: isSent(placed),
    request: measurement,
    knownRecords: records.count,
    process,
    replayed,
    settings,
    agreement: replayed === undefined ? "not comparable" : agreementOf(recorded, differences),
    differences,
    prunedLeading: leading,
    // Made when asked for: in a long session each list is long, and few of them are looked at.
    get pruned() {
      return leadingResults(history, leading);
    },
    join: joinOf(placed, joins),
    otherPlacements: request.otherPlacements,
  };
}

/** False for the last evaluation of a run that yielded to compaction, where it was not measured. */
function isSent({ placement, placed, request, measurement }: PlacedMoment): boolean {
  const { run } = placement.facts.runs[placed.run] ?? {};
  if (run === undefined || measurement !== undefined || run.end?.result !== "yielded") return true;
  return request !== placed.placement.requests[placed.placement.requests.length - 1];
}

/** How many of the first results a fire left out: those before its start; in the oldest logs, which have none, as many as it counted. */
function recordedPrune(
  { decision, protectedStart, candidateCount, borderTurn }: RecordedEvaluation,
  { candidates, projectableItems }: PruneHistory,
): number {
  if (decision !== "fired") return 0;
  if (borderTurn !== undefined)
    return Math.max(0, Math.min(candidateCount ?? 0, projectableItems.length));
  return protectedStart === undefined ? 0 : (candidates[protectedStart] ?? 0);
}

function joinOf(
  { recorded, placement, measurement }: PlacedMoment,
  joins: ReadonlyMap<string, Omit<EvaluationJoin, "ownRequest">>,
): EvaluationJoin | undefined {
  const id = recorded?.correlationId;
  const join = id === undefined ? undefined : joins.get(id);
  if (join === undefined) return undefined;
  const { position, segment } = placement.facts;
  const joined = join.segment === position ? segment.joins[join.join]?.request : undefined;
  return { ...join, ownRequest: measurement !== undefined && joined === measurement };
}

/** For each placed run the position of its process among the segment's. */
function processIndices(segments: readonly SegmentPlacement[]): ReadonlyMap<PlacedRun, number> {
  const indices = new Map<PlacedRun, number>();
  for (const { runs } of segments) {
    let index = 0;
    for (const placed of runs) {
      if (placed.run > 0 && placed.process.firstRun === placed.run) index += 1;
      indices.set(placed, index);
    }
  }
  return indices;
}

function processSpans({ runs, facts, start }: SegmentPlacement): readonly ProcessSpan[] {
  const spans: ProcessSpan[] = [];
  for (const { run, process } of runs) {
    if (run > 0 && process.firstRun !== run) continue;
    spans.push({
      firstEvaluation: facts.runs[run]?.run.firstEvaluation ?? 0,
      firstRun: run,
      firstItemWithIds: process.firstItemWithIds,
    });
  }
  if (spans.length > 0) return spans;
  return [{ firstEvaluation: 0, firstRun: 0, firstItemWithIds: start.process.firstItemWithIds }];
}
