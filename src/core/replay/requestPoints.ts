import { countLeading } from "../countLeading";
import { itemKinds, type ItemColumns, type ItemKind } from "../session/itemColumns";
import { isAnswer } from "../session/mend/gaps";
import type { Run, Segment } from "../session/segment";

/** Why a request may have been made at a history length. */
export type PointKind =
  /** The model spoke there: what follows is an assistant's item, and what lies before is not. A request was surely made. */
  | "answered"
  /** The run's last item wants an answer that is not in the log. */
  | "unanswered"
  /** Between two of the assistant's items, or behind the last: a stream that was cut after a part, and continued. */
  | "partial"
  /** Before system items that may have been appended between an evaluation and its request. */
  | "before system items";

export interface RequestPoint {
  readonly historyLength: number;
  readonly kind: PointKind;
  /** For `partial`: the item before is a message or reasoning, which a cut stream leaves behind; a call rarely is. */
  readonly likely: boolean;
}

/** The history lengths at which requests of a run may have been made, ascending, arranged for lookups. */
export class RequestPoints {
  readonly list: readonly RequestPoint[];
  readonly #at = new Map<number, RequestPoint>();
  readonly #firstItem: number;
  /** For each length from the run's first item on, how many points before it were answered. */
  readonly #answeredBefore: Uint32Array;

  constructor(list: readonly RequestPoint[], { firstItem, endItem }: Run) {
    this.list = list;
    this.#firstItem = firstItem;
    this.#answeredBefore = new Uint32Array(endItem - firstItem + 2);
    for (const point of list) this.#at.set(point.historyLength, point);
    let answered = 0;
    for (let offset = 0; offset < this.#answeredBefore.length; offset++) {
      this.#answeredBefore[offset] = answered;
      if (this.#at.get(firstItem + offset)?.kind === "answered") answered += 1;
    }
  }

  at(historyLength: number): RequestPoint | undefined {
    return this.#at.get(historyLength);
  }

  /** Number of answered points strictly between two lengths; `from` may lie before the run, `to` behind it. */
  answeredBetween(from: number, to: number): number {
    return Math.max(0, this.#before(to) - this.#before(from + 1));
  }

  /** The points from one length to another, both included. */
  *between(from: number, to: number): Generator<RequestPoint> {
    const isBefore = (at: number) => (this.list[at]?.historyLength ?? 0) < from;
    for (let at = countLeading(this.list.length, isBefore); at < this.list.length; at++) {
      const point = this.list[at];
      if (point === undefined || point.historyLength > to) return;
      yield point;
    }
  }

  #before(length: number): number {
    const offset = Math.min(Math.max(length - this.#firstItem, 0), this.#answeredBefore.length - 1);
    return this.#answeredBefore[offset] ?? 0;
  }
}

function kindAt(items: ItemColumns, index: number): ItemKind | undefined {
  return itemKinds[items.kind[index] ?? -1];
}

/** True for what the agent itself put into the history. */
export function isSystemItem(items: ItemColumns, index: number): boolean {
  return kindAt(items, index) === "system";
}

/** After what opened the run, after each whole batch of tool results, inside an answer where a stream may have been cut. */
export function requestPoints(segment: Segment, run: Run): RequestPoints {
  const { items } = segment;
  const { firstItem, endItem } = run;
  const points: RequestPoint[] = [];
  const add = (historyLength: number, kind: PointKind, likely = true) => {
    points.push({ historyLength, kind, likely });
  };
  let opening = true;
  for (let length = firstItem; length <= endItem; length++) {
    if (length > firstItem) {
      const before = kindAt(items, length - 1);
      opening &&= before === "user" || before === "system";
    }
    const afterAnswer = length > firstItem && isAnswer(items, length - 1);
    const beforeAnswer = length < endItem && isAnswer(items, length);
    if (afterAnswer && (beforeAnswer || length === endItem))
      add(length, "partial", kindAt(items, length - 1) !== "tool call");
    else if (!afterAnswer && beforeAnswer) add(length, "answered");
    else if (!afterAnswer && length === endItem) add(length, "unanswered");
    else if (!opening && isSystemItem(items, length)) add(length, "before system items");
  }
  return new RequestPoints(points, run);
}
