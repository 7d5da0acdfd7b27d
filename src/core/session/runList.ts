import { lineNumber, type EpochMs } from "../units";
import type { Run, RunEnd } from "./segment";

/** How many items, requests and evaluations a segment has up to a place. */
export interface Reached {
  readonly items: number;
  readonly requests: number;
  readonly evaluations: number;
}

interface OpenRun {
  readonly firstLine: Run["firstLine"];
  readonly startTs: EpochMs;
  readonly from: Reached;
  trigger: string | undefined;
  /** True once the model or a tool has spoken, or something was flushed: an `invoke` then begins another run. */
  underway: boolean;
}

/** The runs of a segment, from the records that begin them, are part of them and end them, in log order. */
export class RunList {
  readonly #closed: Run[] = [];
  #open: OpenRun | undefined;

  /** Number of the run that is open, or comes next. */
  get current(): number {
    return this.#closed.length;
  }

  /** A record on that line is part of a run; `isUnderway` where the model or a tool spoke, or something was flushed. */
  goOn(line: number, ts: EpochMs, reached: Reached, isUnderway: boolean): void {
    const run = this.#run(line, ts, reached);
    run.underway ||= isUnderway;
  }

  invoke(line: number, ts: EpochMs, reached: Reached, trigger: string): void {
    if (this.#open !== undefined && (this.#open.underway || this.#open.trigger !== undefined))
      this.close(reached);
    this.#run(line, ts, reached).trigger = trigger;
  }

  /** The run that is open, if one is, ends here; without an `end` where none was written. */
  close(reached: Reached, end?: RunEnd): void {
    if (this.#open === undefined) return;
    this.#closed.push(closed(this.#open, reached, end));
    this.#open = undefined;
  }

  /** All runs; the last may go on. */
  runs(reached: Reached): readonly Run[] {
    return this.#open === undefined
      ? this.#closed.slice()
      : [...this.#closed, closed(this.#open, reached, undefined)];
  }

  #run(line: number, startTs: EpochMs, from: Reached): OpenRun {
    this.#open ??= {
      firstLine: lineNumber(line),
      startTs,
      from,
      trigger: undefined,
      underway: false,
    };
    return this.#open;
  }
}

function closed(open: OpenRun, reached: Reached, end: RunEnd | undefined): Run {
  return {
    firstLine: open.firstLine,
    startTs: open.startTs,
    trigger: open.trigger,
    firstItem: open.from.items,
    endItem: reached.items,
    firstEvaluation: open.from.evaluations,
    endEvaluation: reached.evaluations,
    firstRequest: open.from.requests,
    endRequest: reached.requests,
    end,
  };
}
