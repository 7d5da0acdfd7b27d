import type { Session } from "../session/session";
import { sumOfAgreement } from "./agreement";
import { lostEvaluations } from "./comparable";
import { withLossesExplained } from "./explainedByFaults";
import { Joins } from "./joins";
import { isLaterState } from "./laterState";
import { lineageOf } from "./lineage";
import type { ProcessSpan, SegmentReplay, SessionReplay } from "./model";
import { PlacementMemory } from "./placementMemory";
import type { SegmentPlacement } from "./placeSession";
import { replayedRuns, type ReplayedRun } from "./replayedRuns";
import { ReplayEffort } from "./searchEffort";
import { factsOf, type SegmentFacts } from "./segmentFacts";
import { claimedSettings, knownSettings } from "./settingsFinding";
import { settleSession } from "./settleSession";

/**
 * Runs the prune core again for every recorded evaluation of a session and compares. Where each evaluation stood, what was
 * known then and which settings held is found from the log alone. Never throws for what a log may hold.
 */
export function replaySession(session: Session): SessionReplay {
  return new SessionReplayer().replay(session);
}

/**
 * Replays the states of a session that grows, each as `replaySession` would. What is found out about runs that have ended
 * is kept for the next state, as long as that begins with this one and nothing later sheds another light on them.
 */
export class SessionReplayer {
  #session: Session | undefined;
  #pass = new ReplayPass([]);
  /** Behind items that were lost. */
  #lossPass = new ReplayPass([]);

  replay(session: Session): SessionReplay {
    if (this.#session === undefined || !isLaterState(session, this.#session)) {
      this.#pass = new ReplayPass([]);
      this.#lossPass = new ReplayPass([]);
    }
    this.#session = session;
    const replay = this.#pass.replay(session);
    const lostFrom = lostEvaluations(session.segments, replay);
    // What is off by a lost item must not pass for other settings or another process either.
    if (!lostFrom.some(Number.isFinite)) return withLossesExplained(session, replay);
    if (!this.#lossPass.isFor(lostFrom)) this.#lossPass = new ReplayPass(lostFrom);
    return withLossesExplained(session, this.#lossPass.replay(session));
  }
}

/** One way to replay a growing session: with what is lost from given evaluations on. */
class ReplayPass {
  readonly #lostFrom: readonly number[];
  #facts: readonly SegmentFacts[] = [];
  #memory = new PlacementMemory();
  readonly #joins = new Joins();
  /** By segment and run. */
  #runs: readonly (readonly ReplayedRun[])[] = [];

  constructor(lostFrom: readonly number[]) {
    this.#lostFrom = lostFrom;
  }

  isFor(lostFrom: readonly number[]): boolean {
    return lostFrom.every((from, segment) => from === (this.#lostFrom[segment] ?? Infinity));
  }

  replay(session: Session): SessionReplay {
    const { metadata } = session;
    const facts = factsOf(session, this.#lostFrom, this.#facts);
    const effort = effortFor(session);
    const settled = settleSession(facts, claimedSettings(metadata), effort, this.#memory);
    // Where steps ran short, a state with more to place would have gone another way.
    if (!effort.isAmple) this.#memory = new PlacementMemory();
    const settings = knownSettings(settled, facts, metadata);
    this.#joins.update(session);
    const runs = replayedRuns(settled, facts, settings, this.#joins, this.#runs);
    this.#facts = facts;
    this.#runs = runs;
    const evaluations = runs.map((own) => joined(own.map((run) => run.evaluations)));
    return {
      segments: settled.placement.segments.map((placement): SegmentReplay => ({
        evaluations: evaluations[placement.facts.position] ?? [],
        processes: processSpans(placement),
        reasoningIdBytes: settled.idBytes,
        reasoningIdSource: settled.idBytes > 0 ? "inferred" : "not needed",
        lineage: lineageOf(placement, facts, settled.undecided),
      })),
      requests: joined(runs.flatMap((own) => own.map((run) => run.requests))),
      settings: settings.finding,
      agreement: sumOfAgreement(runs.flatMap((own) => own.map((run) => run.agreement))),
    };
  }
}

/** The elements of all lists, in order; lists of a hundred thousand are no arguments of a call. */
function joined<Element>(lists: readonly (readonly Element[])[]): readonly Element[] {
  const all: Element[] = [];
  for (const list of lists) for (const element of list) all.push(element);
  return all;
}

/** What placing the requests of a session may cost. */
export function effortFor({ segments }: Session): ReplayEffort {
  return new ReplayEffort(
    segments.reduce((size, own) => size + own.evaluations.length + own.requests.length, 0),
  );
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
