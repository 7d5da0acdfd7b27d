import { readSync } from "node:fs";
import { open, realpath, stat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { setImmediate as othersTurn } from "node:timers/promises";
import { t } from "../core/l10n/translation";
import { SegmentFold } from "../core/session/foldSegment";
import type { Segment } from "../core/session/segment";
import { problemOf, type FileProblem } from "./problem";
import { sharedFastSpace } from "./scanSpace";
import { ReadBefore } from "./readBefore";
import { segmentId } from "./sessionFolders";

/** What is read before others get their turn. */
const workBytes = 1024 * 1024;

/** What one look at a file found. */
export type Reading =
  | { readonly kind: "unchanged" }
  /** Bytes were appended and folded. */
  | { readonly kind: "grown" }
  /** The file became shorter or another: it was folded anew from its beginning. */
  | { readonly kind: "rewritten" }
  | { readonly kind: "failed"; readonly problem: FileProblem };

/**
 * Folds one segment log and, on later looks, what has been appended to it. The file is opened for reading only, in
 * blocks of half a MiB, and closed after each look; after each two other work gets its turn.
 */
export class SegmentReader {
  readonly id: string;
  readonly path: string;
  readonly #root: string;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #fold: SegmentFold;
  #before = new ReadBefore();

  /** `root` is the real path of the folder outside of which no file is read. */
  constructor(file: string, root: string) {
    this.id = segmentId(file);
    this.path = file;
    this.#root = root;
    this.#fold = this.#newFold();
  }

  /** The segment as far as it has been read. */
  get segment(): Segment {
    return this.#fold.snapshot();
  }

  /** Bytes read so far. */
  get byteLength(): number {
    return this.#fold.byteLength;
  }

  /**
   * Reads what the file has beyond the point reached, up to its length at the time of the call. `onBytes` gets the
   * number of bytes of each block. Rejects only with the signal's reason; what was read until then stays.
   */
  async read(signal?: AbortSignal, onBytes?: (count: number) => void): Promise<Reading> {
    let handle: FileHandle | undefined;
    try {
      handle = await this.#open();
      const stats = await handle.stat({ bigint: true });
      const rewritten = !(await this.#before.stillHolds(handle, stats));
      if (rewritten) this.#fold = this.#newFold();
      this.#before.settle(stats, Date.now());
      const before = this.#fold.byteLength;
      await this.#readTo(handle, Number(stats.size), signal, onBytes);
      if (rewritten) return { kind: "rewritten" };
      return { kind: this.#fold.byteLength > before ? "grown" : "unchanged" };
    } catch (error) {
      signal?.throwIfAborted();
      return {
        kind: "failed",
        problem:
          error instanceof Refused
            ? { path: this.path, what: error.message }
            : problemOf(this.path, error),
      };
    } finally {
      await handle?.close();
    }
  }

  #newFold(): SegmentFold {
    this.#before = new ReadBefore();
    return new SegmentFold(this.id, (bytes) => this.#decoder.decode(bytes), sharedFastSpace());
  }

  async #open(): Promise<FileHandle> {
    const real = await realpath(this.path);
    const relative = path.relative(this.#root, real);
    if (relative === ".." || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
      throw new Refused(t("it leads out of the opened folder and is not read"));
    // A pipe under the name of a log would block for ever once opened.
    if (!(await stat(real)).isFile()) throw new Refused(t("not a regular file"));
    return open(real, "r");
  }

  async #readTo(
    handle: FileHandle,
    size: number,
    signal: AbortSignal | undefined,
    onBytes: ((count: number) => void) | undefined,
  ): Promise<void> {
    const fold = this.#fold;
    let rested = fold.byteLength;
    fold.expect(size);
    for (let position = fold.byteLength; position < size; position = fold.byteLength) {
      signal?.throwIfAborted();
      // Waiting for a block that is in memory already would take longer than reading it.
      const count = fold.take((bytes, from, most) => {
        const read = readSync(handle.fd, bytes, from, Math.min(most, size - position), position);
        this.#before.take(bytes.subarray(from, from + read));
        return read;
      });
      // The file was cut while it was read: the next look finds it shorter.
      if (count === 0) return;
      onBytes?.(count);
      if (fold.byteLength - rested < workBytes || fold.byteLength >= size) continue;
      rested = fold.byteLength;
      await othersTurn();
    }
  }
}

class Refused extends Error {}
