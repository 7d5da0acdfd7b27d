import type { nothing, TemplateResult } from "lit";
import type { FileProblem } from "../src/core/session/fileProblem";
import { unreadableView } from "./views/unreadable";

/** How long a problem must last that may be over in a moment: a line that is being written is none. */
const patienceMilliseconds = 3000;

/** The files that could not be read; those that may be over in a moment only once they have lasted. */
export class UnreadFiles {
  readonly #onChange: () => void;
  readonly #since = new Map<string, number>();
  #isWaiting = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  view(problems: readonly FileProblem[]): TemplateResult | typeof nothing {
    const now = performance.now();
    const keys = new Set(problems.map(keyOf));
    for (const known of this.#since.keys()) if (!keys.has(known)) this.#since.delete(known);
    for (const key of keys) if (!this.#since.has(key)) this.#since.set(key, now);
    const hasLasted = (problem: FileProblem) =>
      problem.passing !== true ||
      now - (this.#since.get(keyOf(problem)) ?? now) >= patienceMilliseconds;
    const shown = problems.filter(hasLasted);
    if (shown.length < problems.length) this.#lookAgain();
    return unreadableView(shown);
  }

  #lookAgain(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      this.#onChange();
    }, patienceMilliseconds);
  }
}

function keyOf({ path, what, offset }: FileProblem): string {
  return `${path}\n${what}\n${String(offset)}`;
}
