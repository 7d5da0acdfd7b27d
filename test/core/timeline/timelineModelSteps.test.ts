import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  buildTimelineModel,
  timelineModelSteps,
} from "../../../src/core/timeline/buildTimelineModel";
import type { TimelineModel } from "../../../src/core/timeline/model";
import { sketches } from "./arbitrarySketch";
import { flappingSession } from "./flappingSession";
import { sketchSession } from "./sketch";

/** The models of several sessions, made in turn: the next step is of the unfinished one that is named next. */
function madeInTurn(
  works: readonly Generator<number, TimelineModel>[],
  order: readonly number[],
): readonly TimelineModel[] {
  const made = new Map<number, TimelineModel>();
  for (let turn = 0; made.size < works.length; turn++) {
    const unfinished = Array.from(works.keys()).filter((each) => !made.has(each));
    const at = unfinished[(order[turn % order.length] ?? 0) % unfinished.length] ?? 0;
    const step = works[at]?.next();
    if (step?.done === true) made.set(at, step.value);
  }
  return Array.from(works.keys(), (at) => made.get(at)).flatMap((model) => model ?? []);
}

describe("a timeline model made in steps", () => {
  it("is the one made at once, whatever else is made between the steps", () => {
    fc.assert(
      fc.property(
        fc.array(sketches, { minLength: 1, maxLength: 3 }),
        fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 20 }),
        (several, order) => {
          const sessions = several.map(sketchSession);
          assert.deepEqual(
            madeInTurn(
              sessions.map(({ session, replay }) => timelineModelSteps(session, replay)),
              order,
            ),
            sessions.map(({ session, replay }) => buildTimelineModel(session, replay)),
          );
        },
      ),
    );
  });

  it("is the same where each part takes many steps, whose shares never fall", () => {
    const { session, replay } = flappingSession(20_000);
    const shares: number[] = [];
    const work = timelineModelSteps(session, replay);
    let step = work.next();
    for (; step.done !== true; step = work.next()) shares.push(step.value);
    assert.deepEqual(step.value, buildTimelineModel(session, replay));
    assert.ok(shares.length > 15, `${shares.length} steps`);
    assert.ok(shares.every((share, at) => share >= (shares[at - 1] ?? 0) && share <= 1));
  });

  it("refuses a replay of another session with its first step", () => {
    const { session } = flappingSession(3);
    const other = flappingSession(5);
    const work = timelineModelSteps(
      { ...session, segments: [] },
      { ...other.replay, requests: other.replay.requests },
    );
    assert.throws(() => work.next(), RangeError);
  });
});
