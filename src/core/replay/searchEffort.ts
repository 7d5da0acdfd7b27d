/** Wide searches in one segment: a log that needs more of them lacks lines, and no search mends it. */
const mostWideSearches = 24;

/** Runs in a segment that no restart explained. */
const mostVainRestarts = 48;

/** Keeps the time that placing a segment takes within bounds, whatever its log says. */
export class SearchEffort {
  #wideSearches = 0;
  #vainRestarts = 0;

  /** Whether one more wide search may be made; counts it. */
  takeWideSearch(): boolean {
    this.#wideSearches += 1;
    return this.#wideSearches <= mostWideSearches;
  }

  /** Whether restarts may still be looked for. */
  get mayLookForRestarts(): boolean {
    return this.#vainRestarts < mostVainRestarts;
  }

  countVainRestart(): void {
    this.#vainRestarts += 1;
  }
}
