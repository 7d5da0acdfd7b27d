import assert from "node:assert/strict";
import * as fc from "fast-check";
import { holds } from "../../../src/core/timeline/contentHistory";
import type { TimelineModel } from "../../../src/core/timeline/model";
import { whatIfStateNames, whatIfStates } from "../../../src/core/timeline/whatIfSets";
import type { WhatIfOutcome } from "../../../src/core/whatif/outcome";
import { models } from "./arbitrarySketch";
import { sketchOutcome } from "./sketch";

/** What the what-if changes of each content in each request, one by one. */
function expectedStates(model: TimelineModel, outcome: WhatIfOutcome): ReadonlySet<string> {
  const { segment, leftOut, sentAgain } = model.requests;
  const states = new Set<string>();
  for (let request = 0; request < model.length; request++) {
    const content = model.segments[segment[request] ?? 0]?.contentItems ?? [];
    const hasPrevious = request > 0 && segment[request - 1] === segment[request];
    for (const [position, item] of content.entries()) {
      const isOut = outcome.pruned[request]?.includes(item) === true;
      const wasOut = hasPrevious && outcome.pruned[request - 1]?.includes(item) === true;
      const isRecorded = holds(leftOut, request, position);
      if (isOut && !isRecorded) states.add("newly left out");
      if (!isOut && isRecorded) states.add("no longer left out");
      if (wasOut && !isOut && !holds(sentAgain, request, position))
        states.add("would be sent again");
    }
  }
  return states;
}

describe("what a what-if changes anywhere", () => {
  const met = new Set<string>();

  it("is what it changes of some content in some request, for beginnings of the content and for any other sets", () => {
    fc.assert(
      fc.property(
        models,
        fc.array(fc.nat({ max: 8 }), { minLength: 12, maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
        fc.boolean(),
        (model, counts, chosen, isBeginning) => {
          const outcome = sketchOutcome(
            Array.from({ length: model.length }, (_, request) => {
              const segment = model.segments[model.requests.segment[request] ?? 0];
              const content = Array.from(segment?.contentItems ?? []);
              const sent = content.slice(0, counts[request % counts.length]);
              return isBeginning
                ? sent
                : sent.filter((_, at) => chosen[(at + request) % chosen.length] === true);
            }),
          );
          const states = whatIfStates(model, outcome);
          assert.deepEqual(Array.from(states).sort(), [...expectedStates(model, outcome)].sort());
          met.add(Array.from(states).sort().join());
          assert.equal(whatIfStates(model, outcome), states, "looked for once");
        },
      ),
      { numRuns: 500, seed: 7 },
    );
    assert.ok(met.has(""), "also where nothing changes");
    assert.ok(met.has([...whatIfStateNames].sort().join()), "and where all of it does");
  });
});
