import { discover } from "../../platform/discover";
import { SessionReader, type LoadedSession, type LoadOptions } from "../../platform/loadSession";
import { readRecord, type RawRecord } from "../../platform/readRecord";
import type { SessionRef } from "../../platform/sessionRef";

/** Where a session comes from: files on disk, or one file of a virtual workspace. */
export interface SessionSource {
  readonly ref: SessionRef;
  /** Folders to watch for changes; none where the source never changes. */
  readonly watched: readonly string[];
  /** Reads what is new. True where anything changed; rejects only with the signal's reason. */
  read(options: LoadOptions): Promise<boolean>;
  /** The session as far as it has been read. */
  loaded(): LoadedSession;
  /** The bytes of one line of one of the session's logs. */
  record(file: string, offset: number, byteLength: number): Promise<RawRecord>;
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

  get watched(): readonly string[] {
    return [this.#ref.folder];
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

  /** Segments may have begun or gone since. Where nothing is found, what was read stays. */
  async #lookForSegments(signal: AbortSignal | undefined): Promise<void> {
    const options = signal === undefined ? {} : { signal };
    const first = this.#ref.segmentFiles[0]?.path ?? this.#ref.folder;
    for (const target of [first, this.#ref.folder]) {
      const { sessions } = await discover(target, options);
      const found = sessions.find((ref) => ref.id === this.#ref.id);
      if (found === undefined) continue;
      const { segmentFiles, agents, startTs, byteLength, modifiedTs } = found;
      this.#ref = { ...this.#ref, segmentFiles, agents, startTs, byteLength, modifiedTs };
      this.#reader.update(this.#ref);
      return;
    }
  }
}
