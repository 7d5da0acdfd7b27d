import { hasEnded, liveMilliseconds } from "../src/core/session/liveness";
import type { Session } from "../src/core/session/session";

/** What the header says of a session whose newest run has no end in the log. `writtenAt` by the page's clock. */
export type Ending =
  | { readonly kind: "live"; readonly writtenAt: Date }
  /** Nobody writes any more, as far as is known: the end was lost, or whoever wrote has gone. */
  | { readonly kind: "without end"; readonly writtenAt: Date | undefined };

/** Whether the session is being written: its newest run has no end, and its logs were written minutes ago at most. */
export class LiveMark {
  readonly #onChange: () => void;
  #writtenAt: number | undefined;
  #session: Session | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onChange`: it fell silent. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Undefined for a session that has come to its end, or has not begun. */
  get ending(): Ending | undefined {
    if (this.#session === undefined || hasEnded(this.#session)) return undefined;
    const writtenAt = this.#writtenAt === undefined ? undefined : new Date(this.#writtenAt);
    if (writtenAt !== undefined && Date.now() - writtenAt.getTime() < liveMilliseconds)
      return { kind: "live", writtenAt };
    // Where no run has begun there is no end to miss.
    const hasRun = this.#session.segments.some(({ runs }) => runs.length > 0);
    return hasRun ? { kind: "without end", writtenAt } : undefined;
  }

  /** Takes when the logs were written last: so many milliseconds ago by the clock of who reads them. */
  written(agoMs: number): void {
    this.#writtenAt = Date.now() - Math.max(0, agoMs);
    clearTimeout(this.#timer);
    const left = liveMilliseconds - agoMs;
    if (left <= 0) return;
    this.#timer = setTimeout(() => {
      this.#onChange();
    }, left + 1);
  }

  /** Takes another state of the session. */
  use(session: Session): void {
    this.#session = session;
  }
}
