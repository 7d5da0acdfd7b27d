import { epochMs } from "../../../src/core/units";
import type { SessionCounts } from "../../../src/host/session/sessionCounts";
import type { Node } from "../../../src/host/tree/node";
import type { SearchedFolder } from "../../../src/host/tree/sessionLibrary";
import type { SessionRef } from "../../../src/platform/sessionRef";

export interface MadeSession {
  readonly id?: string;
  readonly agent?: string;
  readonly startTs?: number | undefined;
  readonly modifiedTs?: number;
  readonly byteLength?: number;
}

/** A session as a search gives it, with one log. */
export function madeSession(given: MadeSession = {}): SessionRef {
  const { id = "s", agent, startTs = 0, modifiedTs = startTs, byteLength = 10 } = given;
  const modified = epochMs(modifiedTs);
  return {
    id,
    folder: `/data/sessions/${id}`,
    root: "/data/sessions",
    segmentFiles: [
      { id: "g", path: `/data/sessions/${id}/g.jsonl`, byteLength, modifiedTs: modified },
    ],
    opened: undefined,
    agents:
      agent === undefined
        ? []
        : [
            {
              path: "/data/workers/a/metadata.json",
              modifiedTs: modified,
              metadata: {
                agentName: agent,
                activeSessionId: id,
                activeSegmentId: undefined,
                pruning: { kind: "unknown" },
              },
            },
          ],
    startTs: epochMs(startTs),
    byteLength,
    modifiedTs: modified,
  };
}

export function madeCounts(given: Partial<SessionCounts> = {}): SessionCounts {
  return {
    requests: 1,
    fires: 0,
    skips: 1,
    unread: 0,
    runs: 1,
    turns: 1,
    spanMs: 1000,
    hasEnded: true,
    marks: [],
    judgedBy: "fit",
    segments: [],
    problems: [],
    ...given,
  };
}

export function searchedFolder(
  sessions: readonly SessionRef[],
  folder = "/data",
  problems: SearchedFolder["discovery"]["problems"] = [],
): SearchedFolder {
  return {
    folder: { path: folder, origin: "opened" },
    discovery: { path: folder, sessions, problems },
  };
}

/** The ids of the sessions among nodes; what else there is as its kind. */
export function nodeNames(nodes: readonly Node[]): readonly string[] {
  return nodes.map((node) => (node.kind === "session" ? node.ref.id : node.kind));
}
