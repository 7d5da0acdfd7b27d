import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { SessionReplay } from "../../../src/core/replay/model";
import type { Session } from "../../../src/core/session/session";
import { rowAt } from "../../../src/core/session/rows";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import { holds } from "../../../src/core/timeline/contentHistory";
import { decisions, promptSources, type TimelineModel } from "../../../src/core/timeline/model";
import { rangesAt, sizeOf } from "../../../src/core/timeline/ranges";
import { fixtureNames } from "../../support/fixtures";
import { openFixture } from "../../support/openFixture";
import { sketches } from "./arbitrarySketch";
import { sketchSession } from "./sketch";

const measured = promptSources.indexOf("measured");

/** Tokens of a request as drawn, item by item, without any of the model's sums over several items. */
function drawnAsSent(model: TimelineModel, request: number): number {
  const { requests } = model;
  const segment = model.segments[requests.segment[request] ?? -1];
  assert.ok(segment !== undefined);
  let items = 0;
  for (let item = 0; item < (requests.historyLength[request] ?? 0); item++) {
    const whole = (segment.prefixTokens[item + 1] ?? 0) - (segment.prefixTokens[item] ?? 0);
    const position = segment.contentItems.indexOf(item);
    const isOut = position >= 0 && holds(requests.leftOut, request, position);
    items += isOut ? (segment.restTokens[item] ?? 0) : whole;
  }
  return (requests.overheadTokens[request] ?? 0) + (requests.scale[request] ?? 0) * items;
}

function checkHeights(model: TimelineModel): void {
  for (let request = 0; request < model.length; request++) {
    const prompt = model.requests.promptTokens[request] ?? NaN;
    assert.ok(Math.abs(drawnAsSent(model, request) - prompt) < 1e-6 * prompt + 1e-6);
    assert.ok((model.requests.overheadTokens[request] ?? -1) >= 0);
    assert.ok((model.requests.scale[request] ?? -1) >= 0);
  }
}

/** What became of content, followed item by item from the sets alone. */
function checkSets(model: TimelineModel, replay: SessionReplay): void {
  for (const [position, segment] of model.segments.entries()) {
    const ever = new Set<number>();
    let before = new Set<number>();
    for (let request = segment.firstRequest; request < segment.endRequest; request++) {
      const now = new Set<number>(replay.requests[request]?.pruned);
      for (const [ordinal, item] of segment.contentItems.entries()) {
        const { leftOut, sentAgain, backSince } = model.requests;
        const name = `segment ${String(position)}, request ${String(request)}, item ${String(item)}`;
        assert.equal(holds(leftOut, request, ordinal), now.has(item), name);
        const isAgain = before.has(item) && !now.has(item);
        assert.equal(holds(sentAgain, request, ordinal), isAgain, name);
        const isBack = ever.has(item) && !before.has(item) && !now.has(item);
        assert.equal(holds(backSince, request, ordinal), isBack, name);
      }
      for (const item of now) ever.add(item);
      before = now;
    }
  }
}

function checkMeasured(model: TimelineModel, session: Session, replay: SessionReplay): void {
  for (const [index, request] of replay.requests.entries()) {
    const record = rowAt(session.segments[request.segment]?.requests, request.measured);
    const { promptTokens, promptSource } = model.requests;
    assert.equal(promptSource[index] === measured, record !== undefined);
    if (record !== undefined) assert.equal(promptTokens[index], record.inputTokens);
    else assert.ok(Number.isFinite(promptTokens[index]), "every request has a height");
  }
}

describe("the timeline model", () => {
  it("draws exactly what was measured, follows content and keeps measurements, whatever happens", () => {
    fc.assert(
      fc.property(sketches, (segments) => {
        const { session, replay } = sketchSession(segments);
        const model = buildTimelineModel(session, replay);
        checkHeights(model);
        checkSets(model, replay);
        checkMeasured(model, session, replay);
      }),
      { numRuns: 300 },
    );
  });

  it("meets measurements with fitted tokens that do not add up, and with an overhead that is not known", () => {
    fc.assert(
      fc.property(sketches, fc.constantFrom(NaN, 0, 700), (segments, overheadTokens) => {
        const { session, replay } = sketchSession(segments);
        const itemTokens = session.segments.map(({ items }) => ({
          overheadTokens,
          rest: Float64Array.from(items.restWeight, (weight) => weight * 1.5),
          content: Float64Array.from(items.contentWeight, (weight) => weight * 0.5 - 1),
        }));
        const model = buildTimelineModel(session, replay, { itemTokens });
        checkHeights(model);
        assert.equal(model.heights, Number.isNaN(overheadTokens) ? "scaled" : "fitted");
      }),
    );
  });

  for (const name of fixtureNames())
    it(`${name}: heights meet the measurements, sets are the replay's`, async () => {
      const { session, replay } = await openFixture(name);
      const model = buildTimelineModel(session, replay);
      assert.equal(model.length, replay.requests.length);
      checkHeights(model);
      checkSets(model, replay);
      checkMeasured(model, session, replay);
    });

  it("counts the 46 requests of the flapping session that sent content again", async () => {
    const { session, replay } = await openFixture("many-default");
    const { requests, length } = buildTimelineModel(session, replay);
    const again = Array.from({ length }, (_, request) =>
      sizeOf(rangesAt(requests.sentAgain, request)),
    );
    assert.equal(again.filter((count) => count > 0).length, 46);
  });

  it("takes decisions, boundaries and estimated savings from the record", async () => {
    const { session, replay } = await openFixture("failures");
    const { requests } = buildTimelineModel(session, replay);
    for (const [index, request] of replay.requests.entries()) {
      const recorded = rowAt(session.segments[request.segment]?.evaluations, request.evaluation);
      assert.equal(decisions[requests.decision[index] ?? 0], recorded?.decision ?? "unknown");
      if (recorded?.protectedStart !== undefined)
        assert.equal(requests.protectedStart[index], recorded.protectedStart);
      if (recorded?.estimatedSavingsTokens !== undefined)
        assert.equal(requests.estimatedSavingsTokens[index], recorded.estimatedSavingsTokens);
    }
  });

  it("gives every request to the run that made it", async () => {
    const { session, replay } = await openFixture("compacted-midway");
    const { runs, requests } = buildTimelineModel(session, replay);
    for (const [index, request] of replay.requests.entries()) {
      const run = runs[requests.run[index] ?? -1];
      assert.equal(run?.segment, request.segment);
      assert.equal(run.number, request.run + 1);
      assert.ok(run.firstRequest <= index && index < run.endRequest);
    }
  });

  it("refuses the replay of another session and options that do not fit", async () => {
    const { session, replay } = await openFixture("first");
    const other = await openFixture("many-default");
    assert.throws(() => buildTimelineModel(session, other.replay), RangeError);
    const short = new Float64Array(1);
    assert.throws(
      () => buildTimelineModel(session, replay, { realisedSavingsTokens: short }),
      RangeError,
    );
    const itemTokens = [{ overheadTokens: 0, rest: short, content: short }];
    assert.throws(() => buildTimelineModel(session, replay, { itemTokens }), RangeError);
  });
});
