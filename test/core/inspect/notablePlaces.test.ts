import assert from "node:assert/strict";
import { notablePlaces } from "../../../src/core/inspect/notablePlaces";
import { requestRows } from "../../../src/core/inspect/requestRows";
import { ResultSets } from "../../../src/core/inspect/resultSets";
import type { FireVerdict } from "../../../src/core/whatif/verdicts";
import { truth } from "../../support/fixtures";
import { openFixture } from "../../support/openFixture";

const verdict = (request: number, savedCost: number, kind: "never" | "paid back"): FireVerdict => ({
  request,
  verdict: { kind, afterRequests: 1 },
  neededRequests: 2,
  newlyLeftOutTokens: 10,
  rewrittenTokens: 20,
  savedCost,
  actualIs: "measured",
});

describe("where to begin", () => {
  it("names the first fire, what is sent again, the dearest fire, and the peak", async () => {
    const { session, replay } = await openFixture("many-default");
    const rows = requestRows(session, replay, new ResultSets(session));
    const sent = truth("many-default").evaluations.filter((row) => row.sent);
    const again = rows.map(({ sentAgain }) => sentAgain);
    const inputs = sent.map(({ inputTokens }) => inputTokens ?? 0);
    const places = notablePlaces(rows, [
      verdict(3, -50, "never"),
      verdict(5, -70, "never"),
      verdict(7, -900, "paid back"),
      verdict(9, 30, "never"),
    ]);
    const at = new Map(places.map((place) => [place.kind, place]));
    assert.equal(
      at.get("first fire")?.request,
      sent.findIndex(({ decision }) => decision === "fired"),
    );
    assert.equal(
      at.get("first sent again")?.request,
      again.findIndex((results) => results > 0),
    );
    assert.equal(at.get("most sent again")?.request, again.indexOf(Math.max(...again)));
    assert.deepEqual(at.get("dearest fire"), { kind: "dearest fire", request: 5, lostCost: 70 });
    assert.equal(at.get("peak")?.request, inputs.indexOf(Math.max(...inputs)));
  });

  it("names nothing that is not there", async () => {
    const { session, replay } = await openFixture("no-pruning");
    const rows = requestRows(session, replay, new ResultSets(session));
    assert.deepEqual(
      notablePlaces(rows, []).map(({ kind }) => kind),
      ["peak"],
    );
    assert.deepEqual(notablePlaces([], []), []);
  });
});
