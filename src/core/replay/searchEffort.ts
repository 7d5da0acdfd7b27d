/** Wide searches in one segment: a log that needs more of them lacks lines, and no search mends it. */
const mostWideSearches = 24;

/** Runs in a segment that no restart explained. */
const mostVainRestarts = 48;

/** Steps that any session may take, and more for each evaluation and each measured request: whole logs take about ten. */
const stepsOfAnySession = 600_000;
const stepsOfEach = 100;
/** The same for one search through a run, out of the session's. */
const stepsOfAnySearch = 200_000;
const stepsOfEachInSearch = 50;

/**
 * What a replay may still spend on placing requests, for the whole session and whatever its log says. A step is one request
 * weighed at one place, or one usage record told to another process. Once it is spent, searches are narrow, and nothing is
 * tried that is not needed for an answer.
 */
export class ReplayEffort {
  readonly #allowed: number;
  #steps = 0;

  /** `size`: evaluations and measured requests of the session. */
  constructor(size: number) {
    this.#allowed = stepsOfAnySession + stepsOfEach * size;
  }

  get steps(): number {
    return this.#steps;
  }

  get isSpent(): boolean {
    return this.#steps >= this.#allowed;
  }

  /** Nothing that was tried so far can have been cut short for want of steps. */
  get isAmple(): boolean {
    return 2 * this.#steps < this.#allowed;
  }

  take(steps: number): void {
    this.#steps += steps;
  }

  /** Takes what work would have taken that is known already: never beyond what is allowed. */
  takeKnown(steps: number): void {
    this.#steps = Math.max(this.#steps, Math.min(this.#steps + steps, this.#allowed));
  }

  /** The number of steps, counted from the replay's beginning, at which a search that begins now must be given up. */
  endOfSearch(size: number): number {
    const own = this.#steps + stepsOfAnySearch + stepsOfEachInSearch * size;
    return Math.min(own, this.#allowed);
  }
}

/** What placing a segment has taken so far of what it may take. */
export interface SearchSpending {
  readonly wideSearches: number;
  readonly vainRestarts: number;
}

/** Keeps the time that placing one segment takes within bounds, out of what the whole replay may spend. */
export class SearchEffort {
  readonly replay: ReplayEffort;
  #wideSearches: number;
  #vainRestarts: number;

  constructor(replay: ReplayEffort, spent: SearchSpending = { wideSearches: 0, vainRestarts: 0 }) {
    this.replay = replay;
    this.#wideSearches = spent.wideSearches;
    this.#vainRestarts = spent.vainRestarts;
  }

  get spent(): SearchSpending {
    return { wideSearches: this.#wideSearches, vainRestarts: this.#vainRestarts };
  }

  /** Whether one more wide search may be made; counts it. */
  takeWideSearch(): boolean {
    this.#wideSearches += 1;
    return this.#wideSearches <= mostWideSearches && !this.replay.isSpent;
  }

  /** Whether restarts may still be looked for. */
  get mayLookForRestarts(): boolean {
    return this.#vainRestarts < mostVainRestarts && !this.replay.isSpent;
  }

  countVainRestart(): void {
    this.#vainRestarts += 1;
  }
}
