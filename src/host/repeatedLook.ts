import type * as vscode from "vscode";

/** When to look again, all in milliseconds but the last. */
export interface Pace {
  /** Hints that come together are answered together, this long after the first. */
  readonly calm: number;
  /** Without any hint: watchers miss events. */
  readonly slow: number;
  /** A look is followed by a rest of so many times its own duration, whatever is hinted. */
  readonly restFactor: number;
}

/** Runs work whose failure is told to whoever hears of failures. */
export interface Failures {
  run(what: string, work: () => Promise<unknown>): void;
}

/** Repeats a look at something that changes: soon after a hint, slowly without one, never two at a time. */
export class RepeatedLook implements vscode.Disposable {
  readonly #what: string;
  readonly #look: () => Promise<void>;
  readonly #pace: Pace;
  readonly #report: Failures;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Infinity;
  #restsUntil = 0;
  #isLooking = false;
  #isHinted = false;
  #isOver = false;

  /** Without a hint the first look comes after the slow pace. */
  constructor(what: string, look: () => Promise<void>, pace: Pace, report: Failures) {
    this.#what = what;
    this.#look = look;
    this.#pace = pace;
    this.#report = report;
    this.#due(Date.now() + pace.slow);
  }

  /** Something may have changed. */
  hint(): void {
    if (this.#isLooking) this.#isHinted = true;
    else this.#due(Date.now() + this.#pace.calm);
  }

  dispose(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #due(moment: number): void {
    const at = Math.max(moment, this.#restsUntil);
    if (this.#isOver || at >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => {
      this.#report.run(this.#what, async () => this.#lookOnce());
    }, at - Date.now());
  }

  async #lookOnce(): Promise<void> {
    this.#dueAt = Infinity;
    this.#isHinted = false;
    this.#isLooking = true;
    const start = Date.now();
    try {
      await this.#look();
    } finally {
      const end = Date.now();
      this.#isLooking = false;
      this.#restsUntil = end + (end - start) * this.#pace.restFactor;
      this.#due(end + this.#delay());
    }
  }

  #delay(): number {
    return this.#isHinted ? this.#pace.calm : this.#pace.slow;
  }
}
