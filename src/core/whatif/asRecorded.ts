import { evaluate, type PruneSettings } from "../prune/evaluate";
import { UsageRecords } from "../prune/usageRecords";
import type { SessionReplay } from "../replay/model";
import { kindIndex } from "../session/itemColumns";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import { growingBoundary, growingSavings } from "../prune/growingHistory";
import { recordLength, requestLanes, type Lane, type RequestLanes } from "./lanes";
import { decisionCodes, type WhatIfOutcome } from "./outcome";
import { GrowingRecords } from "../prune/growingRecords";

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
  const growing = requests.lanes.map(({ records, growing }) =>
    growing ? new GrowingRecords(records.length) : undefined,
  );
  const lengths = requests.lanes.map(({ records }) => Int32Array.from(records, recordLength));
  const tokens = requests.lanes.map(({ records }) =>
    Float64Array.from(records, ({ inputTokens }) => inputTokens),
  );
  const prunedSets = requests.lanes.map((lane) => new PrunedSets(lane.history.projectableItems));
  const measured = measuredColumns(session, replay);
  const certain = exactlyReplayed(session, replay);
  return (settings) => {
    const count = requests.lane.length;
    const decision = new Uint8Array(count);
    const protectedStart = new Int32Array(count).fill(-1);
    const candidateCount = new Uint32Array(count);
    const estimatedSavingsTokens = new Float64Array(count);
    const pruned = new Array<Uint32Array>(count).fill(none);
    const take = (
      request: number,
      start: number,
      savings: number,
      sets: PrunedSets,
      lane: Lane,
    ) => {
      const candidates = lane.history.candidates[start] ?? 0;
      protectedStart[request] = start;
      candidateCount[request] = candidates;
      estimatedSavingsTokens[request] = savings;
      if (candidates === 0) decision[request] = noCandidates;
      else if (savings < settings.minSavings) decision[request] = belowMinSavings;
      else {
        decision[request] = fired;
        pruned[request] = sets.first(candidates);
      }
    };
    const slow = new SlowLanes(requests, settings);
    for (const records of growing) records?.clear();
    for (let request = 0; request < count; request++) {
      const position = requests.lane[request] ?? 0;
      const lane = requests.lanes[position];
      const records = growing[position];
      const sets = prunedSets[position];
      if (lane === undefined || sets === undefined) continue;
      const length = requests.historyLength[request] ?? 0;
      const known = requests.known[request] ?? 0;
      if (records === undefined || known === 0) {
        const result = slow.evaluate(position, lane, length, known);
        if (result.start === undefined) decision[request] = noCandidates;
        else take(request, result.start, result.savings, sets, lane);
        continue;
      }
      for (let record = records.count; record < known; record++)
        records.append(lengths[position]?.[record] ?? 0, tokens[position]?.[record] ?? 0);
      const { protectedTokens } = settings;
      const start = growingBoundary(lane.history.prefixBytes, length, records, protectedTokens);
      take(request, start, growingSavings(lane.history, start, records), sets, lane);
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
  readonly #records: UsageRecords[];

  constructor(requests: RequestLanes, settings: PruneSettings) {
    this.#settings = settings;
    this.#records = requests.lanes.map(() => new UsageRecords());
  }

  evaluate(
    position: number,
    lane: Lane,
    historyLength: number,
    known: number,
  ): { readonly start: number | undefined; readonly savings: number } {
    const records = this.#records[position] ?? new UsageRecords();
    records.takeBack(known);
    for (const record of lane.records.slice(records.count, known)) records.append(record);
    const result = evaluate(lane.history, historyLength, records, this.#settings);
    return { start: result.protectedStart, savings: result.estimatedSavingsTokens };
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
