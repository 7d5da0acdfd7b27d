import { evaluate, type PruneSettings } from "../prune/evaluate";
import { leadingResults, type PruneHistory } from "../prune/pruneHistory";
import type { RecordedEvaluation } from "../session/segment";
import { rowAt } from "../session/rows";
import { agreementOf, countAgreement, differencesBetween } from "./agreement";
import type { Joins } from "./joins";
import type { AgreementCounts, EvaluationJoin, ReplayedEvaluation, ReplayedRequest } from "./model";
import { momentsOfRun, type PlacedMoment } from "./placedMoments";
import type { PlacedRun, ProcessStart } from "./processState";
import { requestsOfRun } from "./replayedRequests";
import type { PlacedRequest } from "./runPlacement";
import { isSameRun, type RunRequests } from "./runRequests";
import type { SegmentFacts } from "./segmentFacts";
import type { KnownSettings } from "./settingsFinding";
import type { SettledSession } from "./settleFreely";

/** One run replayed, and what that depended on. */
export interface ReplayedRun {
  readonly evaluations: readonly ReplayedEvaluation[];
  readonly requests: readonly ReplayedRequest[];
  readonly agreement: AgreementCounts;
  readonly placed: PlacedRun;
  readonly log: RunRequests;
  /** Index of its process among the segment's. */
  readonly process: number;
  readonly idBytes: number;
  /** Whether a fire of it has not been joined yet, and how often joins had moved. */
  readonly isWaiting: boolean;
  readonly joinsMoved: number;
}

/** All runs of a settled session, by segment; those that were replayed alike `before` are taken from there. */
export function replayedRuns(
  settled: SettledSession,
  facts: readonly SegmentFacts[],
  settings: KnownSettings,
  joins: Joins,
  before: readonly (readonly ReplayedRun[])[],
): readonly (readonly ReplayedRun[])[] {
  const { placement, idBytes } = settled;
  return facts.map(({ position }) => {
    const own = placement.segments.find((segment) => segment.facts.position === position);
    if (own === undefined) return [];
    const evaluations: ReplayedEvaluation[] = [];
    let process = 0;
    return own.runs.flatMap((placed, at) => {
      if (placed.run > 0 && placed.process.firstRun === placed.run) process += 1;
      const log = own.facts.runs[placed.run];
      if (log === undefined) return [];
      const state = { placed, log, process, idBytes };
      const known = before[position]?.[at];
      if (known !== undefined && isAlike(known, state, position, settings, joins)) {
        evaluations.push(...known.evaluations);
        return known;
      }
      const first = evaluations.length;
      for (const moment of momentsOfRun(own, placed, facts, idBytes)) {
        const { recorded, evaluation } = moment;
        if (recorded === undefined || evaluation === undefined) continue;
        const held = settings.at(position, evaluation);
        evaluations.push(replayedEvaluation(moment, recorded, held, joins, process));
      }
      const ofRun = evaluations.slice(first);
      return {
        ...state,
        evaluations: ofRun,
        agreement: countAgreement(ofRun),
        isWaiting: ofRun.some(
          ({ join }, at) => join === undefined && log.evaluations[at]?.correlationId !== undefined,
        ),
        joinsMoved: joins.moved,
        requests: requestsOfRun(own, placed, evaluations),
      };
    });
  });
}

/** Whether replaying a run would give the same again. */
function isAlike(
  known: ReplayedRun,
  { placed, log, process, idBytes }: Pick<ReplayedRun, "placed" | "log" | "process" | "idBytes">,
  segment: number,
  settings: KnownSettings,
  joins: Joins,
): boolean {
  if (!isSameRun(known.log, log) || known.process !== process || known.idBytes !== idBytes)
    return false;
  if (known.placed !== placed && !isPlacedAlike(known.placed, placed)) return false;
  const { evaluations } = known;
  const last = evaluations.length - 1;
  // Settings change only between runs.
  for (const at of new Set(last < 0 ? [] : [0, last])) {
    const held = settings.at(segment, log.run.firstEvaluation + at);
    const before = evaluations[at]?.settings;
    if (before?.protectedTokens !== held.protectedTokens || before.minSavings !== held.minSavings)
      return false;
  }
  return !known.isWaiting && known.joinsMoved === joins.moved;
}

function isPlacedAlike(a: PlacedRun, b: PlacedRun): boolean {
  const { requests } = a.placement;
  return (
    a.run === b.run &&
    isSameProcess(a.process, b.process) &&
    requests.length === b.placement.requests.length &&
    requests.every((request, at) => isSameRequest(request, b.placement.requests[at]))
  );
}

function isSameProcess(a: ProcessStart, b: ProcessStart): boolean {
  return (
    a.firstItemWithIds === b.firstItemWithIds &&
    a.inherited.length === b.inherited.length &&
    a.inherited.every(
      ({ segment, requests }, at) =>
        segment === b.inherited[at]?.segment && requests === b.inherited[at].requests,
    )
  );
}

function isSameRequest(a: PlacedRequest, b: PlacedRequest | undefined): boolean {
  return (
    a.historyLength === b?.historyLength &&
    a.evaluation === b.evaluation &&
    a.measurement === b.measurement &&
    a.knownMeasurements === b.knownMeasurements &&
    a.otherPlacements === b.otherPlacements
  );
}

function replayedEvaluation(
  placed: PlacedMoment,
  recorded: RecordedEvaluation,
  settings: PruneSettings,
  joins: Joins,
  process: number,
): ReplayedEvaluation {
  const { request, measurement, moment, comparable } = placed;
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
    join: joinOf(placed, recorded, joins),
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
  { placement, measurement }: PlacedMoment,
  { correlationId }: RecordedEvaluation,
  joins: Joins,
): EvaluationJoin | undefined {
  const join = correlationId === undefined ? undefined : joins.of(correlationId);
  if (join === undefined) return undefined;
  const { position, segment } = placement.facts;
  const joined = join.segment === position ? rowAt(segment.joins, join.join)?.request : undefined;
  return { ...join, ownRequest: measurement !== undefined && joined === measurement };
}
