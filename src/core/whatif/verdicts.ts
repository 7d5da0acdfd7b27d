import { promptCost, type Prices } from "./prices";
import type { Resimulation } from "./resimulate";
import { rowAt } from "../session/rows";
import { requestsBySegment } from "./scenario";

/**
 * Whether leaving content out paid, for one request that left out more than the one before it in its segment. Costs are
 * tokens at the input price. What the requests did cost is measured where `actualIs` says so; what they would have cost
 * had nothing been newly left out is always modelled.
 */
export interface FireVerdict {
  /** Position in the replay's requests. */
  readonly request: number;
  readonly verdict:
    | { readonly kind: "paid back"; readonly afterRequests: number }
    /** The log, or the segment, ends first. `moreRequests` undefined: at this rate it never pays. */
    | { readonly kind: "not yet"; readonly moreRequests: number | undefined }
    /** No cost is known of any request with the set. */
    | { readonly kind: "unknown" }
    /** The set changed again first, after `afterRequests` requests with it. */
    | { readonly kind: "never"; readonly afterRequests: number };
  /** Requests that it takes by the formula ((w − r) / r) · D / R; 0 on a cold cache, undefined where R is 0. */
  readonly neededRequests: number | undefined;
  /** R: tokens that were newly left out, in every request while the set holds. */
  readonly newlyLeftOutTokens: number;
  /**
   * D: tokens behind the first change that were written anew and would have been read; what is new in the request is
   * written either way. NaN where not known.
   */
  readonly rewrittenTokens: number;
  /** Cost saved while the set held, up to its last request; negative where it was lost. */
  readonly savedCost: number;
  readonly actualIs: "measured" | "modelled";
}

/** Verdicts on all requests of a session that left out more than the one before them. */
export function fireVerdicts(resimulation: Resimulation, prices: Prices): readonly FireVerdict[] {
  const { scenario } = resimulation;
  const ledger = new Ledger(resimulation, prices);
  return requestsBySegment(scenario)
    .flatMap((requests) => verdictsOf(requests, scenario.leftOut, ledger))
    .sort((a, b) => a.request - b.request);
}

function verdictsOf(
  requests: readonly number[],
  leftOut: Int32Array,
  ledger: Ledger,
): readonly FireVerdict[] {
  const verdicts: FireVerdict[] = [];
  let before = 0;
  for (const [position, request] of requests.entries()) {
    const now = leftOut[request] ?? 0;
    if (now > before) {
      let end = position + 1;
      while (end < requests.length && leftOut[requests[end] ?? 0] === now) end++;
      const held = requests.slice(position, end);
      verdicts.push(ledger.verdict(held, requests[position - 1], before, end < requests.length));
    }
    before = now;
  }
  return verdicts;
}

/** What requests cost, and what they would have cost. */
class Ledger {
  readonly #resimulation: Resimulation;
  readonly #prices: Prices;
  readonly #warm: Uint8Array;
  readonly #modelled: ReturnType<Resimulation["recordedSets"]>;

  constructor(resimulation: Resimulation, prices: Prices) {
    this.#resimulation = resimulation;
    this.#prices = prices;
    this.#warm = resimulation.cacheState().warm;
    this.#modelled = resimulation.recordedSets();
  }

  /** `held` are the requests with the new set, `before` what the one before them left out. */
  verdict(
    held: readonly number[],
    previous: number | undefined,
    before: number,
    changesAgain: boolean,
  ): FireVerdict {
    const { scenario, removedTokens } = this.#resimulation;
    const first = held[0] ?? 0;
    const removed = removedTokens(scenario.segment[first] ?? 0);
    const now = scenario.leftOut[first] ?? 0;
    const newlyLeftOutTokens = (removed?.[now] ?? 0) - (removed?.[before] ?? 0);
    let rewrittenTokens = NaN;
    let balance = 0;
    let lastGain = 0;
    let paidAfter: number | undefined;
    let unmodelled = 0;
    let known = 0;
    let prompt = previous === undefined ? 0 : this.#prompt(previous);
    for (const [position, request] of held.entries()) {
      const whole = this.#prompt(request) + newlyLeftOutTokens;
      const read = this.#warm[request] === 1 ? Math.min(prompt, whole) : 0;
      const otherwise = promptCost(whole, read, whole - read, this.#prices);
      if (position === 0) rewrittenTokens = Math.max(0, this.#written(request) - (whole - read));
      const { cost, measured } = this.#actual(request);
      if (!measured) unmodelled++;
      if (!Number.isNaN(whole)) prompt = whole;
      if (Number.isNaN(otherwise) || Number.isNaN(cost)) continue;
      known++;
      lastGain = otherwise - cost;
      balance += lastGain;
      if (balance >= 0 && newlyLeftOutTokens > 0) paidAfter ??= position + 1;
    }
    return {
      request: first,
      verdict:
        known === 0
          ? { kind: "unknown" }
          : paidAfter !== undefined
            ? { kind: "paid back", afterRequests: paidAfter }
            : changesAgain
              ? { kind: "never", afterRequests: held.length }
              : {
                  kind: "not yet",
                  moreRequests: lastGain > 0 ? Math.ceil(-balance / lastGain) : undefined,
                },
      neededRequests: this.#needed(first, newlyLeftOutTokens, rewrittenTokens),
      newlyLeftOutTokens,
      rewrittenTokens,
      savedCost: balance,
      actualIs: unmodelled === 0 ? "measured" : "modelled",
    };
  }

  #needed(request: number, leftOut: number, rewritten: number): number | undefined {
    const { cacheRead, cacheWrite } = this.#prices;
    if (this.#warm[request] !== 1) return 0;
    if (!(leftOut > 0) || cacheRead <= 0 || Number.isNaN(rewritten)) return undefined;
    return Math.max(0, ((cacheWrite - cacheRead) / cacheRead) * (rewritten / leftOut));
  }

  #prompt(request: number): number {
    return this.#modelled.inputTokens[request] ?? NaN;
  }

  #written(request: number): number {
    const record = this.#record(request);
    return record?.cacheWriteTokens ?? this.#modelled.cacheWriteTokens[request] ?? NaN;
  }

  #actual(request: number): { readonly cost: number; readonly measured: boolean } {
    const record = this.#record(request);
    const { cacheReadTokens: read, cacheWriteTokens: write } = record ?? {};
    if (record !== undefined && read !== undefined && write !== undefined)
      return { cost: promptCost(record.inputTokens, read, write, this.#prices), measured: true };
    const cost = promptCost(
      this.#prompt(request),
      this.#modelled.cacheReadTokens[request] ?? NaN,
      this.#modelled.cacheWriteTokens[request] ?? NaN,
      this.#prices,
    );
    return { cost, measured: false };
  }

  #record(request: number) {
    const { session, replay } = this.#resimulation.scenario;
    const { segment, measured } = replay.requests[request] ?? { segment: -1 };
    return rowAt(session.segments[segment]?.requests, measured);
  }
}
