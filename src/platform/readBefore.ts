import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";

/** How much before the point reached is compared whenever a file was written. */
const tailBytes = 4096;
/** How much of the file's beginning is compared with it: all of a short file. */
const headBytes = 64 * 1024;
/** Two writes within a tick of the file system's clock leave one time of modification: one so recent proves nothing. */
const clockTickNs = 50_000_000n;

/**
 * Remembers what was read of a file, to tell on a later look whether the file still begins with it. Files are told apart by
 * identity and size. One that has grown must begin and end alike up to the point reached; one that was written without
 * growing must do so too and be short enough to be compared whole, else it counts as another.
 */
export class ReadBefore {
  #byteLength = 0;
  #headSum = 0;
  #tail: Uint8Array = new Uint8Array(0);
  #identity: string | undefined;
  #modifiedNs = 0n;
  #isRecent = false;

  /** The next bytes of the file; they may be reused afterwards. */
  take(chunk: Uint8Array): void {
    if (this.#byteLength < headBytes)
      this.#headSum = crc32(chunk.subarray(0, headBytes - this.#byteLength), this.#headSum);
    this.#byteLength += chunk.length;
    // A copy: the block is filled anew.
    if (chunk.length < tailBytes || this.#tail.length < tailBytes)
      this.#tail = new Uint8Array(Buffer.concat([this.#tail, chunk]).subarray(-tailBytes));
    else this.#tail.set(chunk.subarray(-tailBytes));
  }

  /** What the file was when the look at it began, and the time of that, in milliseconds since the epoch. */
  settle(stats: BigIntStats, nowMs: number): void {
    this.#identity = identityOf(stats);
    this.#modifiedNs = stats.mtimeNs;
    this.#isRecent = BigInt(Math.floor(nowMs)) * 1_000_000n - stats.mtimeNs < clockTickNs;
  }

  /** True where the file, as it is now, begins with all that was read of it. */
  async stillHolds(handle: FileHandle, now: BigIntStats): Promise<boolean> {
    if (this.#byteLength === 0) return true;
    if (now.size < BigInt(this.#byteLength) || identityOf(now) !== this.#identity) return false;
    const hasGrown = now.size > BigInt(this.#byteLength);
    const isShort = this.#byteLength <= headBytes;
    if (!hasGrown && now.mtimeNs === this.#modifiedNs && !(this.#isRecent && isShort)) return true;
    return (hasGrown || isShort) && (await this.#beginsAndEndsAlike(handle));
  }

  async #beginsAndEndsAlike(handle: FileHandle): Promise<boolean> {
    const head = await bytesAt(handle, 0, Math.min(headBytes, this.#byteLength));
    if (crc32(head) !== this.#headSum) return false;
    const tail = await bytesAt(handle, this.#byteLength - this.#tail.length, this.#tail.length);
    return tail.equals(this.#tail);
  }
}

async function bytesAt(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}

function identityOf({ dev, ino }: BigIntStats): string {
  return `${String(dev)}:${String(ino)}`;
}
