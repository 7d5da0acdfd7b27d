import { pruneHistory, type PruneHistory } from "../prune/pruneHistory";
import { itemKinds } from "../session/itemColumns";
import type { Segment } from "../session/segment";
import type { Session } from "../session/session";
import { ConfinementMemory } from "./confinementMemory";
import type { ProcessStart } from "./processState";
import { requestsOfRuns, type RunRequests } from "./runRequests";

const reasoning = itemKinds.indexOf("reasoning");

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
  readonly #memories = new Map<string, ConfinementMemory>();

  constructor(
    segment: Segment,
    position: number,
    parent: number | undefined,
    runs: readonly RunRequests[],
  ) {
    this.segment = segment;
    this.position = position;
    this.parent = parent;
    this.runs = runs;
    this.#reasoningBefore = new Uint32Array(segment.items.length + 1);
    for (let index = 0; index < segment.items.length; index++)
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
    const from = inherited.map(({ segment, requests }) => `${segment}:${requests}`).join();
    return `${from} ${lost} ${idBytes}`;
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
    const history = pruneHistory(
      this.segment.items,
      idBytes === 0
        ? undefined
        : (index) => (index >= firstItemWithIds && this.isReasoning(index) ? idBytes : 0),
    );
    this.#histories.set(key, history);
    return history;
  }
}

/** The facts of all segments, in the session's order. `lostFrom`: see `lostEvaluations`. */
export function factsOf(
  session: Session,
  lostFrom: readonly number[] = [],
): readonly SegmentFacts[] {
  const positions = new Map(session.segments.map((segment, position) => [segment.id, position]));
  const runs = requestsOfRuns(session.segments, lostFrom);
  return session.segments.map((segment, position) => {
    const parent =
      segment.origin.kind === "new" ? undefined : positions.get(segment.origin.segmentId);
    return new SegmentFacts(
      segment,
      position,
      parent === undefined || parent >= position ? undefined : parent,
      runs[position] ?? [],
    );
  });
}
