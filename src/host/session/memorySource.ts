import path from "node:path";
import { t } from "../../core/l10n/translation";
import { LineSplitter } from "../../core/log/lines";
import { SegmentFold } from "../../core/session/foldSegment";
import type { LinePlace } from "../../core/session/segment";
import { assembleSession } from "../../core/session/session";
import { epochMs } from "../../core/units";
import type { LoadedSession } from "../../platform/loadSession";
import type { RawRecord } from "../../platform/readRecord";
import type { RecordPlace } from "../../platform/readRecords";
import { sharedFastSpace } from "../../platform/scanSpace";
import type { SessionRef } from "../../platform/sessionRef";
import type { SessionSource } from "./sessionSource";

/** One log that is no file on disk, and its bytes. */
export interface MemoryLog {
  /** What names it for people, with slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly modifiedTs: number;
}

/** One log of a virtual workspace, held in memory as a session of its own. */
export class MemorySource implements SessionSource {
  readonly ref: SessionRef;
  readonly #bytes: Uint8Array;
  readonly #fold: SegmentFold;

  constructor(log: MemoryLog) {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    this.ref = memoryRef(log);
    this.#bytes = log.bytes;
    const decode = (line: Uint8Array) => decoder.decode(line);
    this.#fold = new SegmentFold(this.ref.id, decode, sharedFastSpace());
  }

  async read(): Promise<boolean> {
    const isFirst = this.#fold.byteLength === 0 && this.#bytes.length > 0;
    if (isFirst) this.#fold.push(this.#bytes);
    return await Promise.resolve(isFirst);
  }

  loaded(): LoadedSession {
    const segment = this.#fold.snapshot();
    const holdsRecords = segment.startTs !== undefined;
    return {
      ref: this.ref,
      session: assembleSession(this.ref.id, holdsRecords ? [segment] : [], undefined),
      problems: holdsRecords
        ? []
        : [
            {
              path: this.ref.segmentFiles[0]?.path ?? this.ref.folder,
              what: t("not a segment log: none of its lines is a record of one"),
            },
          ],
    };
  }

  async record(_file: string, offset: number, byteLength: number): Promise<RawRecord> {
    return await Promise.resolve({
      kind: "bytes",
      bytes: this.#bytes.slice(offset, offset + byteLength),
    });
  }

  async *records(
    _file: string,
    places: readonly RecordPlace[],
    signal: AbortSignal | undefined,
  ): AsyncGenerator<RawRecord, void, undefined> {
    for (const { offset, byteLength } of places) {
      signal?.throwIfAborted();
      yield await Promise.resolve({
        kind: "bytes",
        bytes: this.#bytes.subarray(offset, offset + byteLength),
      });
    }
  }

  async findLine(_file: string, line: number): Promise<LinePlace | undefined> {
    let current = 1;
    let place: LinePlace | undefined;
    const lines = new LineSplitter((each) => {
      if (current === line)
        place = { line: each.number, offset: each.offset, byteLength: each.byteLength };
      current += 1;
    });
    lines.push(this.#bytes);
    return await Promise.resolve(place);
  }
}

/** What stands for the files of a session that has none. */
export function memoryRef({ name, bytes, modifiedTs }: MemoryLog): SessionRef {
  const folder = path.posix.dirname(name);
  const id = path.posix.basename(name).replace(/\.jsonl$/, "");
  const modified = epochMs(modifiedTs);
  return {
    id,
    folder,
    root: folder,
    segmentFiles: [{ id, path: name, byteLength: bytes.length, modifiedTs: modified }],
    opened: undefined,
    agents: [],
    startTs: undefined,
    byteLength: bytes.length,
    modifiedTs: modified,
  };
}
