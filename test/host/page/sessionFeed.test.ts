import assert from "node:assert/strict";
import type { ToPage } from "../../../src/core/protocol";
import { SessionFeed, type AroundStates } from "../../../src/host/page/sessionFeed";
import type { SessionOverview } from "../../../src/host/session/sessionService";
import type { SessionState } from "../../../src/host/page/sessionStates";

const outline = (generation: number) => ({ type: "outline", generation }) as ToPage;
const overview: SessionOverview = {
  agentName: undefined,
  files: [],
  segments: [],
  requests: 0,
  lastPruned: undefined,
  problems: [],
};
const read: SessionState = { kind: "read", overview };

/** A session whose messages wait until they are let go, and a page that notes what it was told. */
class Played {
  state: SessionState = read;
  readonly asked: { readonly anew: boolean; readonly after: number }[] = [];
  readonly told: ToPage[] = [];
  hasPage = true;
  readonly feed: SessionFeed;
  readonly #running: Promise<unknown>[] = [];
  readonly #waiting: ((messages: readonly ToPage[]) => void)[] = [];

  constructor(around: AroundStates = {}) {
    const run = (_what: string, work: () => PromiseLike<unknown>) => {
      this.#running.push(Promise.resolve(work()));
    };
    const deliver = async (message: ToPage) => {
      if (this.hasPage) this.told.push(message);
      return Promise.resolve(this.hasPage);
    };
    this.feed = new SessionFeed(this, deliver, { run }, around);
  }

  async messages(anew: boolean, after: number): Promise<readonly ToPage[]> {
    this.asked.push({ anew, after });
    return await new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Answers the question that waits, as soon as there is one. */
  async answer(...messages: readonly ToPage[]): Promise<void> {
    while (this.#waiting.length === 0) await Promise.resolve();
    this.#waiting.shift()?.(messages);
    await new Promise(setImmediate);
  }

  async ended(): Promise<void> {
    await Promise.all(this.#running);
  }
}

describe("the feed of a page", () => {
  it("sends everything first, then what came since, and several states during one sending as one", async () => {
    const played = new Played();
    played.feed.begin();
    played.feed.update();
    played.feed.update();
    played.feed.update();
    await played.answer(outline(7));
    await played.answer(outline(8));
    await played.ended();
    assert.deepEqual(played.asked, [
      { anew: true, after: 0 },
      { anew: false, after: 7 },
    ]);
    assert.deepEqual(played.told, [outline(7), outline(8)]);
  });

  it("gives a page that was loaded meanwhile everything, and nothing of what was begun before it", async () => {
    const played = new Played();
    played.feed.begin();
    played.feed.update();
    while (played.asked.length === 0) await Promise.resolve();
    played.feed.begin();
    played.feed.update();
    await played.answer(outline(1));
    await played.answer(outline(2));
    await played.ended();
    assert.deepEqual(
      played.asked.map(({ anew }) => anew),
      [true, true],
    );
    assert.deepEqual(played.told, [outline(2)]);
  });

  it("gives a page everything that was loaded while the last message for the one before was under way", async () => {
    const played = new Played();
    const { feed } = played;
    feed.begin();
    feed.update();
    const told = played.told.push.bind(played.told);
    played.told.push = (message) => {
      if (message.type === "outline" && message.generation === 1) feed.begin();
      return told(message);
    };
    await played.answer(outline(1));
    feed.update();
    await played.answer(outline(2));
    await played.ended();
    assert.deepEqual(
      played.asked.map(({ anew }) => anew),
      [true, true],
    );
  });

  it("asks for everything again after it was given nothing", async () => {
    const played = new Played();
    played.feed.begin();
    played.feed.update();
    await played.answer(outline(4));
    await played.ended();
    // The session is opened anew while an earlier state of it is told.
    played.feed.beginAnew();
    played.feed.update();
    await played.answer();
    await played.ended();
    played.feed.update();
    await played.answer(outline(5));
    await played.ended();
    assert.deepEqual(played.asked, [
      { anew: true, after: 0 },
      { anew: true, after: 4 },
      { anew: true, after: 4 },
    ]);
  });

  it("says what stands around a state, and how reading goes", async () => {
    const played = new Played({
      beforeState: () => [{ type: "welcome", name: "one", abilities: [] }],
      beforeSession: async () => Promise.resolve([{ type: "written", agoMs: 5 }]),
      afterSession: () => [{ type: "reveal", request: 3 }],
    });
    played.state = { kind: "reading", detail: "half", done: 0.5 };
    played.feed.begin();
    played.feed.update();
    await played.ended();
    played.state = read;
    played.feed.update();
    await played.answer(outline(1));
    await played.ended();
    assert.deepEqual(
      played.told.map(({ type }) => type),
      ["welcome", "loading", "welcome", "written", "outline", "reveal"],
    );
  });

  it("is silent without a page", async () => {
    const played = new Played();
    played.feed.update();
    await played.ended();
    assert.deepEqual(played.asked, []);
    played.hasPage = false;
    played.feed.begin();
    played.feed.update();
    await played.answer(outline(1));
    await played.ended();
    assert.equal(played.feed.isListening, false);
    played.feed.end();
    played.feed.update();
    await played.ended();
    assert.equal(played.asked.length, 1);
  });
});
