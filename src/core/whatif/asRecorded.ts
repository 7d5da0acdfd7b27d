import { evaluate, type PruneSettings } from "../prune/evaluate";
import { UsageRecords } from "../prune/usageRecords";
import type { SessionReplay } from "../replay/model";
import { kindIndex } from "../session/itemColumns";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import { GrowingLane, lastRecords } from "./growingLane";
import { requestLanes, type RequestLanes } from "./lanes";
import { laneSpans, type LaneSpan } from "./scenario";
import { decisionCodes, type WhatIfOutcome } from "./outcome";

const fired = decisionCodes.indexOf("fired");
const noCandidates = decisionCodes.indexOf("no_candidates");
const belowMinSavings = decisionCodes.indexOf("below_min_savings");

/** One setting, with every request's measured tokens as they were: which decision each evaluation would have taken. */
export function asRecorded(
  session: Session,
  replay: SessionReplay,
  settings: PruneSettings,
): WhatIfOutcome {
  return prepareAsRecorded(session, replay)(settings);
}

/**
 * Prepares a session for any number of settings; each then costs two binary searches a request. Requests without a
 * recorded evaluation get what the core would have decided on what was measured.
 */
export function prepareAsRecorded(
  session: Session,
  replay: SessionReplay,
): (settings: PruneSettings) => WhatIfOutcome {
  const requests = requestLanes(session, replay);
  const last = lastRecords(requests);
  const growing = requests.lanes.map((lane) =>
    lane.growing ? new GrowingLane(lane, requests, last) : undefined,
  );
  const prunedSets = requests.lanes.map((lane) => new PrunedSets(lane.history.projectableItems));
  const spans = laneSpans(requests);
  const measured = measuredColumns(session, replay);
  const certain = exactlyReplayed(session, replay);
  return (settings) => {
    const { protectedTokens, minSavings } = settings;
    const count = requests.lane.length;
    const decision = new Uint8Array(count);
    const protectedStart = new Int32Array(count).fill(-1);
    const candidateCount = new Uint32Array(count);
    const estimatedSavingsTokens = new Float64Array(count);
    const pruned = new Array<Uint32Array>(count).fill(none);
    const slow = new SlowLanes(requests, settings);
    for (const lane of growing) lane?.begin();
    for (const span of spans) {
      const lane = requests.lanes[span.lane];
      const sets = prunedSets[span.lane];
      if (lane === undefined || sets === undefined) continue;
      const of = growing[span.lane];
      if (of === undefined) slow.evaluate(span, protectedStart, estimatedSavingsTokens);
      else {
        of.boundaries(span, protectedTokens, protectedStart);
        of.savings(span, protectedStart, estimatedSavingsTokens);
      }
      const { candidates } = lane.history;
      for (let request = span.from; request < span.to; request++) {
        const count = candidates[protectedStart[request] ?? -1] ?? 0;
        candidateCount[request] = count;
        if (count === 0) decision[request] = noCandidates;
        else if ((estimatedSavingsTokens[request] ?? 0) < minSavings)
          decision[request] = belowMinSavings;
        else {
          decision[request] = fired;
          pruned[request] = sets.first(count);
        }
      }
    }
    return {
      mode: "as recorded",
      policy: "yoi",
      settings,
      decision,
      protectedStart,
      candidateCount,
      estimatedSavingsTokens,
      pruned,
      ...measured,
      certain,
    };
  };
}

const none: Uint32Array = new Uint32Array(0);

/** The first so many projectable results of a history, each set one array however often it occurs. */
class PrunedSets {
  readonly #items: Uint32Array;
  readonly #sets: (Uint32Array | undefined)[] = [];

  constructor(projectableItems: Uint32Array) {
    this.#items = projectableItems;
  }

  first(count: number): Uint32Array {
    return (this.#sets[count] ??= this.#items.subarray(0, count));
  }
}

/** Lanes whose records do not simply grow go through the core itself, with records appended as they became known. */
class SlowLanes {
  readonly #settings: PruneSettings;
  readonly #requests: RequestLanes;
  readonly #records: UsageRecords[];

  constructor(requests: RequestLanes, settings: PruneSettings) {
    this.#settings = settings;
    this.#requests = requests;
    this.#records = requests.lanes.map(() => new UsageRecords());
  }

  evaluate(
    { lane: position, from, to }: LaneSpan,
    protectedStart: Int32Array,
    estimatedSavingsTokens: Float64Array,
  ): void {
    const lane = this.#requests.lanes[position];
    const records = this.#records[position];
    if (lane === undefined || records === undefined) return;
    for (let request = from; request < to; request++) {
      const known = this.#requests.known[request] ?? 0;
      records.takeBack(known);
      for (const record of lane.records.slice(records.count, known)) records.append(record);
      const length = this.#requests.historyLength[request] ?? 0;
      const result = evaluate(lane.history, length, records, this.#settings);
      protectedStart[request] = result.protectedStart ?? -1;
      estimatedSavingsTokens[request] = result.estimatedSavingsTokens;
    }
  }
}

type MeasuredColumns = Pick<WhatIfOutcome, "inputTokens" | "cacheReadTokens" | "cacheWriteTokens">;

/** What was measured of each request, NaN where nothing was. */
function measuredColumns(session: Session, replay: SessionReplay): MeasuredColumns {
  const of = replay.requests.map((request) =>
    rowAt(session.segments[request.segment]?.requests, request.measured),
  );
  return {
    inputTokens: Float64Array.from(of, (request) => request?.inputTokens ?? NaN),
    cacheReadTokens: Float64Array.from(of, (request) => request?.cacheReadTokens ?? NaN),
    cacheWriteTokens: Float64Array.from(of, (request) => request?.cacheWriteTokens ?? NaN),
  };
}

const reasoning = kindIndex.reasoning;

/**
 * 1 where the recorded evaluation was replayed exactly. Without a recorded one, 1 where the history's sizes are known
 * from the log alone: no reasoning item may have carried an id in memory.
 */
function exactlyReplayed(session: Session, replay: SessionReplay): Uint8Array {
  const firstReasoning = session.segments.map((segment) => {
    const found = segment.items.kind.indexOf(reasoning);
    return found < 0 ? Infinity : found;
  });
  return Uint8Array.from(replay.requests, (request) => {
    if (request.evaluation === undefined)
      return request.historyLength <= (firstReasoning[request.segment] ?? 0) ? 1 : 0;
    const evaluation = replay.segments[request.segment]?.evaluations[request.evaluation];
    return evaluation?.agreement === "exact" ? 1 : 0;
  });
}
