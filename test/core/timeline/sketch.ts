import assert from "node:assert/strict";
import type { ReplayedRequest, SessionReplay } from "../../../src/core/replay/model";
import { itemFlags, itemKinds, type ItemColumns } from "../../../src/core/session/itemColumns";
import type {
  LinePlace,
  MeasuredRequest,
  RecordedEvaluation,
  Segment,
} from "../../../src/core/session/segment";
import type { Session } from "../../../src/core/session/session";
import {
  byteOffset,
  bytes,
  epochMs,
  itemCount,
  itemIndex,
  lineNumber,
  tokens,
} from "../../../src/core/units";
import { columnGeometry, type ColumnGeometry } from "../../../src/core/timeline/bands";
import type { RequestSpan } from "../../../src/core/timeline/hit";
import type { TimelineModel } from "../../../src/core/timeline/model";
import type { WhatIfOutcome } from "../../../src/core/whatif/outcome";

/** An item by its weights; with content it is a tool result. */
export interface SketchItem {
  readonly rest: number;
  readonly content: number | undefined;
}

export interface SketchRequest {
  /** Items that it adds before it is sent. */
  readonly adds: readonly SketchItem[];
  /** A fire with so many candidates, from the first; or what is left out, by position among the contents, without an evaluation. */
  readonly leftOut:
    | { readonly kind: "fired"; readonly candidates: number }
    | { readonly kind: "chosen"; readonly positions: readonly number[] };
  readonly measuredTokens: number | undefined;
  /** Milliseconds since the request before. */
  readonly pause: number;
  readonly startsRun: boolean;
}

const place: LinePlace = { line: lineNumber(1), offset: byteOffset(0), byteLength: bytes(0) };

/** A session and its replay as the timeline takes them, from what each request of each segment adds and leaves out. */
export function sketchSession(segments: readonly (readonly SketchRequest[])[]): {
  readonly session: Session;
  readonly replay: SessionReplay;
} {
  const requests: ReplayedRequest[] = [];
  let now = 1_000_000;
  const made = segments.map((rows, position): Segment => {
    const items = rows.flatMap((row) => row.adds);
    const measured: MeasuredRequest[] = [];
    const evaluations: RecordedEvaluation[] = [];
    const starts: { firstRequest: number; ts: number }[] = [];
    let historyLength = 0;
    for (const row of rows) {
      now += row.pause;
      historyLength += row.adds.length;
      if (row.startsRun || starts.length === 0)
        starts.push({ firstRequest: requests.length, ts: now });
      const run = starts.length - 1;
      const contents = items
        .slice(0, historyLength)
        .flatMap((item, index) => (item.content === undefined ? [] : [index]));
      const { pruned, evaluation } = leaveOut(row, contents, run, now);
      if (evaluation !== undefined) evaluations.push(evaluation);
      requests.push({
        segment: position,
        run,
        historyLength,
        evaluation: evaluation === undefined ? undefined : evaluations.length - 1,
        measured: row.measuredTokens === undefined ? undefined : measured.length,
        ts: now,
        pruned: pruned.map(itemIndex),
      });
      if (row.measuredTokens === undefined) continue;
      measured.push({
        place,
        ts: epochMs(now),
        run,
        historyLength: itemCount(historyLength),
        inputTokens: tokens(row.measuredTokens),
        cacheReadTokens: tokens(Math.floor(row.measuredTokens / 3)),
        cacheWriteTokens: tokens(Math.floor(row.measuredTokens / 2)),
        outputTokens: tokens(10),
      });
    }
    return {
      id: `segment-${String(position)}`,
      sessionId: "sketch",
      origin:
        position === 0
          ? { kind: "new" }
          : { kind: "compacted", segmentId: "segment-0", atTurnIndex: 1 },
      startTs: epochMs(starts[0]?.ts ?? now),
      endTs: epochMs(now),
      items: itemColumns(items),
      openingItems: itemCount(0),
      toolNames: ["read_file"],
      callIds: [],
      runs: starts.map(({ ts }) => ({
        firstLine: lineNumber(1),
        startTs: epochMs(ts),
        trigger: "user_send",
        firstItem: 0,
        endItem: 0,
        firstEvaluation: 0,
        endEvaluation: 0,
        firstRequest: 0,
        endRequest: 0,
        end: undefined,
      })),
      requests: measured,
      evaluations,
      joins: [],
      unread: [],
      tally: { turns: undefined, otherMetrics: [], otherDomains: [], unknownKinds: [] },
      file: { byteLength: 0, lineCount: 0, uncommittedBytes: 0 },
    };
  });
  return {
    session: { id: "sketch", segments: made, metadata: undefined },
    replay: {
      segments: made.map(() => ({
        evaluations: [],
        processes: [],
        reasoningIdBytes: 0,
        reasoningIdSource: "not needed",
        lineage: { inherited: "none", from: [], basis: "not a fork", records: [] },
      })),
      requests,
      settings: { source: "none", spans: [], contradiction: undefined },
      agreement: { evaluations: 0, exact: 0, boundary: 0, differs: 0, notComparable: 0 },
    },
  };
}

function leaveOut(
  { leftOut }: SketchRequest,
  contents: readonly number[],
  run: number,
  now: number,
): { readonly pruned: readonly number[]; readonly evaluation: RecordedEvaluation | undefined } {
  switch (leftOut.kind) {
    case "chosen":
      return {
        pruned: contents.filter((_, position) => leftOut.positions.includes(position)),
        evaluation: undefined,
      };
    case "fired": {
      const pruned = contents.slice(0, leftOut.candidates);
      const last = pruned.at(-1);
      const evaluation = {
        place,
        ts: epochMs(now),
        run,
        estimatedSavingsTokens: 1,
        correlationId: "x",
        borderTurn: undefined,
      };
      return {
        pruned,
        evaluation:
          last === undefined
            ? {
                ...evaluation,
                decision: "no_candidates",
                candidateCount: undefined,
                protectedStart: undefined,
              }
            : {
                ...evaluation,
                decision: "fired",
                candidateCount: pruned.length,
                protectedStart: last + 1,
              },
      };
    }
  }
}

function itemColumns(items: readonly SketchItem[]): ItemColumns {
  const { length } = items;
  const none = new Int32Array(length).fill(-1);
  const hasContent = (item: SketchItem) => item.content !== undefined;
  return {
    length,
    kind: Uint8Array.from(items, (item) =>
      itemKinds.indexOf(hasContent(item) ? "tool result" : "assistant"),
    ),
    flags: Uint8Array.from(items, (item) => (hasContent(item) ? itemFlags.content : 0)),
    wholeBytes: new Uint32Array(length),
    contentBytes: new Uint32Array(length),
    attachmentBytes: new Uint32Array(length),
    projectable: Uint8Array.from(items, (item) => (hasContent(item) ? 1 : 0)),
    ts: new Float64Array(length),
    line: new Uint32Array(length),
    ordinal: new Uint32Array(length),
    lineOffset: new Float64Array(length),
    lineBytes: new Uint32Array(length),
    tool: Int32Array.from(items, (item) => (hasContent(item) ? 0 : -1)),
    callId: none,
    call: none,
    callKey: none,
    restWeight: Float32Array.from(items, (item) => item.rest),
    contentWeight: Float32Array.from(items, (item) => item.content ?? 0),
    attachmentWeight: new Float32Array(length),
  };
}

/** A what-if that leaves out what `pruned` says, request by request. */
export function sketchOutcome(pruned: readonly (readonly number[])[]): WhatIfOutcome {
  const { length } = pruned;
  return {
    mode: "re-simulated",
    policy: "sketch",
    settings: { protectedTokens: 1, minSavings: 1 },
    decision: new Uint8Array(length),
    protectedStart: new Int32Array(length).fill(-1),
    candidateCount: new Uint32Array(length),
    estimatedSavingsTokens: new Float64Array(length),
    pruned: pruned.map((set) => Uint32Array.from(set)),
    inputTokens: new Float64Array(length).fill(NaN),
    cacheReadTokens: new Float64Array(length).fill(NaN),
    cacheWriteTokens: new Float64Array(length).fill(NaN),
    certain: new Uint8Array(length).fill(1),
  };
}

/** The geometry of a column that is not empty. */
export function geometryOf(model: TimelineModel, span: RequestSpan): ColumnGeometry {
  const geometry = columnGeometry(model, span);
  assert.ok(geometry !== undefined);
  return geometry;
}
