import type { ToPage } from "../protocol";
import type { SessionReplay } from "../replay/model";
import type { FileProblem } from "../session/fileProblem";
import type { Session } from "../session/session";
import { copyOf, kindOfArray } from "./arrays";
import { packSession } from "./packSession";
import { TableWriter } from "./tableWriter";

/** Bytes of numbers in one message: larger ones make the page wait. */
const messageBytes = 1 << 20;
/** VS Code counts the buffers of a message in one byte: beyond 255 they arrive as something else. */
const messageParts = 200;

type ColumnPart = Extract<ToPage, { type: "columns" }>["parts"][number];

/**
 * Turns states of a session into messages for one page, in order: an outline, columns in parts of at most 1 MiB, and
 * `loaded`. What the page already has of an earlier state is not sent again, so that an appended line costs little.
 */
export class SessionSender {
  #generation = 0;
  #sent: TableWriter | undefined;

  /** Forgets what was sent: the page holds nothing of it. `after` is the last generation that it got from anybody. */
  reset(after = 0): void {
    this.#sent = undefined;
    this.#generation = Math.max(this.#generation, after);
  }

  /** The messages for this state. All of them must be sent before the next call. */
  *messages(
    session: Session,
    replay: SessionReplay,
    problems: readonly FileProblem[] = [],
  ): Generator<ToPage, void, undefined> {
    this.#generation += 1;
    const generation = this.#generation;
    const writer = new TableWriter(this.#sent);
    // Its memory goes over to the new one: where these messages are broken off, all is sent again.
    this.#sent = undefined;
    const packed = packSession(session, replay, problems, writer);
    const arrays = Array.from(packed.arrays, ([name, array]) => ({
      name,
      array,
      keep: writer.keep(name),
    }));
    yield {
      type: "outline",
      generation,
      header: packed.header,
      arrays: arrays.map(({ name, array, keep }) => ({
        name,
        kind: kindOfArray(array),
        length: array.length,
        keep,
      })),
    };
    let parts: ColumnPart[] = [];
    let room = messageBytes;
    for (const [position, { array, keep }] of arrays.entries()) {
      for (let first = keep; first < array.length;) {
        if (room < array.BYTES_PER_ELEMENT || parts.length === messageParts) {
          yield { type: "columns", generation, parts };
          parts = [];
          room = messageBytes;
        }
        const end = Math.min(array.length, first + Math.floor(room / array.BYTES_PER_ELEMENT));
        parts.push({ array: position, first, data: copyOf(array, first, end) });
        room -= (end - first) * array.BYTES_PER_ELEMENT;
        first = end;
      }
    }
    if (parts.length > 0) yield { type: "columns", generation, parts };
    this.#sent = writer;
    yield { type: "loaded", generation };
  }
}
