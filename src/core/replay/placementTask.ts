import type { PruneHistory } from "../prune/pruneHistory";
import type { UsageRecord } from "../prune/usageRecords";
import type { EpochMs } from "../units";
import type { KnownRecords } from "./knownRecords";
import { confinement, misfits, misfitUnder, type AllowedSettings } from "./confinement";
import type { ConfinementMemory } from "./confinementMemory";
import { evidence, weight, weightless, type Weight } from "./plausibility";
import type { RecordedEvaluation } from "../session/segment";
import type { RunRequests } from "./runRequests";
import type { SearchEffort } from "./searchEffort";

/** All that the placement of one run's requests depends on. */
export interface PlacementTask {
  readonly requests: RunRequests;
  readonly history: PruneHistory;
  /** Known before the run; the placement appends the run's own as it goes. */
  readonly records: KnownRecords;
  /** The run's own records, parallel to its measurements. */
  readonly ownRecords: readonly UsageRecord[];
  /** What is held possible for the n-th evaluation of the run. */
  readonly allowed: (evaluation: number) => AllowedSettings;
  readonly memory: ConfinementMemory;
  /** Bits of `misfits` that are not looked at. */
  readonly ignored: number;
  /** Id of a fire before the run whose request was not measured. */
  readonly pending: string | undefined;
  readonly effort: SearchEffort;
  /** Whether some evaluation of the session has that correlation id. */
  readonly isKnownId: (id: string) => boolean;
}

/** Bits of `misfits` for the n-th evaluation at a length, with the records that are known now. */
export function misfitAt(task: PlacementTask, evaluation: number, historyLength: number): number {
  const { requests, history, records, memory, allowed, ignored } = task;
  const recorded = requests.evaluations[evaluation];
  if (recorded === undefined || requests.comparable[evaluation] !== true) return 0;
  const told = memory.get(
    requests.run.firstEvaluation + evaluation,
    historyLength,
    records.count,
    () => confinement(recorded, { history, historyLength, records: records.arranged }),
  );
  return misfitUnder(told, recorded.decision, allowed(evaluation)) & ~ignored;
}

/** Weight of what is not explained of a record, given as bits of `misfits`. */
export function misfitWeight(bits: number, recorded: RecordedEvaluation): Weight {
  if (bits === 0) return weightless;
  let parts = 0;
  for (let rest = bits; rest > 0; rest >>= 1) parts += rest & 1;
  const numbers = (bits & (misfits.candidateCount | misfits.savings)) !== 0;
  return weight({
    evidence: evidence.wrongDecision + (numbers ? chanceOf(recorded) : 0) + parts,
    unexplained: 1,
    contradicting: numbers ? 0 : 1,
  });
}

/** Evidence in a recorded number's not being what it is by chance: by its binary digits. */
function chanceOf({ estimatedSavingsTokens }: RecordedEvaluation): number {
  return (
    evidence.wrongDigit * (33 - Math.clz32(Math.min(estimatedSavingsTokens ?? 0, 0xffff_ffff)))
  );
}

/** How many of the items around a length contradict that an evaluation was made there at that time. */
export function clockMisfits(
  { items, run, timed }: RunRequests,
  historyLength: number,
  ts: EpochMs,
): number {
  if (!timed) return 0;
  const before = historyLength - 1;
  const tooLate = before >= run.firstItem && (items.ts[before] ?? 0) > ts;
  const tooEarly = historyLength < run.endItem && (items.ts[historyLength] ?? ts) < ts;
  return (tooLate ? 1 : 0) + (tooEarly ? 1 : 0);
}

/** Evidence against a measured request carrying `actual` where `expected` was waiting. */
export function joinEvidence(
  task: PlacementTask,
  expected: string | undefined,
  actual: string | undefined,
): number {
  if (!task.requests.hasJoins || expected === actual) return 0;
  if (actual !== undefined && expected === undefined && !task.isKnownId(actual))
    return evidence.unknownJoin;
  return evidence.join;
}
