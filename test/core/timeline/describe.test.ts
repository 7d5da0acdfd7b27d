import assert from "node:assert/strict";
import type { SessionReplay } from "../../../src/core/replay/model";
import type { Session } from "../../../src/core/session/session";
import { rowAt } from "../../../src/core/session/rows";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import { describeHit, describeRequest } from "../../../src/core/timeline/describe";
import type { Description } from "../../../src/core/timeline/description";
import { openFixture } from "../../support/openFixture";
import { sketchOutcome } from "./sketch";

const row = ({ rows }: Description, label: string): string | undefined =>
  rows.find((each) => each.label === label)?.value;

const at = (request: number) => ({ requests: { from: request, to: request + 1 }, request });

/** The same session with other tool names. */
function renamed(session: Session, toolName: string): Session {
  const segments = session.segments.map((segment) => ({
    ...segment,
    toolNames: segment.toolNames.map(() => toolName),
  }));
  return { ...session, segments };
}

async function opened(name: string): Promise<{ session: Session; replay: SessionReplay }> {
  return await openFixture(name);
}

describe("what is said about the timeline", () => {
  it("a request: decision, prompt and where it came from, what was left out and sent again", async () => {
    const { session, replay } = await opened("many-default");
    const model = buildTimelineModel(session, replay);
    const fired = describeRequest(model, 32);
    assert.match(
      fired,
      /^Request 33 · run 8\. Decision: fired, 31 candidates, protected from item 90 of 102\. Prompt: 18,376 tokens, measured\. Left out: about [\d,]+ tokens of 31 tool results\.$/,
    );
    assert.match(
      describeRequest(model, 33),
      /Sent again: about [\d,]+ tokens of 31 tool results that the request before left out\.$/,
    );
  });

  it("an item: kind, tool, size, and what became of its content so far", async () => {
    const { session, replay } = await opened("many-default");
    const model = buildTimelineModel(session, replay);
    const item = model.segments[0]?.contentItems[0] ?? -1;
    const said = describeHit(
      model,
      { ...at(32), kind: "item", segment: 0, item, part: "content" },
      undefined,
    );
    assert.match(row(said, `Item ${String(item)}`) ?? "", /^tool result, \w+$/);
    assert.equal(row(said, "Content"), "left out here");
    assert.match(row(said, "So far") ?? "", /^left out of \d+ requests, sent again \d+ times$/);
    assert.match(said.note ?? "", /^Heights: /);
    const again = describeHit(
      model,
      { ...at(33), kind: "item", segment: 0, item, part: "content" },
      undefined,
    );
    assert.deepEqual(
      again.rows.find((each) => each.label === "Content"),
      { label: "Content", value: "sent again here", tone: "hot" },
    );
  });

  it("a request that was not measured: that it was not", async () => {
    const { session, replay } = await opened("failures");
    const model = buildTimelineModel(session, replay);
    const request = replay.requests.findIndex(({ measured }) => measured === undefined);
    assert.match(describeRequest(model, request), /Prompt: about [\d,]+ tokens; not measured/);
  });

  it("merged requests: least, greatest, mean and counts", async () => {
    const { session, replay } = await opened("many-default");
    const model = buildTimelineModel(session, replay);
    const said = describeHit(
      model,
      { requests: { from: 30, to: 40 }, request: 39, kind: "beyond" },
      undefined,
    );
    assert.equal(said.title, "Requests 31 to 40");
    const inputs = replay.requests
      .slice(30, 40)
      .map(({ measured }) => rowAt(session.segments[0]?.requests, measured)?.inputTokens ?? NaN);
    const mean = Math.round(inputs.reduce((sum, value) => sum + value, 0) / 10);
    const text = (value: number) => value.toLocaleString("en");
    assert.equal(
      row(said, "Prompt"),
      `${text(Math.min(...inputs))} to ${text(Math.max(...inputs))} tokens, mean ${text(mean)}`,
    );
    assert.match(
      row(said, "Sent again") ?? "",
      /^in 4 requests, up to about [\d,]+ tokens$|^in 5 requests/,
    );
    assert.match(said.note ?? "", /^10 requests merged here/);
  });

  it("a what-if: its mode, what it changes and how sure it is", async () => {
    const { session, replay } = await opened("many-default");
    const model = buildTimelineModel(session, replay);
    const outcome = sketchOutcome(replay.requests.map(() => []));
    const said = describeHit(model, { ...at(32), kind: "beyond" }, outcome);
    assert.match(row(said, "What if (re-simulated)") ?? "", /certain$/);
    assert.equal(row(said, "What if, results"), "31 no longer left out");
  });

  it("strips: their figures, or that they are not known", async () => {
    const { session, replay } = await opened("many-default");
    const model = buildTimelineModel(session, replay);
    const cache = describeHit(model, { ...at(32), kind: "strip", strip: "cache" }, undefined);
    assert.equal(row(cache, "Read from cache"), "11,907 tokens, 64.7 %");
    const savings = describeHit(model, { ...at(32), kind: "strip", strip: "savings" }, undefined);
    assert.equal(row(savings, "Estimated savings"), "48,623 tokens");
    assert.equal(row(savings, "Realised savings"), "not known");
  });

  it("hostile tool names: as harmless text", async () => {
    const { session, replay } = await opened("many-default");
    const model = buildTimelineModel(renamed(session, "evil\u202e\u001b[31m\n<b>"), replay);
    const item = model.segments[0]?.contentItems[0] ?? -1;
    const said = describeHit(
      model,
      { ...at(32), kind: "item", segment: 0, item, part: "content" },
      undefined,
    );
    assert.equal(row(said, `Item ${String(item)}`), "tool result, evil\\u202e\\x1b[31m\\n<b>");
  });
});
