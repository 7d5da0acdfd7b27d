import assert from "node:assert/strict";
import * as s from "../../../src/core/shape";
import {
  filterArgument,
  isFiltering,
  judgeSession,
  noFilter,
  type SessionFilter,
} from "../../../src/host/tree/sessionFilter";
import { madeCounts, madeSession } from "./support";

const now = new Date(2026, 2, 30, 9).getTime();
const hour = 3_600_000;

function filterOf(parts: Partial<SessionFilter>): SessionFilter {
  return { ...noFilter, ...parts };
}

describe("the filter of sessions", () => {
  it("of words finds them in name, id and folder, in any order and case", () => {
    const ref = madeSession({ id: "01a1-77", agent: "Büro-Agent" });
    for (const [text, verdict] of [
      ["", "shown"],
      ["büro", "shown"],
      ["77 agent", "shown"],
      ["/data/SESSIONS", "shown"],
      ["agent 78", "hidden"],
      [".*", "hidden"],
      ["__proto__", "hidden"],
    ] as const)
      assert.equal(judgeSession(filterOf({ text }), ref, undefined, now), verdict, text);
  });

  it("of days begins at midnight, over the change of the clocks too", () => {
    const at = (startTs: number, days: number) =>
      judgeSession(filterOf({ days }), madeSession({ startTs }), undefined, now);
    assert.equal(at(now - 8 * hour, 1), "shown");
    assert.equal(at(now - 10 * hour, 1), "hidden");
    assert.equal(at(new Date(2026, 2, 24, 0, 0, 1).getTime(), 7), "shown");
    assert.equal(at(new Date(2026, 2, 23, 23, 59).getTime(), 7), "hidden");
  });

  it("of findings and of live sessions is unknown until the session was read", () => {
    const live = filterOf({ isLive: true });
    const flaps = filterOf({ findings: ["sent-again"] });
    const ref = madeSession({ startTs: now - hour, modifiedTs: now - 60_000 });
    for (const filter of [live, flaps])
      assert.equal(judgeSession(filter, ref, undefined, now), "unknown");
    assert.equal(judgeSession(live, ref, madeCounts({ hasEnded: false }), now), "shown");
    assert.equal(judgeSession(live, ref, madeCounts(), now), "hidden");
    assert.equal(judgeSession(live, ref, madeCounts({ hasEnded: false }), now + hour), "hidden");
    assert.equal(judgeSession(flaps, ref, madeCounts(), now), "hidden");
    const marked = madeCounts({ marks: [{ kind: "sent-again", findings: 1 }] });
    assert.equal(judgeSession(flaps, ref, marked, now), "shown");
    // What is hidden anyway is not asked for.
    assert.equal(judgeSession({ ...flaps, text: "no" }, ref, undefined, now), "hidden");
  });

  it("is taken from a command's argument only where it is one", () => {
    assert.deepEqual(filterArgument({}), noFilter);
    assert.deepEqual(
      filterArgument({ text: " a ", findings: ["disagrees"], isLive: true, days: 7 }),
      { text: "a", findings: ["disagrees"], isLive: true, days: 7 },
    );
    for (const foreign of [undefined, null, "text", { text: 7 }, { findings: ["x"] }, { days: -1 }])
      assert.ok(filterArgument(foreign) instanceof s.Mismatch);
    assert.ok(!isFiltering(noFilter));
    for (const parts of [{ text: "a" }, { isLive: true }, { days: 1 }])
      assert.ok(isFiltering(filterOf(parts)));
  });
});
