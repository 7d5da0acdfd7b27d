import path from "node:path";
import { t } from "../../core/l10n/translation";
import type { LinePlace } from "../../core/session/segment";
import type { AgentMemory } from "../../platform/agentFiles";
import { discover } from "../../platform/discover";
import { Enclosure } from "../../platform/enclosure";
import { findLine } from "../../platform/findLine";
import { SessionReader, type LoadedSession, type LoadOptions } from "../../platform/loadSession";
import { problemOf, type FileProblem } from "../../platform/problem";
import { readRecord, type RawRecord } from "../../platform/readRecord";
import { readRecords, type RecordPlace } from "../../platform/readRecords";
import { logsIn } from "../../platform/sessionFolders";
import type { SessionRef } from "../../platform/sessionRef";
import { isUuid } from "../../platform/uuid";

/** Where a session comes from: files on disk, or one file of a virtual workspace. */
export interface SessionSource {
  readonly ref: SessionRef;
  /**
   * Reads what is new; of the given files only, where all that changed is known to be in them. True where anything
   * changed; rejects only with the signal's reason.
   */
  read(options: LoadOptions, files?: readonly string[]): Promise<boolean>;
  /** The session as far as it has been read. */
  loaded(): LoadedSession;
  /** The bytes of one line of one of the session's logs. */
  record(file: string, offset: number, byteLength: number): Promise<RawRecord>;
  /** The bytes of many lines of one log, at ascending places, each until the next is asked for. */
  records(
    file: string,
    places: readonly RecordPlace[],
    signal: AbortSignal | undefined,
  ): AsyncIterable<RawRecord>;
  /** Where a line, from 1, of one of its logs stands; undefined where there is none. */
  findLine(file: string, line: number): Promise<LinePlace | undefined>;
}

/** A session's logs on disk, opened for reading only. */
export class DiskSource implements SessionSource {
  readonly #reader: SessionReader;
  #ref: SessionRef;
  #isFirst = true;
  readonly #agents: AgentMemory = new Map();
  /** What keeps the folder, or something in it, from being looked at. */
  #problems: readonly FileProblem[] = [];

  constructor(ref: SessionRef) {
    this.#ref = ref;
    this.#reader = new SessionReader(ref);
  }

  get ref(): SessionRef {
    return this.#ref;
  }

  async read(options: LoadOptions, files?: readonly string[]): Promise<boolean> {
    const isKnown = (file: string) => this.#ref.segmentFiles.some(({ path: own }) => own === file);
    if (!this.#isFirst && files?.every(isKnown) === true)
      return await this.#reader.read(options, new Set(files));
    const changed = await this.#lookAround(options.signal);
    this.#isFirst = false;
    return (await this.#reader.read(options)) || changed;
  }

  loaded(): LoadedSession {
    const { problems, ...loaded } = this.#reader.loaded();
    return { ...loaded, problems: [...this.#problems, ...problems] };
  }

  async record(file: string, offset: number, byteLength: number): Promise<RawRecord> {
    if (!this.#ref.segmentFiles.some((each) => each.path === file))
      return { kind: "failed", what: t("it is no log of this session") };
    return await readRecord(file, offset, byteLength);
  }

  records(
    file: string,
    places: readonly RecordPlace[],
    signal: AbortSignal | undefined,
  ): AsyncIterable<RawRecord> {
    return readRecords(file, places, signal);
  }

  async findLine(file: string, line: number): Promise<LinePlace | undefined> {
    return await findLine(file, line);
  }

  /**
   * Segments may have begun or gone since, and agents say more. Where no log is found any more, what was read stays. True
   * where anything else changed than the logs themselves.
   */
  async #lookAround(signal: AbortSignal | undefined): Promise<boolean> {
    const before = { problems: this.#problems, agents: this.#ref.agents };
    await this.#lookForSegments();
    if (!this.#isFirst) await this.#lookForAgents(signal);
    this.#reader.update(this.#ref);
    const { agents } = this.#ref;
    return JSON.stringify({ problems: this.#problems, agents }) !== JSON.stringify(before);
  }

  async #lookForSegments(): Promise<void> {
    const { folder, root } = this.#ref;
    // Logs that lie loose among others were written before sessions had folders: they get no more segments.
    if (!isUuid(path.basename(folder))) return;
    try {
      const enclosure = await Enclosure.of(root);
      const segmentFiles = await logsIn(enclosure, folder);
      this.#problems = enclosure.problems;
      if (segmentFiles.length === 0) return;
      const byteLength = segmentFiles.reduce((sum, file) => sum + file.byteLength, 0);
      this.#ref = { ...this.#ref, segmentFiles, byteLength };
    } catch (error) {
      this.#problems = [problemOf(root, error)];
    }
  }

  async #lookForAgents(signal: AbortSignal | undefined): Promise<void> {
    const { folder, id, segmentFiles } = this.#ref;
    const options = { agents: this.#agents, ...(signal === undefined ? {} : { signal }) };
    const { sessions } = await discover(segmentFiles[0]?.path ?? folder, options);
    const agents = sessions.find((ref) => ref.id === id)?.agents;
    if (agents !== undefined) this.#ref = { ...this.#ref, agents };
  }
}
