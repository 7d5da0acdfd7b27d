import { SegmentFold } from "../../src/core/session/foldSegment";
import type { Segment } from "../../src/core/session/segment";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8 to text; throws where the bytes are not UTF-8. */
export const decodeUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes);

/**
 * The segment in these bytes, taken in chunks of the given sizes, over and over, or at once. The chunks come in one buffer
 * that is overwritten after each, as a reader of files does it.
 */
export function foldLog(
  bytes: Uint8Array,
  chunkSizes: readonly number[] = [bytes.length],
  id = "segment",
): Segment {
  const fold = new SegmentFold(id, decodeUtf8);
  const buffer = Buffer.alloc(Math.max(1, ...chunkSizes));
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, chunkSizes[turn % chunkSizes.length] ?? 1);
    const part = bytes.subarray(at, at + size);
    buffer.set(part);
    fold.push(buffer.subarray(0, part.length));
    buffer.fill(0x0a);
    at += part.length;
  }
  return fold.snapshot();
}
