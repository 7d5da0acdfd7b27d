import type { SegmentPlacer } from "./placeSegment";
import type { ProcessState } from "./processState";
import type { SegmentFacts } from "./segmentFacts";
import { keyOf, type Assumptions } from "./sessionAssumptions";
import { ToldRuns } from "./toldRuns";
import { rowAt } from "../session/rows";

/** How one segment was placed, and from what. */
export interface KnownSegment {
  readonly facts: SegmentFacts;
  /** The ways to read the parent's end that its starts came from. */
  readonly parentEnds: readonly ProcessState[];
  readonly placer: SegmentPlacer;
  readonly ends: readonly ProcessState[];
  /** Steps of the replay's effort that it took. */
  readonly steps: number;
}

/** A session as it was placed under some assumptions. `segments` has those that were there then. */
export interface KnownPlacement {
  readonly segments: KnownSegment[];
  readonly told: ToldRuns;
}

/**
 * Placements of a session by what they take for granted, from one look at a growing session to the next: what stood before
 * is not placed again. What was not asked for in a look is forgotten after the next.
 */
export class PlacementMemory {
  #known: readonly SegmentFacts[] = [];
  #before = new Map<string, KnownPlacement>();
  #now = new Map<string, KnownPlacement>();
  readonly #ids = new Set<string>();
  readonly #missedIds = new Set<string>();

  /** Begins a look. The facts must be those of the last look's session or of the same with more at the ends of its logs. */
  begin(facts: readonly SegmentFacts[]): void {
    for (const [position, { segment }] of facts.entries()) {
      const known = this.#known[position]?.segment.evaluations.length ?? 0;
      for (let at = known; at < segment.evaluations.length; at++) {
        const id = rowAt(segment.evaluations, at)?.correlationId;
        if (id !== undefined) this.#ids.add(id);
      }
    }
    this.#known = facts;
    this.#before = this.#now;
    this.#now = new Map<string, KnownPlacement>();
    // A join with an id that nobody had was weighed as such.
    for (const id of this.#missedIds)
      if (this.#ids.has(id)) {
        this.#before.clear();
        this.#missedIds.clear();
        return;
      }
  }

  /** Whether some evaluation of the session has that correlation id. */
  isKnownId(id: string): boolean {
    if (this.#ids.has(id)) return true;
    this.#missedIds.add(id);
    return false;
  }

  /** The placement under those assumptions, as far as it is known. */
  under(assumptions: Assumptions): KnownPlacement {
    const key = keyOf(assumptions);
    const known = this.#now.get(key) ??
      this.#before.get(key) ?? { segments: [], told: new ToldRuns(assumptions.idBytes) };
    this.#now.set(key, known);
    return known;
  }
}
