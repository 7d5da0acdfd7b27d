import type { LoggedItem } from "../../src/core/log/item";
import { twinEvaluate, type TwinEvaluation, type TwinRecord } from "../core/prune/twin";
import { LogBuilder, user } from "./logBuilder";

/** What the scripted model says to one request, and what its tools then return: with results the run goes on. */
export interface Answer {
  readonly items: readonly LoggedItem[];
  readonly results?: readonly LoggedItem[];
  /** Undefined where the provider reported nothing. */
  readonly usage?: {
    readonly inputTokens: number;
    readonly cacheRead?: number;
    readonly cacheWrite?: number;
  };
}

interface Metric {
  readonly name: string;
  readonly ts: number;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value?: number;
  readonly correlationId?: string;
}

/**
 * A small agent that decides with the slow twin of the prune core and logs as the real one does: items as they come, then
 * the metrics of the run, then each measured request with the cache figures of the fire before it.
 */
export class ScriptedAgent {
  readonly log = new LogBuilder().start();
  /** What was decided, in order; `historyLength` of each. */
  readonly evaluations: { readonly historyLength: number; readonly result: TwinEvaluation }[] = [];

  readonly #settings: { readonly protectedTokens: number; readonly minSavings: number } | undefined;
  readonly #metricIsWritten: (metric: Metric) => boolean;
  readonly #history: LoggedItem[] = [];
  readonly #records: TwinRecord[] = [];
  #turns = 0;
  #fires = 0;

  /** Without settings pruning is off. `metricIsWritten` false: the write of that metric fails, and the run goes on. */
  constructor(
    settings: { readonly protectedTokens: number; readonly minSavings: number } | undefined,
    metricIsWritten: (metric: Metric) => boolean = () => true,
  ) {
    this.#settings = settings;
    this.#metricIsWritten = metricIsWritten;
  }

  run(text: string, answers: readonly Answer[]): this {
    const { log } = this;
    const metrics: Metric[] = [];
    const atEnd: (() => void)[] = [];
    let pendingFire: string | undefined;
    log.invoke().userInput(text);
    this.#history.push(user(text));
    for (const { items, results = [], usage } of answers) {
      const historyLength = this.#history.length;
      const metric = this.#evaluate();
      if (metric !== undefined) metrics.push(metric);
      pendingFire = metric?.correlationId ?? pendingFire;
      for (const item of [...items, ...results]) {
        log.item(item);
        this.#history.push(item);
      }
      if (usage === undefined) continue;
      this.#records.push({ historyLength, inputTokens: BigInt(usage.inputTokens) });
      const fire = pendingFire;
      pendingFire = undefined;
      atEnd.push(() => {
        log.usage(historyLength, usage.inputTokens, usage);
        if (fire === undefined) return;
        this.#write({
          name: "prune.post_request",
          ts: log.ts,
          dimensions: {
            cache_write_tokens: String(usage.cacheWrite ?? 0),
            history_len: String(historyLength),
          },
          value: usage.cacheRead ?? 0,
          correlationId: fire,
        });
      });
    }
    this.#turns += 1;
    log.turnEnd(this.#turns);
    for (const metric of metrics) this.#write(metric);
    for (const write of atEnd) write();
    log.runCompleted();
    return this;
  }

  #write(metric: Metric): void {
    const { name, ts, dimensions, value, correlationId } = metric;
    if (this.#metricIsWritten(metric))
      this.log.metric(name, ts, { correlation_id: correlationId, dimensions, value });
  }

  #evaluate(): Metric | undefined {
    if (this.#settings === undefined) return undefined;
    const result = twinEvaluate(this.#history, this.#records, {
      protectedTokens: BigInt(this.#settings.protectedTokens),
      minSavings: BigInt(this.#settings.minSavings),
    });
    this.evaluations.push({ historyLength: this.#history.length, result });
    const { ts } = this.log;
    const dimensions = {
      candidate_count: String(result.candidates.length),
      protected_start_index: String(result.protectedStart),
    };
    const value = Number(result.savings);
    switch (result.decision) {
      case "no_candidates":
        return { name: "prune.skip", ts, dimensions: { reason: "no_candidates" } };
      case "below_min_savings":
        return {
          name: "prune.skip",
          ts,
          dimensions: { ...dimensions, reason: "below_min_savings" },
          value,
        };
      case "fired":
        this.#fires += 1;
        return {
          name: "prune.fire",
          ts,
          dimensions,
          value,
          correlationId: `fire-${String(this.#fires)}`,
        };
    }
  }
}
