import { open } from "node:fs/promises";
import { t } from "../core/l10n/translation";
import { lineCapBytes } from "../core/log/lines";
import { describeError } from "./problem";
import type { RawRecord } from "./readRecord";

/** Where a line of a log stands, without its newline. */
export interface RecordPlace {
  readonly offset: number;
  readonly byteLength: number;
}

/** Lines that lie close together are read at once, up to so many bytes. */
const blockBytes = 1 << 20;

/**
 * The bytes of many lines of a log, in the order of the places, which ascend; the file is opened once, for reading only.
 * What cannot be read is a value, as with `readRecord`. The bytes hold until the next record is asked for. Rejects with
 * the signal's reason.
 */
export async function* readRecords(
  file: string,
  places: readonly RecordPlace[],
  signal?: AbortSignal,
): AsyncGenerator<RawRecord, void, undefined> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, "r");
  } catch (error) {
    const what = describeError(error);
    yield* places.map((): RawRecord => ({ kind: "failed", what }));
    return;
  }
  try {
    let buffer = Buffer.alloc(0);
    let blockStart = 0;
    let blockEnd = 0;
    for (const [at, { offset, byteLength }] of places.entries()) {
      signal?.throwIfAborted();
      if (byteLength > lineCapBytes) {
        yield { kind: "failed", what: t("the line is too long to be shown") };
        continue;
      }
      const start = Math.max(0, offset - 1);
      const end = offset + byteLength + 1;
      if (start < blockStart || end > blockEnd) {
        const length = endOfBlock(places, at, start) - start;
        if (buffer.length < length) buffer = Buffer.alloc(length);
        try {
          const { bytesRead } = await handle.read(buffer, 0, length, start);
          blockStart = start;
          blockEnd = start + bytesRead;
        } catch (error) {
          blockEnd = blockStart;
          yield { kind: "failed", what: describeError(error) };
          continue;
        }
      }
      const isWhole =
        end <= blockEnd &&
        buffer[end - 1 - blockStart] === newline &&
        (offset === 0 || buffer[start - blockStart] === newline);
      yield isWhole
        ? {
            kind: "bytes",
            bytes: buffer.subarray(offset - blockStart, offset + byteLength - blockStart),
          }
        : { kind: "failed", what: t("the file has changed since it was read") };
    }
  } finally {
    await handle.close();
  }
}

const newline = 0x0a;

/** How far one read goes that begins at `start`: over the next lines, as long as they fit into a block. */
function endOfBlock(places: readonly RecordPlace[], at: number, start: number): number {
  let end = start;
  for (let next = at; next < places.length; next++) {
    const place = places[next];
    if (place === undefined) break;
    const to = place.offset + place.byteLength + 1;
    if (next > at && (to - start > blockBytes || to < end)) break;
    end = to;
  }
  return end;
}
