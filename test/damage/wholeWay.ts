import assert from "node:assert/strict";
import { candidateRows } from "../../src/core/inspect/candidates";
import { inspectRequest } from "../../src/core/inspect/inspectRequest";
import { inspectionJson } from "../../src/core/inspect/inspectionJson";
import { itemFates } from "../../src/core/inspect/itemFates";
import { nextSameCalls } from "../../src/core/inspect/laterCalls";
import { recordedOutcome } from "../../src/core/inspect/recordedOutcome";
import { requestRows } from "../../src/core/inspect/requestRows";
import { ResultSets } from "../../src/core/inspect/resultSets";
import { summariseSession } from "../../src/core/inspect/sessionSummary";
import { labFit, labPriced, labSweep } from "../../src/core/lab/labRun";
import { parseToPage } from "../../src/core/protocol";
import type { SessionReplay } from "../../src/core/replay/model";
import { replaySession } from "../../src/core/replay/replaySession";
import { assembleSession, type Session } from "../../src/core/session/session";
import { Mismatch } from "../../src/core/shape";
import { buildAxis } from "../../src/core/timeline/axis";
import { buildTimelineModel } from "../../src/core/timeline/buildTimelineModel";
import { columnCells } from "../../src/core/timeline/cells";
import { spanOf, visibleColumns } from "../../src/core/timeline/columns";
import { describeHit } from "../../src/core/timeline/describe";
import { hitTest } from "../../src/core/timeline/hitTest";
import { layoutFigure, usefulStrips } from "../../src/core/timeline/layout";
import type { TimelineModel } from "../../src/core/timeline/model";
import { verticalScale } from "../../src/core/timeline/vertical";
import { wholeView } from "../../src/core/timeline/viewport";
import { asRecorded } from "../../src/core/whatif/asRecorded";
import { requestLanes } from "../../src/core/whatif/lanes";
import type { WhatIfOutcome } from "../../src/core/whatif/outcome";
import { defaultPrices } from "../../src/core/whatif/prices";
import { resimulationOf } from "../../src/core/whatif/resimulate";
import { SessionReceiver } from "../../src/core/wire/sessionReceiver";
import { SessionSender } from "../../src/core/wire/sessionSender";
import { foldLog } from "../support/foldLog";
import { runToEnd } from "../../src/core/work";
import { assertAccounted } from "./accounts";
import type { LogBytes } from "./bases";
import { plain } from "../support/plain";

const settings = { protectedTokens: 1500, minSavings: 300 };

export interface Way {
  /** Sizes of the chunks in which the logs are read. */
  readonly chunkSizes: readonly number[];
  /** Whether every setting is tried too, which takes longest. */
  readonly sweeps: boolean;
}

/**
 * Takes logs the whole way from bytes to pixels, and throws where anything throws, a line is not accounted for, or a figure
 * that is shown is no number.
 */
export function goWholeWay(logs: readonly LogBytes[], { chunkSizes, sweeps }: Way): void {
  const segments = logs.map(({ id, bytes }) => {
    const segment = foldLog(bytes, chunkSizes, id);
    assertAccounted(bytes, segment);
    return segment;
  });
  const session = assembleSession(
    "damaged",
    segments.filter(({ startTs }) => startTs !== undefined),
    undefined,
  );
  const replay = replaySession(session);
  assertParallel(session, replay);
  assertArrives(session, replay);
  const recorded = inspectAll(session, replay);
  const resimulation = resimulationOf(session, replay);
  const { savings, itemTokens } = labFit(resimulation);
  const realisedSavingsTokens = new Float64Array(replay.requests.length).fill(NaN);
  for (const { request, realisedTokens } of savings)
    realisedSavingsTokens[request] = realisedTokens;
  const { findings } = labPriced(resimulation, defaultPrices);
  for (const { figures, sentence } of findings) {
    assert.ok(Object.values(figures).every(Number.isFinite), sentence);
    assert.doesNotMatch(sentence, /NaN|undefined|Infinity/);
  }
  if (sweeps) runToEnd(labSweep(resimulation, defaultPrices, settings));
  const outcomes = [
    undefined,
    recorded,
    asRecorded(session, replay, settings),
    resimulation.underSettings(settings),
  ];
  for (const model of [
    buildTimelineModel(session, replay),
    buildTimelineModel(session, replay, { itemTokens, realisedSavingsTokens }),
  ])
    for (const outcome of outcomes) layOut(model, outcome);
}

function assertParallel(session: Session, replay: SessionReplay): void {
  assert.equal(replay.segments.length, session.segments.length);
  for (const [position, segment] of session.segments.entries()) {
    assert.equal(replay.segments[position]?.evaluations.length, segment.evaluations.length);
    assert.deepEqual(
      replay.requests.flatMap((request) =>
        request.segment === position ? (request.measured ?? []) : [],
      ),
      segment.requests.map((_, index) => index),
    );
  }
}

/** The page gets what was sent, through the parser that it has for messages. */
function assertArrives(session: Session, replay: SessionReplay): void {
  const receiver = new SessionReceiver();
  for (const sent of new SessionSender().messages(session, replay)) {
    const message = parseToPage(structuredClone(sent));
    if (message instanceof Mismatch) assert.fail(message.toString());
    if (message.type !== "outline" && message.type !== "columns" && message.type !== "loaded")
      assert.fail(`a message of type ${message.type}`);
    const receipt = receiver.take(message);
    assert.notEqual(receipt.kind, "unusable", JSON.stringify(receipt));
    if (receipt.kind !== "received") continue;
    assert.deepEqual(receipt.session, plain(session));
    assert.deepEqual(receipt.replay, asItTravels(replay));
    return;
  }
  assert.fail("nothing was received");
}

/** Inherited records travel as what counts of them. */
function asItTravels(replay: SessionReplay): SessionReplay {
  return {
    ...replay,
    segments: replay.segments.map((segment) => ({
      ...segment,
      lineage: {
        ...segment.lineage,
        records: segment.lineage.records.map(({ historyLength, inputTokens }) => ({
          historyLength,
          inputTokens,
        })),
      },
    })),
  };
}

function inspectAll(session: Session, replay: SessionReplay): WhatIfOutcome {
  const results = new ResultSets(session);
  const { sets } = results.recorded(replay);
  const rows = requestRows(session, replay, results);
  assertFinite(summariseSession(session, replay, rows));
  const lanes = requestLanes(session, replay);
  for (let request = 0; request < rows.length; request += 3) {
    const inspection = inspectRequest(session, replay, lanes, request);
    const segment = session.segments[inspection?.segment ?? -1];
    assert.ok(inspection !== undefined && segment !== undefined);
    const candidates = candidateRows(
      segment,
      itemFates(session, replay, sets, inspection.segment),
      nextSameCalls(segment.items),
      request,
      inspection.evaluation?.recorded.protectedStart,
      inspection.evaluation?.chain?.rate,
    );
    inspectionJson(inspection, candidates, segment.id);
  }
  return recordedOutcome(session, replay, sets);
}

/** Every number anywhere in a value means something. */
function assertFinite(value: unknown): void {
  if (typeof value === "number") assert.ok(Number.isFinite(value));
  else if (typeof value === "object" && value !== null)
    for (const each of Object.values(value)) assertFinite(each);
}

function layOut(model: TimelineModel, outcome: WhatIfOutcome | undefined): void {
  if (model.length === 0) return;
  const layout = layoutFigure({
    width: 900,
    height: 500,
    strips: usefulStrips(model, outcome),
    hasWhatIf: outcome !== undefined,
    hasSegmentMarks: model.segments.length > 1,
  });
  for (const kind of ["requests", "time"] as const) {
    const axis = buildAxis(model, kind);
    const columns = visibleColumns(model, axis, wholeView(axis), layout.plotWidth);
    const vertical = verticalScale(model, { from: 0, to: model.length });
    assert.ok(vertical.topTokens > 0 && Number.isFinite(vertical.topTokens));
    const rows = layout.picture.height;
    const cells = new Uint8Array(rows);
    const scale = {
      rows,
      pixelsPerToken: rows / vertical.topTokens,
      zeroRow: 0,
      edgeFrom: 4,
      outlineFrom: 6,
    };
    for (let column = 0; column < columns.length; column += 7)
      columnCells(model, spanOf(columns, column), scale, outcome, cells);
    const figure = { model, layout, columns, ratio: 1, vertical };
    for (let x = 0; x < layout.width; x += 290)
      for (let y = 0; y < layout.height; y += 130) {
        const hit = hitTest(figure, x, y);
        if (hit === undefined) continue;
        const { title, rows: lines } = describeHit(model, hit, outcome);
        assert.doesNotMatch(JSON.stringify([title, lines]), /NaN|undefined|Infinity/);
      }
  }
}
