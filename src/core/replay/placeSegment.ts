import type { UsageRecord } from "../prune/usageRecords";
import { allowedAt } from "./allowedSpans";
import { KnownRecords } from "./knownRecords";
import {
  compareWeights,
  difference,
  evidence,
  isLighter,
  likelihood,
  sum,
  weight,
  type Weight,
} from "./plausibility";
import { placeBySearch } from "./placeBySearch";
import { placeRun } from "./placeRun";
import type { PlacementTask } from "./placementTask";
import type { ProcessStart, ProcessState, SegmentStart } from "./processState";
import type { RunPlacement } from "./runPlacement";
import { isSameRun } from "./runRequests";
import { SearchEffort, type ReplayEffort, type SearchSpending } from "./searchEffort";
import type { SegmentFacts } from "./segmentFacts";
import type { Assumptions } from "./sessionAssumptions";
import { rowAt } from "../session/rows";

/** Readings of a segment that are followed at once. */
const beamWidth = 6;
/** Evidence by which a reading may be behind the best one. */
const patience = 4 * evidence.wrongNumbers;
/** Runs that a restart is looked for before the run in which something did not fit. */
const lookBackRuns = 64;
/** Plain runs that are searched all the same because they do not fit; where more do not, the log is at fault. */
const mostSearches = 16;

/** What placing a segment needs to know about the session around it. */
export interface SegmentSurroundings {
  readonly facts: readonly SegmentFacts[];
  readonly assumptions: Assumptions;
  readonly isKnownId: (id: string) => boolean;
  readonly effort: ReplayEffort;
}

/** The records that a process knows when it begins with a run. */
export function recordsAtStart(
  process: ProcessStart,
  facts: SegmentFacts,
  all: readonly SegmentFacts[],
): readonly UsageRecord[] {
  const inherited = process.inherited.flatMap(({ segment, requests }) =>
    (all[segment]?.segment.requests ?? []).slice(0, requests),
  );
  const own = facts.segment.runs[process.firstRun]?.firstRequest ?? facts.segment.requests.length;
  return [...inherited, ...facts.segment.requests.slice(0, own)];
}

/** How far a segment had been placed before one of its runs, so that it can be gone on with from there. */
interface Checkpoint {
  /** The run that comes next. */
  readonly run: number;
  readonly beam: readonly ProcessState[];
  /** Records that each state of the beam knew. */
  readonly known: readonly number[];
  readonly searches: number;
  /** Placements of runs that were remembered. */
  readonly placed: number;
  readonly spent: SearchSpending;
  /** Steps of the replay's effort that led there. */
  readonly steps: number;
}

/** Places one segment, and again when it has grown: runs that ended before are not placed anew. */
export class SegmentPlacer {
  #facts: SegmentFacts;
  #surroundings: SegmentSurroundings;
  #effort: SearchEffort;
  /** The lightest reading before each run, for restarts that are tried later. */
  readonly #lightestBefore: ProcessState[] = [];
  /** Placements of runs by what they depend on: restarts are tried before many runs, and lead through the same ones. */
  readonly #placements = new Map<string, RunPlacement>();
  /** The keys of `#placements` in the order in which they came. */
  readonly #placed: string[] = [];
  #stepsBefore: number;
  #beforeLastRun: Checkpoint | undefined;
  #behindLastRun: Checkpoint | undefined;

  constructor(facts: SegmentFacts, surroundings: SegmentSurroundings) {
    this.#facts = facts;
    this.#surroundings = surroundings;
    this.#effort = new SearchEffort(surroundings.effort);
    this.#stepsBefore = surroundings.effort.steps;
  }

  /**
   * The ways to read the segment, lightest first: its runs placed one after the other from each of the given starts, and
   * where a run does not fit, a restart tried before it or before earlier runs that do not tell.
   */
  place(starts: readonly SegmentStart[]): readonly ProcessState[] {
    const beam = this.#trimmed(starts.map((start) => this.#begun(start)));
    return this.#placeFrom(0, beam, 0);
  }

  /**
   * The ways to read the segment now that it has grown, as `place` would give them from the starts that it was given.
   * Undefined where what has been placed is not its beginning any more.
   */
  placeMore(
    facts: SegmentFacts,
    surroundings: SegmentSurroundings,
  ): readonly ProcessState[] | undefined {
    const from = this.#lastStillValid(facts);
    if (from === undefined) return undefined;
    this.#facts = facts;
    this.#surroundings = surroundings;
    this.#effort = new SearchEffort(surroundings.effort, from.spent);
    surroundings.effort.takeKnown(from.steps);
    this.#stepsBefore = surroundings.effort.steps - from.steps;
    this.#lightestBefore.length = Math.min(this.#lightestBefore.length, from.run);
    // What was found since would be found again, at the same cost.
    for (const key of this.#placed.splice(from.placed)) this.#placements.delete(key);
    for (const [at, { records }] of from.beam.entries()) records.truncate(from.known[at] ?? 0);
    return this.#placeFrom(from.run, from.beam, from.searches);
  }

  #lastStillValid({ runs }: SegmentFacts): Checkpoint | undefined {
    const before = this.#facts.runs;
    if (runs.length < before.length) return undefined;
    const last = before.length - 1;
    for (let run = 0; run < last; run++) if (!isSameRun(before[run], runs[run])) return undefined;
    const isLastSame = last >= 0 && isSameRun(before[last], runs[last]);
    return isLastSame ? this.#behindLastRun : this.#beforeLastRun;
  }

  #checkpoint(run: number, beam: readonly ProcessState[], searches: number): Checkpoint {
    return {
      run,
      beam,
      known: beam.map(({ records }) => records.count),
      searches,
      placed: this.#placed.length,
      spent: this.#effort.spent,
      steps: this.#effort.replay.steps - this.#stepsBefore,
    };
  }

  #placeFrom(
    first: number,
    begun: readonly ProcessState[],
    searched: number,
  ): readonly ProcessState[] {
    let beam = begun;
    let searches = searched;
    const { runs } = this.#facts;
    this.#beforeLastRun = undefined;
    this.#behindLastRun = undefined;
    for (let run = first; run < runs.length; run++) {
      const [lightest] = beam;
      if (lightest === undefined) return [];
      if (run === runs.length - 1) this.#beforeLastRun = this.#checkpoint(run, beam, searches);
      this.#lightestBefore[run] = lightest;
      const after = beam.map((state) => this.#after(state, run));
      const [least] = this.#trimmed(after);
      const fits = least === undefined || least.weight.unexplained === lightest.weight.unexplained;
      if (!fits && this.#effort.mayLookForRestarts) {
        after.push(...this.#restarted(run));
        beam = this.#trimmed(after);
        if (beam[0] === least) this.#effort.countVainRestart();
      } else beam = this.#trimmed(after);
      const [best, ...others] = beam;
      const doubtful = best !== undefined && best.weight.unexplained > lightest.weight.unexplained;
      if (doubtful && searches++ < mostSearches && !this.#effort.replay.isSpent)
        beam = this.#trimmed([this.#searched(best, run), ...others]);
    }
    this.#behindLastRun = this.#checkpoint(runs.length, beam, searches);
    this.#lightestBefore.push(...beam.slice(0, 1));
    // A restart that no run of this segment shows may show in one that was forked from it.
    if (this.#effort.replay.isSpent) return beam;
    return this.#trimmed([...beam, ...this.#restarted(runs.length)]);
  }

  #begun(start: SegmentStart): ProcessState {
    const { facts } = this.#surroundings;
    return {
      process: start.process,
      records: new KnownRecords(recordsAtStart(start.process, this.#facts, facts)),
      pending: start.pending,
      weight: start.weight,
      path: undefined,
      begun: start,
    };
  }

  #after(state: ProcessState, run: number): ProcessState {
    const task = this.#task(state, run);
    if (task === undefined) return state;
    const key = `${run} ${this.#effect(state.process)} ${state.pending ?? ""}`;
    const remembered = this.#placements.get(key);
    const placement = remembered ?? placeRun(task);
    if (remembered === undefined) {
      this.#placements.set(key, placement);
      this.#placed.push(key);
    } else for (const record of task.ownRecords) task.records.append(record);
    return {
      ...state,
      pending: placement.pending,
      weight: sum(state.weight, placement.weight),
      path: { before: state.path, run, placement, process: state.process },
    };
  }

  /** The same reading with the last run's requests searched for, where only the plain rule was tried. */
  #searched(state: ProcessState, run: number): ProcessState {
    const { path, begun } = state;
    if (path?.run !== run || path.placement.searched) return state;
    const { before, placement: plain } = path;
    const { pending } = before?.process === path.process ? before.placement : begun;
    const task = this.#task({ ...state, pending }, run);
    if (task === undefined) return state;
    state.records.truncate(state.records.count - task.ownRecords.length);
    const placement = placeBySearch(task);
    return {
      ...state,
      pending: placement.pending,
      weight: sum(difference(state.weight, plain.weight), placement.weight),
      path: { ...path, placement },
    };
  }

  #task(state: ProcessState, run: number): PlacementTask | undefined {
    const requests = this.#facts.runs[run];
    if (requests === undefined) return undefined;
    const { assumptions, isKnownId } = this.#surroundings;
    const { firstEvaluation } = requests.run;
    return {
      requests,
      history: this.#facts.history(state.process.firstItemWithIds, assumptions.idBytes),
      records: state.records,
      ownRecords: requests.measurements,
      allowed: (evaluation) =>
        allowedAt(assumptions.allowed, this.#facts.position, firstEvaluation + evaluation),
      memory: this.#facts.memory(state.process, assumptions.idBytes),
      ignored: assumptions.ignored,
      pending: state.pending,
      effort: this.#effort,
      isKnownId,
    };
  }

  /**
   * Readings in which the process ended before a run up to `last` and another one took the segment up from its log. `last`
   * may be the run that would come next.
   */
  #restarted(last: number): readonly ProcessState[] {
    const readings: ProcessState[] = [];
    for (let run = last; run >= Math.max(0, last - lookBackRuns); run--) {
      if (this.#effort.replay.isSpent) break;
      const before = this.#lightestBefore[run];
      if (before === undefined) break;
      const process: ProcessStart = {
        firstRun: run,
        inherited: [],
        firstItemWithIds: this.#facts.runs[run]?.run.firstItem ?? this.#facts.segment.items.length,
      };
      if (this.#effect(process) === this.#effect(before.process)) continue;
      const records = recordsAtStart(process, this.#facts, this.#surroundings.facts);
      this.#effort.replay.take(records.length);
      let state: ProcessState = {
        ...before,
        process,
        records: new KnownRecords(records),
        pending: undefined,
        weight: sum(before.weight, this.#restartWeight(run)),
      };
      const { unexplained } = state.weight;
      let contradicted = false;
      for (let next = run; next <= last && !contradicted; next++) {
        state = this.#after(state, next);
        // The runs before the last one fitted without a restart.
        contradicted = next < last && state.weight.unexplained > unexplained;
      }
      if (contradicted) break;
      readings.push(state);
    }
    return readings;
  }

  /** A restart is likelier after a long pause, and where the provider's cache had gone cold. */
  #restartWeight(run: number): Weight {
    const { runs, requests } = this.#facts.segment;
    const current = runs[run];
    const previous = runs[run - 1];
    const crashed = previous !== undefined && previous.end === undefined;
    if (current === undefined)
      return weight({
        evidence: crashed ? evidence.restartAfterCrash : evidence.restart,
        likelihood: likelihood.restartWithoutPause,
      });
    const pause = Math.max(1, current.startTs - (previous?.end?.ts ?? current.startTs));
    const first = rowAt(requests, current.firstRequest);
    const cold = first?.run === run && first.cacheReadTokens === 0;
    return weight({
      evidence: crashed ? evidence.restartAfterCrash : evidence.restart,
      likelihood:
        Math.max(0, likelihood.restartWithoutPause - Math.log10(pause)) +
        (cold ? 0 : likelihood.restartWithWarmCache),
    });
  }

  /** Processes with the same effect differ in nothing that an evaluation shows. */
  #effect(process: ProcessStart): string {
    return this.#facts.effectOf(process, this.#surroundings.assumptions.idBytes);
  }

  /** The lightest reading of each effect, lightest first, as many as are worth following. */
  #trimmed(states: readonly ProcessState[]): readonly ProcessState[] {
    const best = new Map<string, ProcessState>();
    for (const state of states) {
      const effect = this.#effect(state.process);
      const known = best.get(effect);
      if (known === undefined || isLighter(state.weight, known.weight)) best.set(effect, state);
    }
    const sorted = Array.from(best.values()).sort((a, b) => compareWeights(a.weight, b.weight));
    const least = sorted[0]?.weight.evidence ?? 0;
    return sorted.filter((state) => state.weight.evidence <= least + patience).slice(0, beamWidth);
  }
}
