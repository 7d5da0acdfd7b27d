import { t } from "../core/l10n/translation";
import { assembleSession, type Session } from "../core/session/session";
import type { Segment } from "../core/session/segment";
import { byteOffset } from "../core/units";
import type { FileProblem } from "./problem";
import { SegmentReader } from "./segmentReader";
import type { SessionRef } from "./sessionRef";

export interface Progress {
  readonly readBytes: number;
  readonly totalBytes: number;
}

export interface LoadOptions {
  readonly signal?: AbortSignal;
  /** Called after each block of at most 1 MiB. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface LoadedSession {
  readonly ref: SessionRef;
  readonly session: Session;
  /** Files that could not be read, are no logs, or end in an incomplete line. Unreadable lines stand in the segments. */
  readonly problems: readonly FileProblem[];
}

/**
 * Reads and folds all logs of a session. What cannot be read is a value; rejects only with the signal's reason.
 */
export async function loadSession(
  ref: SessionRef,
  options: LoadOptions = {},
): Promise<LoadedSession> {
  const reader = new SessionReader(ref);
  await reader.read(options);
  return reader.loaded();
}

/** Reads a session, and on later calls what has been appended since. */
export class SessionReader {
  readonly #readers = new Map<string, SegmentReader>();
  readonly #failed = new Map<string, FileProblem>();
  #ref: SessionRef;
  /** A segment went since the last look. */
  #segmentsChanged = false;

  constructor(ref: SessionRef) {
    this.#ref = ref;
  }

  /** The same session after another discovery: segments may have been added or removed. */
  update(ref: SessionRef): void {
    this.#ref = ref;
    const present = new Set(ref.segmentFiles.map((file) => file.path));
    for (const known of this.#readers.keys())
      if (!present.has(known)) {
        this.#readers.delete(known);
        this.#failed.delete(known);
        this.#segmentsChanged = true;
      }
  }

  /**
   * Reads what is new, of the given files only where some are given. True where anything changed; rejects only with the
   * signal's reason.
   */
  async read(
    { signal, onProgress }: LoadOptions = {},
    only?: ReadonlySet<string>,
  ): Promise<boolean> {
    const totalBytes = this.#ref.byteLength;
    let readBytes = this.#byteLength();
    let changed = this.#segmentsChanged;
    this.#segmentsChanged = false;
    for (const { path } of this.#ref.segmentFiles) {
      if (only?.has(path) === false) continue;
      const reader = this.#readers.get(path) ?? new SegmentReader(path, this.#ref.root);
      changed ||= !this.#readers.has(path);
      this.#readers.set(path, reader);
      const reading = await reader.read(signal, (count) => {
        readBytes += count;
        onProgress?.({ readBytes, totalBytes: Math.max(totalBytes, readBytes) });
      });
      const failure = reading.kind === "failed" ? reading.problem : undefined;
      changed ||= failure?.what !== this.#failed.get(path)?.what;
      if (failure === undefined) this.#failed.delete(path);
      else this.#failed.set(path, failure);
      changed ||= reading.kind === "grown" || reading.kind === "rewritten";
    }
    return changed;
  }

  /** The session as far as it has been read. */
  loaded(): LoadedSession {
    const ref = this.#ref;
    const segments: Segment[] = [];
    const problems: FileProblem[] = [];
    for (const file of ref.segmentFiles) {
      const reader = this.#readers.get(file.path);
      if (reader === undefined) continue;
      const { segment } = reader;
      const failure = this.#failed.get(reader.path);
      if (failure !== undefined) problems.push(failure);
      else problems.push(...segmentProblems(reader.path, segment));
      // A file that gave nothing is no segment of the session, only a problem.
      if (holdsRecords(segment)) segments.push(segment);
    }
    const metadata = ref.agents[0]?.metadata;
    return { ref, session: assembleSession(ref.id, segments, metadata), problems };
  }

  #byteLength(): number {
    let sum = 0;
    for (const reader of this.#readers.values()) sum += reader.byteLength;
    return sum;
  }
}

/** True where a file held at least one record of a log. */
function holdsRecords(segment: Segment): boolean {
  return segment.startTs !== undefined;
}

function segmentProblems(path: string, segment: Segment): readonly FileProblem[] {
  const { byteLength, lineCount, uncommittedBytes } = segment.file;
  if (byteLength === 0) return [{ path, what: t("the file is empty") }];
  if (lineCount === 0)
    return [{ path, what: t("no complete line: its only line does not end in a newline") }];
  if (!holdsRecords(segment))
    return [{ path, what: t("not a segment log: none of its lines is a record of one") }];
  if (uncommittedBytes === 0) return [];
  return [
    {
      path,
      what: t(
        "{0} bytes behind the last newline are not part of the log: a line that is being written, or was cut short",
        uncommittedBytes,
      ),
      offset: byteOffset(byteLength - uncommittedBytes),
      passing: true,
    },
  ];
}
