import { extendOutcome } from "../../src/core/lab/extendOutcome";
import {
  withCertainty,
  type LabFit,
  type LabOutcome,
  type LabPriced,
  type LabSweep,
} from "../../src/core/lab/labRun";
import type { PruneSettings } from "../../src/core/prune/evaluate";
import type { SessionReplay } from "../../src/core/replay/model";
import type { Session } from "../../src/core/session/session";
import { unreachable } from "../../src/core/unreachable";
import { continues } from "../../src/core/whatif/fit/extendFit";
import type { Prices } from "../../src/core/whatif/prices";
import type { SweepMap } from "../../src/core/whatif/sweep";
import { startLab, type LabLink } from "./labLink";
import type { FromLab, LabStage } from "./messages";

/** Work is worth a word from here on, and a way to stop it from there on. */
const showAfterMs = 100;
const cancelAfterMs = 1000;

/** What is being computed. */
export interface LabWork {
  readonly stage: LabStage;
  readonly share: number;
  readonly shown: boolean;
  readonly cancellable: boolean;
}

export interface LabGiven {
  readonly generation: number;
  readonly session: Session;
  readonly replay: SessionReplay;
  readonly lastSettings: PruneSettings;
}

/** One what-if: a policy and values for its parameters. */
export interface LabQuestion {
  readonly policy: string;
  readonly values: readonly number[];
}

export interface LabAnswer extends LabOutcome {
  readonly id: number;
  readonly question: LabQuestion;
}

/** The page's side of the background: what it has given so far, and what it is still asked for. */
export class Lab {
  readonly #onChange: (what: "fit" | "rest") => void;
  #link: LabLink | undefined;
  #given: LabGiven | undefined;
  #prices: Prices;
  #fit:
    { readonly generation: number; readonly value: LabFit; readonly isOwn: boolean } | undefined;
  #priced: { readonly value: LabPriced; readonly prices: Prices } | undefined;
  #swept: LabSweep | undefined;
  #map: SweepMap | undefined;
  #mapWanted = false;
  #answer: LabAnswer | undefined;
  /** Whether the answer is an earlier state's, or by tokens that have been fitted anew since. */
  #answerIsStale = false;
  /** Whether the shown state only adds to the one that was fitted. */
  #continued = false;
  #stopped: "by the user" | { readonly message: string } | undefined;
  #work: { stage: LabStage; share: number; since: number } | undefined;
  #asked: { readonly id: number; readonly question: LabQuestion } | undefined;
  #waiting: LabQuestion | undefined;
  #ids = 0;
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(prices: Prices, onChange: (what: "fit" | "rest") => void) {
    this.#prices = prices;
    this.#onChange = onChange;
  }

  /**
   * Begins anew with a state of the session. Where it only adds to the one before, everything that is known of that stays
   * until it is replaced, and questions are answered all the same.
   */
  use(given: LabGiven): void {
    this.#continue(given);
    this.#given = given;
    this.#stopped = undefined;
    this.#asked = undefined;
    this.#waiting = undefined;
    if (this.#link === undefined) {
      this.#link = startLab((message) => {
        this.#receive(message);
      });
      this.#link.send({ type: "map", wanted: this.#mapWanted });
    }
    this.#begin("fit");
    this.#link.send({
      type: "use",
      generation: given.generation,
      session: given.session,
      replay: given.replay,
      settings: given.lastSettings,
      prices: this.#prices,
    });
  }

  setPrices(prices: Prices): void {
    this.#prices = prices;
    this.#asked = undefined;
    this.#waiting = undefined;
    this.#answer = undefined;
    // What was priced before stays, with its prices beside it, until it is priced anew: nothing flickers.
    this.#swept = undefined;
    this.#map = undefined;
    this.#link?.send({ type: "prices", prices });
    if (!this.isReady) return;
    // What was stopped is computed after all.
    this.#stopped = undefined;
    this.#begin("sweep");
  }

  /** Has the map over both settings computed, for this and later states, until it is no longer wanted. */
  wantMap(wanted: boolean): void {
    if (wanted === this.#mapWanted) return;
    this.#mapWanted = wanted;
    this.#link?.send({ type: "map", wanted });
    if (wanted && this.#swept !== undefined && this.#map === undefined && this.#work === undefined)
      this.#begin("map");
    if (!wanted && this.#work?.stage === "map") this.#end();
  }

  /** Asks for a what-if unless it is the one known or on its way; of several in a row only the last is computed. */
  ask(question: LabQuestion): void {
    if (!this.isReady) return;
    const answered = this.#answerIsStale ? undefined : this.#answer?.question;
    const latest = this.#waiting ?? this.#asked?.question ?? answered;
    if (latest !== undefined && isSame(latest, question)) return;
    if (this.#asked === undefined) this.#send(question);
    else this.#waiting = question;
  }

  /** Stops what is being computed: a sweep alone, or everything while nothing is fitted. */
  cancel(): void {
    if (this.isReady) this.#link?.send({ type: "stop" });
    else {
      this.#link?.end();
      this.#link = undefined;
    }
    this.#stopped = "by the user";
    this.#end();
    this.#onChange("rest");
  }

  again(): void {
    if (this.#given !== undefined) this.use(this.#given);
    this.#onChange("rest");
  }

  /** Whether the shown state of the session is fitted, or carries on one that was. */
  get isReady(): boolean {
    if (this.#fit === undefined) return false;
    return this.#continued || this.#fit.generation === this.#given?.generation;
  }

  /** Whether the shown state of the session is fitted itself. */
  get isFittedItself(): boolean {
    return this.#fit?.isOwn === true && this.#fit.generation === this.#given?.generation;
  }

  /** Of this state of the session or of one before it. */
  get fit(): LabFit | undefined {
    return this.#fit?.value;
  }

  get priced(): LabPriced | undefined {
    return this.isReady ? this.#priced?.value : undefined;
  }

  /** The prices that `priced` is at, which lag behind those that were set by a moment. */
  get pricedAt(): Prices | undefined {
    return this.#priced?.prices;
  }

  get swept(): LabSweep | undefined {
    return this.isReady ? this.#swept : undefined;
  }

  get map(): SweepMap | undefined {
    return this.isReady ? this.#map : undefined;
  }

  /** The last what-if that was computed, its certainty perhaps pending; `isAsking` while another is on its way. */
  get answer(): LabAnswer | undefined {
    return this.isReady ? this.#answer : undefined;
  }

  get isAsking(): boolean {
    return this.#asked !== undefined;
  }

  get stopped(): "by the user" | { readonly message: string } | undefined {
    return this.#stopped;
  }

  get work(): LabWork | undefined {
    if (this.#work === undefined) return undefined;
    const { stage, share, since } = this.#work;
    const age = performance.now() - since;
    return { stage, share, shown: age >= showAfterMs, cancellable: age >= cancelAfterMs };
  }

  #continue({ session, replay }: LabGiven): void {
    this.#continued =
      this.isReady && this.#given !== undefined && continues(this.#given.session, session);
    if (this.#continued) {
      if (this.#answer === undefined) return;
      const outcome = extendOutcome(this.#answer.outcome, replay.requests.length);
      this.#answer = { ...this.#answer, outcome };
      this.#answerIsStale = true;
      return;
    }
    this.#priced = undefined;
    this.#swept = undefined;
    this.#map = undefined;
    this.#answer = undefined;
  }

  #send(question: LabQuestion): void {
    const id = ++this.#ids;
    this.#asked = { id, question };
    this.#link?.send({ type: "outcome", id, policy: question.policy, values: question.values });
  }

  #receive(message: FromLab): void {
    const { generation } = message;
    if (generation !== this.#given?.generation && generation !== -1) return;
    switch (message.type) {
      case "progress":
        if (this.#work !== undefined) {
          this.#work.stage = message.stage;
          this.#work.share = message.share;
        }
        break;
      case "fitted":
        this.#fit = { generation, value: message.fit, isOwn: message.isOwn };
        this.#answerIsStale = true;
        this.#onChange("fit");
        return;
      case "priced":
        if (!isAt(message.prices, this.#prices)) return;
        this.#priced = { value: message.priced, prices: message.prices };
        break;
      case "swept":
        if (!isAt(message.prices, this.#prices)) return;
        this.#swept = message.swept;
        this.#end();
        // A sweep that ended before it heard that it should stop is not followed by a map.
        if (this.#mapWanted && this.#stopped === undefined) this.#begin("map");
        break;
      case "mapped":
        if (!isAt(message.prices, this.#prices)) return;
        this.#map = message.map;
        this.#end();
        break;
      case "outcome":
        this.#answered(message.id, message.result);
        break;
      case "certain":
        if (this.#answer?.id !== message.id) return;
        this.#answer = { ...this.#answer, ...withCertainty(this.#answer, message.certain) };
        break;
      case "failed":
        this.#stopped = { message: message.message };
        this.#end();
        break;
      default:
        unreachable(message);
    }
    this.#onChange("rest");
  }

  #answered(id: number, result: LabOutcome | undefined): void {
    if (this.#asked?.id !== id) return;
    const { question } = this.#asked;
    this.#asked = undefined;
    if (result !== undefined) {
      this.#answer = { ...result, id, question };
      this.#answerIsStale = false;
    }
    const next = this.#waiting;
    this.#waiting = undefined;
    if (next !== undefined) this.#send(next);
  }

  #begin(stage: LabStage): void {
    this.#end();
    this.#work = { stage, share: 0, since: performance.now() };
    this.#timers = [showAfterMs, cancelAfterMs].map((after) =>
      setTimeout(() => {
        this.#onChange("rest");
      }, after + 1),
    );
  }

  #end(): void {
    this.#work = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }
}

/** Whether prices are the same. */
export function isAt(a: Prices, b: Prices): boolean {
  return (
    a.cacheRead === b.cacheRead &&
    a.cacheWrite === b.cacheWrite &&
    a.cacheLifetime === b.cacheLifetime
  );
}

/** True where two questions have the same answer. */
export function isSame(a: LabQuestion, b: LabQuestion): boolean {
  return (
    a.policy === b.policy &&
    a.values.length === b.values.length &&
    a.values.every((value, position) => value === b.values[position])
  );
}
