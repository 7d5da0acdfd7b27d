import { isCancelled } from "../replay/requestFates";
import type { LineageFinding, SegmentReplay, SessionReplay } from "../replay/model";
import type { AgentMetadata } from "../session/agentMetadata";
import type { Run, Segment } from "../session/segment";
import type { Session } from "../session/session";

/** A session together with what replay found out about it. */
export interface ReplayedSession {
  readonly session: Session;
  readonly replay: SessionReplay;
}

/**
 * The session without logged text but the agent's name and the names of tools: what failed runs said, ids given by
 * providers, names of unknown records, quotations in what could not be read, and names of files that are no ids are left
 * out or numbered instead. Every figure stays as it is.
 */
export function withoutTexts({ session, replay }: ReplayedSession): ReplayedSession {
  const names = new Numbered("log");
  const correlations = new Numbered("join");
  const idOf = (id: string) => (isId(id) ? id : names.of(id));
  return {
    session: {
      id: idOf(session.id),
      metadata: session.metadata && bareMetadata(session.metadata, idOf),
      segments: session.segments.map((segment) => bareSegment(segment, idOf, correlations)),
    },
    replay: {
      ...replay,
      segments: replay.segments.map((segment) => bareReplay(segment, idOf)),
    },
  };
}

type IdOf = (id: string) => string;

/** Sessions and segments are named by UUIDs; anything else was named by a person. */
function isId(name: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(name);
}

/** Gives equal texts equal names that say nothing of them. */
class Numbered {
  readonly #word: string;
  readonly #names = new Map<string, string>();

  constructor(word: string) {
    this.#word = word;
  }

  of(text: string): string {
    const known = this.#names.get(text) ?? `${this.#word} ${String(this.#names.size + 1)}`;
    this.#names.set(text, known);
    return known;
  }
}

function bareMetadata(metadata: AgentMetadata, idOf: IdOf): AgentMetadata {
  const { activeSessionId, activeSegmentId } = metadata;
  return {
    ...metadata,
    activeSessionId: activeSessionId === undefined ? undefined : idOf(activeSessionId),
    activeSegmentId: activeSegmentId === undefined ? undefined : idOf(activeSegmentId),
  };
}

function bareSegment(segment: Segment, idOf: IdOf, correlations: Numbered): Segment {
  const { sessionId, origin, callIds, runs, evaluations, joins, unread, tally } = segment;
  return {
    ...segment,
    id: idOf(segment.id),
    sessionId: sessionId === undefined ? undefined : idOf(sessionId),
    origin: origin.kind === "new" ? origin : { ...origin, segmentId: idOf(origin.segmentId) },
    callIds: callIds.map((_, position) => String(position)),
    runs: runs.map(bareRun),
    evaluations: evaluations.map((evaluation) => ({
      ...evaluation,
      correlationId:
        evaluation.correlationId === undefined
          ? undefined
          : correlations.of(evaluation.correlationId),
    })),
    joins: joins.map((join) => ({ ...join, correlationId: correlations.of(join.correlationId) })),
    unread: unread.map((line) => ({ ...line, reason: withoutQuotations(line.reason) })),
    tally: { turns: tally.turns, otherMetrics: [], otherDomains: [], unknownKinds: [] },
  };
}

function bareRun(run: Run): Run {
  return {
    ...run,
    trigger: run.trigger !== undefined && isWord(run.trigger) ? run.trigger : undefined,
    // That the user stopped a run is the agent's own word, and tells it from one that failed.
    end: run.end && {
      ...run.end,
      message: isCancelled(run.end) ? run.end.message : undefined,
    },
  };
}

/** Such as the agent's own names for what opens a run. */
function isWord(text: string): boolean {
  return /^[a-z_]{1,24}$/.test(text);
}

function withoutQuotations(reason: string): string {
  return reason.replace(/"(?:[^"\\]|\\.)*"?/g, "…");
}

function bareReplay(replay: SegmentReplay, idOf: IdOf): SegmentReplay {
  const lineage: LineageFinding = { ...replay.lineage, from: replay.lineage.from.map(idOf) };
  return { ...replay, lineage };
}
