import path from "node:path";
import type { LinePlace } from "../../core/session/segment";
import { findLine } from "../../platform/findLine";
import { discover } from "../../platform/discover";
import { SessionReader, type LoadedSession, type LoadOptions } from "../../platform/loadSession";
import { readRecord, type RawRecord } from "../../platform/readRecord";
import type { SessionRef } from "../../platform/sessionRef";
import { isUuid } from "../../platform/uuid";

/** Where a session comes from: files on disk, or one file of a virtual workspace. */
export interface SessionSource {
  readonly ref: SessionRef;
  /** Reads what is new. True where anything changed; rejects only with the signal's reason. */
  read(options: LoadOptions): Promise<boolean>;
  /** The session as far as it has been read. */
  loaded(): LoadedSession;
  /** The bytes of one line of one of the session's logs. */
  record(file: string, offset: number, byteLength: number): Promise<RawRecord>;
  /** Where a line, from 1, of one of its logs stands; undefined where there is none. */
  findLine(file: string, line: number): Promise<LinePlace | undefined>;
}

/** A session's logs on disk, opened for reading only. */
export class DiskSource implements SessionSource {
  readonly #reader: SessionReader;
  #ref: SessionRef;
  #isFirst = true;

  constructor(ref: SessionRef) {
    this.#ref = ref;
    this.#reader = new SessionReader(ref);
  }

  get ref(): SessionRef {
    return this.#ref;
  }

  async read(options: LoadOptions): Promise<boolean> {
    if (!this.#isFirst) await this.#lookForSegments(options.signal);
    this.#isFirst = false;
    return await this.#reader.read(options);
  }

  loaded(): LoadedSession {
    return this.#reader.loaded();
  }

  async record(file: string, offset: number, byteLength: number): Promise<RawRecord> {
    if (!this.#ref.segmentFiles.some((each) => each.path === file))
      return { kind: "failed", what: "it is no log of this session" };
    return await readRecord(file, offset, byteLength);
  }

  async findLine(file: string, line: number): Promise<LinePlace | undefined> {
    return await findLine(file, line);
  }

  /** Segments may have begun or gone since. Where nothing is found, what was read stays. */
  async #lookForSegments(signal: AbortSignal | undefined): Promise<void> {
    const { folder, id, segmentFiles } = this.#ref;
    // Logs that lie loose among others were written before sessions had folders: they get no more segments.
    if (!isUuid(path.basename(folder))) return;
    const options = signal === undefined ? {} : { signal };
    for (const target of [segmentFiles[0]?.path ?? folder, folder]) {
      const { sessions } = await discover(target, options);
      const found = sessions.find((ref) => ref.id === id);
      if (found === undefined) continue;
      const { agents, startTs, byteLength, modifiedTs } = found;
      this.#ref = {
        ...this.#ref,
        segmentFiles: found.segmentFiles,
        agents,
        startTs,
        byteLength,
        modifiedTs,
      };
      this.#reader.update(this.#ref);
      return;
    }
  }
}
