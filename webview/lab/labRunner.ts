import {
  labAnswered,
  labFit,
  labMap,
  labPriced,
  labSweep,
  wholeOutcome,
  type LabAnswered,
} from "../../src/core/lab/labRun";
import { unreachable } from "../../src/core/unreachable";
import type { Prices } from "../../src/core/whatif/prices";
import { continues } from "../../src/core/whatif/fit/extendFit";
import {
  extendResimulation,
  prepareResimulation,
  type Resimulation,
} from "../../src/core/whatif/resimulate";
import type { FromLab, LabStage, ToLab } from "./messages";

/** Certainty that runs through so few requests is worked out with the decisions: a matter of two milliseconds. */
const requestsAtOnce = 16_384;
/** Otherwise it follows in slices, between which a knob that moved on is noticed. */
const certaintySliceMs = 8;

type Used = Extract<ToLab, { type: "use" }>;

/**
 * Does what the page asks for, in slices, so that a question is answered between two steps of a long computation. The same
 * in a worker and, where none can be started, on the page's own thread.
 */
export class LabRunner {
  readonly #post: (message: FromLab) => void;
  readonly #sliceMs: number;
  #used: Used | undefined;
  #prices: Prices | undefined;
  /** Of the last state that was fitted itself. */
  #fitted: Resimulation | undefined;
  /** Of the state that is shown: its own, or that one carried on. */
  #resimulation: Resimulation | undefined;
  /** The state whose tokens are being fitted. */
  #fitting: Used | undefined;
  #work: Generator<number, void> | undefined;
  /** Comes before the work. */
  #certainty: Generator<number, void> | undefined;
  #stage: LabStage = "fit";
  #mapWanted = false;
  #turn: ReturnType<typeof setTimeout> | undefined;

  constructor(post: (message: FromLab) => void, sliceMs: number) {
    this.#post = post;
    this.#sliceMs = sliceMs;
  }

  receive(message: ToLab): void {
    switch (message.type) {
      case "use":
        this.#use(message);
        return;
      case "prices":
        this.#prices = message.prices;
        if (this.#resimulation !== undefined && this.#fitting === undefined)
          this.#begin("sweep", this.#priceAndSweep(this.#resimulation));
        return;
      case "map":
        this.#wantMap(message.wanted);
        return;
      case "stop":
        this.stop();
        return;
      case "outcome":
        this.#answer(message);
        return;
      default:
        unreachable(message);
    }
  }

  /** Drops what is being computed, but for an answer's certainty. */
  stop(): void {
    this.#work = undefined;
    this.#fitting = undefined;
  }

  #use(message: Used): void {
    this.#used = message;
    this.#prices = message.prices;
    this.#certainty = undefined;
    this.#take(this.#carriedOn(this.#fitted), false);
    // A fit that is under way goes on, or a session that grows faster than it is fitted would never be.
    const fitting = this.#fitting?.session;
    if (fitting === undefined || !continues(fitting, message.session))
      this.#begin("fit", this.#fitAndSweep());
  }

  /** What was fitted, for the state that is shown; undefined where that is no continuation. */
  #carriedOn(fitted: Resimulation | undefined): Resimulation | undefined {
    if (fitted === undefined || this.#used === undefined) return undefined;
    return extendResimulation(fitted, this.#used.session, this.#used.replay);
  }

  #take(resimulation: Resimulation | undefined, isOwn: boolean): void {
    this.#resimulation = resimulation;
    if (resimulation !== undefined && this.#used !== undefined) {
      const { generation } = this.#used;
      this.#post({ type: "fitted", generation, fit: labFit(resimulation), isOwn });
    }
  }

  #answer({ id, policy, values }: Extract<ToLab, { type: "outcome" }>): void {
    const { generation } = this.#used ?? {};
    if (generation === undefined || this.#prices === undefined) return;
    this.#certainty = undefined;
    const answered =
      this.#resimulation === undefined
        ? undefined
        : labAnswered(this.#resimulation, policy, values, this.#prices);
    if (answered === undefined) this.#post({ type: "outcome", generation, id, result: undefined });
    else if (answered.certaintyRequests <= requestsAtOnce)
      this.#post({ type: "outcome", generation, id, result: wholeOutcome(answered) });
    else {
      // First of all, since on the page's own thread the next question may come while this one is being answered.
      this.#certainty = this.#afterwards(answered, generation, id);
      this.#later();
      this.#post({ type: "outcome", generation, id, result: answered.pending });
    }
  }

  *#afterwards(
    { certainty }: LabAnswered,
    generation: number,
    id: number,
  ): Generator<number, void> {
    const certain = yield* certainty;
    this.#post({ type: "certain", generation, id, certain });
  }

  *#fitAndSweep(): Generator<number, void> {
    while (this.#used !== undefined) {
      const used = this.#used;
      this.#stage = "fit";
      this.#fitting = used;
      const fitted = yield* prepareResimulation(used.session, used.replay);
      this.#fitting = undefined;
      this.#fitted = fitted;
      const isCurrent = this.#used === used;
      this.#take(isCurrent ? fitted : this.#carriedOn(fitted), isCurrent);
      if (isCurrent) break;
    }
    if (this.#resimulation !== undefined) yield* this.#priceAndSweep(this.#resimulation);
  }

  *#priceAndSweep(resimulation: Resimulation): Generator<number, void> {
    const used = this.#used;
    const prices = this.#prices;
    if (used === undefined || prices === undefined) return;
    const { generation, settings } = used;
    this.#stage = "sweep";
    yield 0;
    this.#post({ type: "priced", generation, prices, priced: labPriced(resimulation, prices) });
    const swept = yield* labSweep(resimulation, prices, settings);
    this.#post({ type: "swept", generation, prices, swept });
    if (this.#mapWanted) yield* this.#map(resimulation);
  }

  *#map(resimulation: Resimulation): Generator<number, void> {
    const used = this.#used;
    const prices = this.#prices;
    if (used === undefined || prices === undefined) return;
    this.#stage = "map";
    const map = yield* labMap(resimulation, prices, used.settings);
    this.#post({ type: "mapped", generation: used.generation, prices, map });
  }

  #wantMap(wanted: boolean): void {
    this.#mapWanted = wanted;
    if (!wanted && this.#stage === "map") this.stop();
    if (wanted && this.#work === undefined && this.#resimulation !== undefined)
      this.#begin("map", this.#map(this.#resimulation));
  }

  /** The stage is set at once: what is told before the first step is told of this work and not of the one before it. */
  #begin(stage: LabStage, work: Generator<number, void>): void {
    this.stop();
    this.#stage = stage;
    this.#work = work;
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#turn);
    this.#turn = setTimeout(() => {
      this.#turn = undefined;
      this.#slice();
    });
  }

  /** One slice of what comes first, and the next turn while anything is left. */
  #slice(): void {
    try {
      if (this.#certainty !== undefined) this.#sliceOfCertainty(this.#certainty);
      else if (this.#work !== undefined) this.#sliceOfWork(this.#work);
    } catch (error) {
      this.stop();
      this.#certainty = undefined;
      const message = error instanceof Error ? error.message : String(error);
      this.#post({ type: "failed", generation: this.#used?.generation ?? -1, message });
    }
    if (this.#certainty !== undefined || this.#work !== undefined) this.#later();
  }

  #sliceOfCertainty(certainty: Generator<number, void>): void {
    const share = stepsWithin(certainty, Math.min(certaintySliceMs, this.#sliceMs));
    if (share === undefined && this.#certainty === certainty) this.#certainty = undefined;
  }

  #sliceOfWork(work: Generator<number, void>): void {
    const generation = this.#used?.generation;
    const share = stepsWithin(work, this.#sliceMs);
    if (share === undefined) {
      if (this.#work === work) this.#work = undefined;
    } else if (generation !== undefined)
      this.#post({ type: "progress", generation, stage: this.#stage, share });
  }
}

/** Takes steps until a time is over; gives the share that is done then, undefined where all is. */
function stepsWithin(work: Generator<number, void>, milliseconds: number): number | undefined {
  const end = performance.now() + milliseconds;
  for (;;) {
    const step = work.next();
    if (step.done === true) return undefined;
    if (performance.now() >= end) return step.value;
  }
}
