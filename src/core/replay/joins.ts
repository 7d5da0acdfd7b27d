import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import type { EvaluationJoin } from "./model";

/** Where in the session each correlation id was joined to a request: the first place, of a session that may grow. */
export class Joins {
  readonly #places = new Map<string, Omit<EvaluationJoin, "ownRequest">>();
  /** Joins of each segment that have been looked at. */
  readonly #known: number[] = [];
  #moved = 0;

  /** How often an id turned out to be joined in an earlier place than had been known. */
  get moved(): number {
    return this.#moved;
  }

  /** Takes in what the session has that it did not have before. */
  update({ segments }: Session): void {
    for (const [segment, { joins }] of segments.entries()) {
      for (let join = this.#known[segment] ?? 0; join < joins.length; join++) {
        const id = rowAt(joins, join)?.correlationId ?? "";
        const before = this.#places.get(id);
        if (before !== undefined && before.segment <= segment) continue;
        if (before !== undefined) this.#moved += 1;
        this.#places.set(id, { segment, join });
      }
      this.#known[segment] = joins.length;
    }
  }

  of(correlationId: string): Omit<EvaluationJoin, "ownRequest"> | undefined {
    return this.#places.get(correlationId);
  }
}
