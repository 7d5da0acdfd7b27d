import { labFit, labMap, labOutcome, labPriced, labSweep } from "../../src/core/lab/labRun";
import { unreachable } from "../../src/core/unreachable";
import type { Prices } from "../../src/core/whatif/prices";
import { prepareResimulation, type Resimulation } from "../../src/core/whatif/resimulate";
import type { FromLab, LabStage, ToLab } from "./messages";

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
  #resimulation: Resimulation | undefined;
  #work: Generator<number, void> | undefined;
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
        this.#used = message;
        this.#prices = message.prices;
        this.#resimulation = undefined;
        this.#begin(this.#fitAndSweep(message));
        return;
      case "prices":
        this.#prices = message.prices;
        if (this.#resimulation !== undefined) this.#begin(this.#priceAndSweep(this.#resimulation));
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

  /** Drops what is being computed. */
  stop(): void {
    clearTimeout(this.#turn);
    this.#turn = undefined;
    this.#work = undefined;
  }

  #answer({ id, policy, values }: Extract<ToLab, { type: "outcome" }>): void {
    const { generation } = this.#used ?? {};
    if (generation === undefined || this.#prices === undefined) return;
    const result =
      this.#resimulation === undefined
        ? undefined
        : labOutcome(this.#resimulation, policy, values, this.#prices);
    this.#post({ type: "outcome", generation, id, result });
  }

  *#fitAndSweep({ generation, session, replay }: Used): Generator<number, void> {
    this.#stage = "fit";
    const resimulation = yield* prepareResimulation(session, replay);
    this.#resimulation = resimulation;
    this.#post({ type: "fitted", generation, fit: labFit(resimulation) });
    yield* this.#priceAndSweep(resimulation);
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
      this.#begin(this.#map(this.#resimulation));
  }

  #begin(work: Generator<number, void>): void {
    this.stop();
    this.#work = work;
    this.#later();
  }

  #later(): void {
    this.#turn = setTimeout(() => {
      this.#slice();
    });
  }

  #slice(): void {
    const work = this.#work;
    const generation = this.#used?.generation;
    if (work === undefined || generation === undefined) return;
    const end = performance.now() + this.#sliceMs;
    try {
      for (;;) {
        const step = work.next();
        if (step.done === true) {
          this.#work = undefined;
          return;
        }
        if (performance.now() < end) continue;
        this.#post({ type: "progress", generation, stage: this.#stage, share: step.value });
        break;
      }
    } catch (error) {
      this.#work = undefined;
      const message = error instanceof Error ? error.message : String(error);
      this.#post({ type: "failed", generation, message });
      return;
    }
    this.#later();
  }
}
