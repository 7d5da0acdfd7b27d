import type { AgentMetadata } from "../core/session/agentMetadata";
import type { EpochMs } from "../core/units";
import type { FileProblem } from "./problem";

/** One segment log on disk. */
export interface SegmentFile {
  /** The file's name without its ending. */
  readonly id: string;
  readonly path: string;
  readonly byteLength: number;
  readonly modifiedTs: EpochMs;
}

/** An agent's `metadata.json` that could be read. */
export interface AgentFile {
  readonly path: string;
  readonly modifiedTs: EpochMs;
  readonly metadata: AgentMetadata;
}

/** A session found on disk, before any of its logs is read. */
export interface SessionRef {
  readonly id: string;
  /** The folder that holds its logs. */
  readonly folder: string;
  /** Real path of the folder that was opened: no file outside of it is read as a log. */
  readonly root: string;
  /** All its segment logs, sorted by name, which is by time for names of UUID version 7. Never empty. */
  readonly segmentFiles: readonly SegmentFile[];
  /** The segment whose file alone was opened: the others are read for what it inherits. Undefined: all were opened. */
  readonly opened: string | undefined;
  /** Metadata files that point at this session, the most telling first. */
  readonly agents: readonly AgentFile[];
  /** From the session's name, else from its first segment's; undefined where neither tells. */
  readonly startTs: EpochMs | undefined;
  /** Of all segment logs. */
  readonly byteLength: number;
  /** When the newest of them was last written. */
  readonly modifiedTs: EpochMs;
}

export interface Discovery {
  /** The path that was opened, absolute. */
  readonly path: string;
  /** Newest first. */
  readonly sessions: readonly SessionRef[];
  /** What could not be read; where there are no sessions, the reason is among them. */
  readonly problems: readonly FileProblem[];
}
