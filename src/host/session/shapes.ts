import type { SegmentOrigin } from "../../core/log/entry";
import { fileProblem } from "../../core/session/fileProblem";
import type { UnreadLine } from "../../core/session/segment";
import * as s from "../../core/shape";
import { byteOffset, epochMs, lineNumber } from "../../core/units";
import { findingKinds } from "../../core/whatif/findings/finding";
import { agentMetadata } from "../../core/wire/header";
import type { RawRecord } from "../../platform/readRecord";
import type { SessionRef } from "../../platform/sessionRef";
import type { Counts, SegmentCounts, SessionCounts } from "./sessionCounts";
import type { SessionOverview } from "./sessionService";

const moment = s.mapped(s.number, epochMs);

export const bytes: s.Shape<Uint8Array> = (value) =>
  value instanceof Uint8Array ? value : new s.Mismatch("", "bytes");

export const linePlace = {
  line: s.mapped(s.count, lineNumber),
  offset: s.mapped(s.count, byteOffset),
  byteLength: s.count,
};

export const rawRecord: s.Shape<RawRecord> = s.tagged<RawRecord>("kind", {
  bytes: s.object({ kind: s.literal("bytes"), bytes }),
  failed: s.object({ kind: s.literal("failed"), what: s.text }),
});

export const sessionRef: s.Shape<SessionRef> = s.object({
  id: s.text,
  folder: s.text,
  root: s.text,
  segmentFiles: s.list(
    s.object({ id: s.text, path: s.text, byteLength: s.count, modifiedTs: moment }),
  ),
  opened: s.maybe(s.text),
  agents: s.list(s.object({ path: s.text, modifiedTs: moment, metadata: agentMetadata })),
  startTs: s.maybe(moment),
  byteLength: s.count,
  modifiedTs: moment,
});

export const sessionOverview: s.Shape<SessionOverview> = s.object({
  agentName: s.maybe(s.text),
  files: s.list(s.text),
  segments: s.list(s.object({ id: s.text, lineCount: s.count, firstRequest: s.maybe(s.count) })),
  requests: s.count,
  lastPruned: s.maybe(s.count),
  problems: s.list(fileProblem),
});

const ancestor = s.object({ segmentId: s.text, atTurnIndex: s.maybe(s.count) });

function originFrom(kind: "forked" | "compacted"): s.Shape<SegmentOrigin> {
  return s.mapped(ancestor, (from) => ({ kind, ...from }));
}

const counts = { requests: s.count, fires: s.count, skips: s.count, unread: s.count } satisfies {
  readonly [Name in keyof Counts]: s.Shape<number>;
};

const unreadLine: s.Shape<UnreadLine> = s.object({
  place: s.object(linePlace),
  what: s.literal("line", "metric", "doubled", "missing"),
  reason: s.text,
  lost: s.literal("item", "measurement", "evaluation", "nothing", "unknown"),
});

const segmentCounts: s.Shape<SegmentCounts> = s.object({
  ...counts,
  id: s.text,
  file: s.text,
  origin: s.tagged<SegmentOrigin>("kind", {
    new: s.object({ kind: s.literal("new") }),
    forked: originFrom("forked"),
    compacted: originFrom("compacted"),
  }),
  startTs: s.maybe(s.number),
  byteLength: s.count,
  unreadLines: s.list(unreadLine),
});

export const sessionCounts: s.Shape<SessionCounts> = s.object({
  ...counts,
  marks: s.list(s.object({ kind: s.literal(...findingKinds), findings: s.count })),
  judgedBy: s.literal("fit", "log"),
  turns: s.maybe(s.count),
  spanMs: s.maybe(s.number),
  hasEnded: s.flag,
  runs: s.count,
  segments: s.list(segmentCounts),
  problems: s.list(fileProblem),
});
