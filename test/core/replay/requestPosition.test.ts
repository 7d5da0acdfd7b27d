import assert from "node:assert/strict";
import fc from "fast-check";
import type { ReplayedRequest, SessionReplay } from "../../../src/core/replay/model";
import {
  measuredPosition,
  requestFrom,
  requestPosition,
} from "../../../src/core/replay/requestPosition";
import { epochMs } from "../../../src/core/units";

const segments = 3;
const place = fc.option(fc.nat(9), { nil: undefined });

const request = fc
  .record({ segment: fc.nat(segments - 1), evaluation: place, measured: place })
  .map((of): ReplayedRequest => ({ ...of, run: 0, historyLength: 0, ts: epochMs(0), pruned: [] }));

function replayOf(requests: readonly ReplayedRequest[]): SessionReplay {
  return {
    segments: Array.from({ length: segments }, () => ({
      evaluations: [],
      processes: [],
      reasoningIdBytes: 0,
      reasoningIdSource: "not needed",
      lineage: { inherited: "none", from: [], records: [], basis: "not a fork" },
    })),
    requests,
    settings: { source: "none", spans: [], contradiction: undefined },
    agreement: { evaluations: 0, exact: 0, boundary: 0, differs: 0, notComparable: 0 },
  };
}

describe("the positions of requests", () => {
  it("are those of the first request that fits, in whatever order they stand", () => {
    fc.assert(
      fc.property(
        fc.array(request, { maxLength: 30 }),
        fc.nat(segments),
        fc.nat(11),
        (all, segment, at) => {
          const replay = replayOf(all);
          const first = (fits: (of: ReplayedRequest) => boolean) => {
            const found = all.findIndex((of) => of.segment === segment && fits(of));
            return found < 0 ? undefined : found;
          };
          assert.equal(
            requestPosition(replay, segment, at),
            first(({ evaluation }) => evaluation === at),
          );
          assert.equal(
            requestFrom(replay, segment, at),
            first(({ evaluation }) => evaluation !== undefined && evaluation >= at),
          );
          assert.equal(
            measuredPosition(replay, segment, at),
            first(({ measured }) => measured === at),
          );
        },
      ),
    );
  });
});
