import * as fc from "fast-check";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import type { TimelineModel } from "../../../src/core/timeline/model";
import { sketchSession, type SketchItem, type SketchRequest } from "./sketch";

const item: fc.Arbitrary<SketchItem> = fc.record({
  rest: fc.integer({ min: 1, max: 200 }),
  content: fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }),
});

const request: fc.Arbitrary<SketchRequest> = fc.record({
  adds: fc.array(item, { maxLength: 4 }),
  leftOut: fc.oneof(
    fc.record({ kind: fc.constant("fired" as const), candidates: fc.nat({ max: 12 }) }),
    fc.record({
      kind: fc.constant("chosen" as const),
      positions: fc.array(fc.nat({ max: 12 }), { maxLength: 6 }),
    }),
  ),
  measuredTokens: fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: undefined, freq: 4 }),
  pause: fc.nat({ max: 30_000 }),
  startsRun: fc.boolean(),
});

/** Small sessions of one to three segments, with every mixture of fires, chosen sets and missing measurements. */
export const sketches: fc.Arbitrary<readonly (readonly SketchRequest[])[]> = fc.array(
  fc.array(request, { minLength: 1, maxLength: 14 }),
  { minLength: 1, maxLength: 3 },
);

/** The timeline models of such sessions. */
export const models: fc.Arbitrary<TimelineModel> = sketches.map((segments) => {
  const { session, replay } = sketchSession(segments);
  return buildTimelineModel(session, replay);
});
