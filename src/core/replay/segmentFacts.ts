import { GrowingSums, type PruneHistory } from "../prune/pruneHistory";
import { UsageRecords } from "../prune/usageRecords";
import { kindIndex } from "../session/itemColumns";
import type { Segment } from "../session/segment";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import { ConfinementMemory } from "./confinementMemory";
import type { ProcessStart } from "./processState";
import { isSameRun, requestsOfRuns, type RunRequests } from "./runRequests";

const reasoning = kindIndex.reasoning;

/** What is worked out once about a segment, whatever is then assumed about its processes. */
export class SegmentFacts {
  readonly segment: Segment;
  /** Position in the session. */
  readonly position: number;
  /** Position of the segment that it came from; undefined where that is not in the session. */
  readonly parent: number | undefined;
  readonly runs: readonly RunRequests[];
  /** Number of reasoning items among the first i, for every i up to the history's length. */
  readonly #reasoningBefore: Uint32Array;
  readonly #histories = new Map<string, PruneHistory>();
  readonly #sums: Map<string, GrowingSums>;
  readonly #memories: Map<string, ConfinementMemory>;
  readonly #recordsOf: Map<string, UsageRecords>;

  /** `before`: the facts of the segment when it was shorter; what it then was must still be its beginning. */
  constructor(
    segment: Segment,
    position: number,
    parent: number | undefined,
    runs: readonly RunRequests[],
    before?: SegmentFacts,
  ) {
    this.segment = segment;
    this.position = position;
    this.parent = parent;
    this.runs = runs;
    this.#sums = before === undefined ? new Map<string, GrowingSums>() : before.#sums;
    this.#memories = before === undefined ? new Map<string, ConfinementMemory>() : before.#memories;
    this.#recordsOf = before === undefined ? new Map<string, UsageRecords>() : before.#recordsOf;
    this.#reasoningBefore = new Uint32Array(segment.items.length + 1);
    if (before !== undefined) this.#reasoningBefore.set(before.#reasoningBefore);
    for (let index = before?.segment.items.length ?? 0; index < segment.items.length; index++)
      this.#reasoningBefore[index + 1] =
        (this.#reasoningBefore[index] ?? 0) + (this.isReasoning(index) ? 1 : 0);
  }

  isReasoning(index: number): boolean {
    return this.segment.items.kind[index] === reasoning;
  }

  /** Number of reasoning items in a part of the history. */
  reasoningItems(from: number, to: number): number {
    return Math.max(0, (this.#reasoningBefore[to] ?? 0) - (this.#reasoningBefore[from] ?? 0));
  }

  /** Tells processes apart whose evaluations can differ: by the records that they inherited, and the ids that they lost. */
  effectOf({ inherited, firstItemWithIds }: ProcessStart, idBytes: number): string {
    const lost = idBytes === 0 ? 0 : this.reasoningItems(0, firstItemWithIds);
    return `${inheritedKey(inherited)} ${lost} ${idBytes}`;
  }

  /** What is remembered about evaluations by such a process. */
  memory(process: ProcessStart, idBytes: number): ConfinementMemory {
    const effect = this.effectOf(process, idBytes);
    const known = this.#memories.get(effect);
    if (known !== undefined) return known;
    const memory = new ConfinementMemory();
    this.#memories.set(effect, memory);
    return memory;
  }

  /** The history's sums where reasoning items from `firstItemWithIds` on have `idBytes` more in memory. */
  history(firstItemWithIds: number, idBytes: number): PruneHistory {
    const without = idBytes === 0 ? 0 : this.reasoningItems(0, firstItemWithIds);
    const key = `${idBytes} ${without}`;
    const known = this.#histories.get(key);
    if (known !== undefined) return known;
    const sums = this.#sums.get(key) ?? new GrowingSums();
    const history = sums.upTo(
      this.segment.items,
      idBytes === 0
        ? undefined
        : (index) => (index >= firstItemWithIds && this.isReasoning(index) ? idBytes : 0),
    );
    this.#sums.set(key, sums);
    this.#histories.set(key, history);
    return history;
  }

  /**
   * The records that such a process knows when it knows `count` of them, the inherited ones included. Valid until the next
   * call.
   */
  knownRecords(
    { inherited }: ProcessStart,
    count: number,
    all: readonly SegmentFacts[],
  ): UsageRecords {
    const key = inheritedKey(inherited);
    const records = this.#recordsOf.get(key) ?? new UsageRecords();
    records.takeBack(count);
    this.#recordsOf.set(key, records);
    let passed = 0;
    for (const { segment, requests } of inherited) {
      const own = all[segment]?.segment.requests ?? [];
      const end = Math.min(requests, own.length);
      for (let at = records.count - passed; at < end && records.count < count; at++) {
        const record = rowAt(own, at);
        if (record !== undefined) records.append(record);
      }
      passed += end;
    }
    for (let at = records.count - passed; records.count < count; at++) {
      const record = rowAt(this.segment.requests, at);
      if (record === undefined) break;
      records.append(record);
    }
    return records;
  }

  /** How many records such a process inherited. */
  inheritedRecords({ inherited }: ProcessStart, all: readonly SegmentFacts[]): number {
    return inherited.reduce(
      (sum, { segment, requests }) =>
        sum + Math.min(requests, all[segment]?.segment.requests.length ?? 0),
      0,
    );
  }
}

function inheritedKey(inherited: ProcessStart["inherited"]): string {
  return inherited.map(({ segment, requests }) => `${segment}:${requests}`).join();
}

/**
 * The facts of all segments, in the session's order. `lostFrom`: see `lostEvaluations`. `before`: those of the same session
 * when it was shorter, for the segments that were there; what cannot have changed is taken from them.
 */
export function factsOf(
  session: Session,
  lostFrom: readonly number[] = [],
  before: readonly SegmentFacts[] = [],
): readonly SegmentFacts[] {
  const positions = new Map(session.segments.map((segment, position) => [segment.id, position]));
  const runs = requestsOfRuns(session.segments, lostFrom, before);
  return session.segments.map((segment, position) => {
    const known = before[position];
    const own = runs[position] ?? [];
    if (known !== undefined && isUnchanged(known, segment, own)) return known;
    const parent =
      segment.origin.kind === "new" ? undefined : positions.get(segment.origin.segmentId);
    return new SegmentFacts(
      segment,
      position,
      parent === undefined || parent >= position ? undefined : parent,
      own,
      known,
    );
  });
}

function isUnchanged(
  { segment, runs }: SegmentFacts,
  now: Segment,
  nowRuns: readonly RunRequests[],
): boolean {
  return (
    segment.file.byteLength === now.file.byteLength &&
    runs.length === nowRuns.length &&
    runs.every((run, at) => isSameRun(run, nowRuns[at]))
  );
}
