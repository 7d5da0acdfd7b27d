import { candidateRows, type CandidateRow } from "../src/core/inspect/candidates";
import { inspectRequest, type Inspection } from "../src/core/inspect/inspectRequest";
import { itemFates, type ItemFates } from "../src/core/inspect/itemFates";
import { nextSameCalls } from "../src/core/inspect/laterCalls";
import { recordedOutcome } from "../src/core/inspect/recordedOutcome";
import { requestRows, sameRequests, type RequestRow } from "../src/core/inspect/requestRows";
import { ResultSets } from "../src/core/inspect/resultSets";
import { summariseSession, type SessionSummary } from "../src/core/inspect/sessionSummary";
import { defaultSettings, type PruneSettings } from "../src/core/prune/evaluate";
import type { SessionReplay } from "../src/core/replay/model";
import { measuredPosition, requestFrom } from "../src/core/replay/requestPosition";
import type { FileProblem } from "../src/core/session/fileProblem";
import type { Session } from "../src/core/session/session";
import { fittedTimeline, fittedTimelineSteps } from "../src/core/export/fittedTimeline";
import type { LabFit } from "../src/core/lab/labRun";
import type { TimelineModel } from "../src/core/timeline/model";
import { prepareAsRecorded } from "../src/core/whatif/asRecorded";
import { requestLanes, type RequestLanes } from "../src/core/whatif/lanes";
import type { WhatIfOutcome } from "../src/core/whatif/outcome";

/** One state of a session with what the core makes of it; what only some views need is made when they ask. */
export class LoadedSession {
  readonly generation: number;
  readonly session: Session;
  readonly replay: SessionReplay;
  /** Files of the session that could not be read, or not wholly. */
  readonly problems: readonly FileProblem[];
  readonly rows: readonly RequestRow[];
  readonly summary: SessionSummary;
  readonly results: ResultSets;
  readonly recorded: WhatIfOutcome;
  /** The settings in force at the session's end: where the knobs begin. yoi's defaults where nothing is known. */
  readonly lastSettings: PruneSettings;
  /** Whether `lastSettings` comes from the session. */
  readonly settingsKnown: boolean;
  readonly #sets: readonly Uint32Array[];
  readonly #fates = new Map<number, ItemFates>();
  readonly #nextCalls = new Map<number, Int32Array>();
  #lanes: RequestLanes | undefined;
  #asRecorded: ((settings: PruneSettings) => WhatIfOutcome) | undefined;

  constructor(
    generation: number,
    session: Session,
    replay: SessionReplay,
    problems: readonly FileProblem[] = [],
    before?: LoadedSession,
  ) {
    this.generation = generation;
    this.problems = problems;
    this.session = session;
    this.replay = replay;
    this.results = new ResultSets(session, before?.results);
    this.#sets = this.results.recorded(replay).sets;
    const same = before === undefined ? 0 : sameRequests(this, before);
    this.rows = requestRows(session, replay, this.results, before && { made: before.rows, same });
    this.summary = summariseSession(session, replay, this.rows);
    this.recorded = recordedOutcome(
      session,
      replay,
      this.#sets,
      before && { made: before.recorded, same },
    );
    const used = replay.segments
      .map(({ evaluations }) => evaluations.findLast(({ replayed }) => replayed !== undefined))
      .findLast((evaluation) => evaluation !== undefined)?.settings;
    this.settingsKnown = used !== undefined;
    this.lastSettings = used ?? defaultSettings;
  }

  /** The picture; with the tokens fitted to this or an earlier state of the session, where there are any. */
  timeline(fit: LabFit | undefined): TimelineModel {
    return fittedTimeline(this.session, this.replay, fit);
  }

  /** The same as work in steps. */
  timelineSteps(fit: LabFit | undefined): Generator<number, TimelineModel> {
    return fittedTimelineSteps(this.session, this.replay, fit);
  }

  inspect(request: number): Inspection | undefined {
    this.#lanes ??= requestLanes(this.session, this.replay);
    return inspectRequest(this.session, this.replay, this.#lanes, request);
  }

  candidates({ segment, request, evaluation }: Inspection): readonly CandidateRow[] {
    const whole = this.session.segments[segment];
    if (whole === undefined || evaluation === undefined) return [];
    const fates = memo(this.#fates, segment, () =>
      itemFates(this.session, this.replay, this.#sets, segment),
    );
    const next = memo(this.#nextCalls, segment, () => nextSameCalls(whole.items));
    const { recorded, replay, chain } = evaluation;
    const start = recorded.protectedStart ?? replay.replayed?.protectedStart;
    return candidateRows(whole, fates, next, request, start, chain?.rate);
  }

  /** The request that a usage record measures, by the record's segment and its position there. */
  requestOf(segment: number, measured: number): number | undefined {
    return measuredPosition(this.replay, segment, measured);
  }

  /** The request of a recorded evaluation, or, where it sent none, the next one of its segment. */
  requestOfEvaluation(segment: number, evaluation: number): number | undefined {
    return requestFrom(this.replay, segment, evaluation);
  }

  whatIf(settings: PruneSettings): WhatIfOutcome {
    this.#asRecorded ??= prepareAsRecorded(this.session, this.replay);
    return this.#asRecorded(settings);
  }
}

function memo<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
}
