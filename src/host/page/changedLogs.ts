import type { Pace } from "../repeatedLook";

/** How a session is followed: reading and replaying take at most a third of the time, however fast a large one grows. */
export const followPace: Pace = { calm: 2, slow: 3000, restFactor: 2 };

/** Collects which logs changed until somebody looks. */
export class ChangedLogs {
  readonly #logs = new Set<string>();
  #isAnything = false;

  add(log: string | undefined): void {
    if (log === undefined) this.#isAnything = true;
    else this.#logs.add(log);
  }

  /** The logs that changed since the last call; undefined where anything may have, and where nothing was told. */
  take(): readonly string[] | undefined {
    const logs = this.#isAnything || this.#logs.size === 0 ? undefined : Array.from(this.#logs);
    this.#isAnything = false;
    this.#logs.clear();
    return logs;
  }
}
