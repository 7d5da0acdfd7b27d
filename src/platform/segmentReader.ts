import { open, realpath, stat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { t } from "../core/l10n/translation";
import { SegmentFold } from "../core/session/foldSegment";
import type { Segment } from "../core/session/segment";
import { problemOf, type FileProblem } from "./problem";
import { fastScanSpace } from "./scanSpace";
import { ReadBefore } from "./readBefore";
import { segmentId } from "./sessionFolders";

const blockBytes = 1024 * 1024;

/** One for all readers: a fold uses it only while it takes a block. */
let space: ReturnType<typeof fastScanSpace> | undefined;

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
 * blocks of 1 MiB, and closed after each look; between blocks other work gets its turn.
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
    space ??= fastScanSpace();
    return new SegmentFold(this.id, (bytes) => this.#decoder.decode(bytes), space);
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
    const wanted = size - this.#fold.byteLength;
    if (wanted <= 0) return;
    const blocks = new BlocksAhead(handle, this.#fold.byteLength, size);
    try {
      for (;;) {
        signal?.throwIfAborted();
        const chunk = await blocks.next();
        // The end, or the file was cut while it was read: the next look finds it shorter.
        if (chunk.length === 0) return;
        this.#fold.push(chunk);
        this.#before.take(chunk);
        onBytes?.(chunk.length);
      }
    } finally {
      await blocks.settle();
    }
  }
}

/** Reads a file block by block, the next one while the last one is worked on. */
class BlocksAhead {
  readonly #handle: FileHandle;
  readonly #size: number;
  #position: number;
  #free: Buffer;
  #ahead: { readonly block: Buffer; readonly count: Promise<number> } | undefined;

  constructor(handle: FileHandle, position: number, size: number) {
    this.#handle = handle;
    this.#position = position;
    this.#size = size;
    this.#free = this.#newBlock();
    this.#ahead = this.#begin(this.#newBlock());
  }

  /** The next block, which stays as it is until the one after is asked for; empty at the end. */
  async next(): Promise<Buffer> {
    const ahead = this.#ahead;
    if (ahead === undefined) return Buffer.alloc(0);
    const count = await ahead.count;
    this.#position += count;
    this.#ahead = count === 0 ? undefined : this.#begin(this.#free);
    this.#free = ahead.block;
    return ahead.block.subarray(0, count);
  }

  /** Waits until nothing is being read. Never rejects. */
  async settle(): Promise<void> {
    await this.#ahead?.count.catch(() => undefined);
  }

  #newBlock(): Buffer {
    return Buffer.allocUnsafe(Math.min(blockBytes, this.#size - this.#position));
  }

  #begin(block: Buffer): { readonly block: Buffer; readonly count: Promise<number> } | undefined {
    const length = Math.min(block.length, this.#size - this.#position);
    if (length <= 0) return undefined;
    const count = this.#handle
      .read(block, 0, length, this.#position)
      .then(({ bytesRead }) => bytesRead);
    // A failure is met when the block is asked for.
    count.catch(() => undefined);
    return { block, count };
  }
}

class Refused extends Error {}
