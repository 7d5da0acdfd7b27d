import type { AgentMetadata } from "../session/agentMetadata";
import { fileProblem, type FileProblem } from "../session/fileProblem";
import type { Segment } from "../session/segment";
import type { Session } from "../session/session";
import type { PruneSettings } from "../prune/evaluate";
import type {
  LineageFinding,
  SegmentReplay,
  SessionReplay,
  SettingInterval,
} from "../replay/model";
import * as s from "../shape";
import { epochMs, itemCount } from "../units";
import type { SegmentTables } from "./segmentTables";

/** What of a session is small enough to travel as it is. */
export interface SessionHeader {
  readonly id: string;
  readonly metadata: AgentMetadata | undefined;
  readonly segments: readonly SegmentHeader[];
  readonly settings: SessionReplay["settings"];
  readonly agreement: SessionReplay["agreement"];
  /** Files of the session that could not be read, or not wholly. */
  readonly problems: readonly FileProblem[];
}

export interface SegmentHeader {
  readonly segment: Omit<Segment, keyof SegmentTables>;
  readonly replay: Omit<SegmentReplay, "evaluations" | "lineage"> & {
    readonly lineage: Omit<LineageFinding, "records">;
  };
}

/** What of a session and its replay is small and travels as JSON. */
export function headerOf(
  session: Session,
  replay: SessionReplay,
  problems: readonly FileProblem[] = [],
): SessionHeader {
  return {
    id: session.id,
    metadata: session.metadata,
    segments: session.segments.flatMap((segment, position) => {
      const replayed = replay.segments[position];
      return replayed === undefined ? [] : [segmentHeader(segment, replayed)];
    }),
    settings: replay.settings,
    agreement: replay.agreement,
    problems,
  };
}

function segmentHeader(segment: Segment, replay: SegmentReplay): SegmentHeader {
  const { id, sessionId, origin, startTs, endTs, openingItems, tally, file } = segment;
  const { processes, reasoningIdBytes, reasoningIdSource } = replay;
  const { inherited, from, basis } = replay.lineage;
  return {
    segment: { id, sessionId, origin, startTs, endTs, openingItems, tally, file },
    replay: {
      processes,
      reasoningIdBytes,
      reasoningIdSource,
      lineage: { inherited, from, basis },
    },
  };
}

const settings: s.Shape<PruneSettings> = s.object({
  protectedTokens: s.count,
  minSavings: s.count,
});

/** What an agent's metadata says, as it travels. */
export const agentMetadata: s.Shape<AgentMetadata> = s.object({
  agentName: s.maybe(s.text),
  activeSessionId: s.maybe(s.text),
  activeSegmentId: s.maybe(s.text),
  pruning: s.tagged<AgentMetadata["pruning"]>("kind", {
    unknown: s.object({ kind: s.literal("unknown") }),
    off: s.object({ kind: s.literal("off") }),
    on: s.object({ kind: s.literal("on"), settings }),
  }),
});

const names = s.list(s.object({ name: s.text, count: s.count }));
const ancestor = s.object({ segmentId: s.text, atTurnIndex: s.maybe(s.count) });
const moment = s.maybe(s.mapped(s.number, epochMs));

const segment: s.Shape<SegmentHeader["segment"]> = s.object({
  id: s.text,
  sessionId: s.maybe(s.text),
  origin: s.tagged<Segment["origin"]>("kind", {
    new: s.object({ kind: s.literal("new") }),
    forked: origin("forked"),
    compacted: origin("compacted"),
  }),
  startTs: moment,
  endTs: moment,
  openingItems: s.mapped(s.count, itemCount),
  tally: s.object({
    turns: s.maybe(s.count),
    otherMetrics: names,
    otherDomains: names,
    unknownKinds: names,
  }),
  file: s.object({ byteLength: s.count, lineCount: s.count, uncommittedBytes: s.count }),
});

function origin(kind: "forked" | "compacted"): s.Shape<Segment["origin"]> {
  return (value) => {
    const from = ancestor(value);
    return from instanceof s.Mismatch ? from : { kind, ...from };
  };
}

const replay: s.Shape<SegmentHeader["replay"]> = s.object({
  processes: s.list(
    s.object({ firstEvaluation: s.count, firstRun: s.count, firstItemWithIds: s.count }),
  ),
  reasoningIdBytes: s.count,
  reasoningIdSource: s.literal("inferred", "not needed"),
  lineage: s.object({
    inherited: s.literal("none", "parents"),
    from: s.list(s.text),
    basis: s.literal("not a fork", "agreement", "undecided"),
  }),
});

const interval: s.Shape<SettingInterval> = s.object({
  value: s.maybe(s.count),
  guessed: s.flag,
  from: s.count,
  to: s.maybe(s.count),
});

/** The shape of a header that arrives. */
export const sessionHeader: s.Shape<SessionHeader> = s.object({
  id: s.text,
  metadata: s.maybe(agentMetadata),
  segments: s.list(s.object({ segment, replay })),
  settings: s.object({
    source: s.literal("metadata", "inferred", "off", "none"),
    spans: s.list(
      s.object({
        segment: s.count,
        evaluation: s.count,
        protectedTokens: interval,
        minSavings: interval,
      }),
    ),
    contradiction: s.maybe(s.object({ claimed: settings, segment: s.count, evaluation: s.count })),
  }),
  agreement: s.object({
    evaluations: s.count,
    exact: s.count,
    boundary: s.count,
    differs: s.count,
    notComparable: s.count,
  }),
  problems: s.list(fileProblem),
});
