import assert from "node:assert/strict";
import { pruneHistory } from "../../../src/core/prune/pruneHistory";
import { defaultValues, policies, policyById } from "../../../src/core/whatif/policies/all";
import type {
  HistoryFacts,
  Moment,
  Policy,
  PolicyDecision,
} from "../../../src/core/whatif/policies/policy";
import { Random } from "../replay/random";
import { GrowingRecords } from "../../../src/core/prune/growingRecords";
import { resimulated } from "./pairs";

/** A history of turns: a user message, then per step the model's words, a call and a result with so many bytes. */
function history(turns: readonly (readonly number[])[]): HistoryFacts {
  const whole: number[] = [];
  const content: number[] = [];
  const projectable: number[] = [];
  const userMessages: number[] = [];
  const modelTurns: number[] = [];
  const add = (size: number, contentSize: number, isResult: boolean) => {
    whole.push(size + contentSize);
    content.push(contentSize);
    projectable.push(isResult ? 1 : 0);
  };
  for (const steps of turns) {
    userMessages.push(whole.length);
    add(40, 0, false);
    for (const bytes of steps) {
      modelTurns.push(whole.length);
      add(40, 0, false);
      add(40, 0, false);
      add(40, bytes, bytes > 0);
    }
  }
  const sums = pruneHistory({
    length: whole.length,
    wholeBytes: whole,
    contentBytes: content,
    projectable,
  });
  const resultBytes = [0];
  for (const item of sums.projectableItems)
    resultBytes.push((resultBytes[resultBytes.length - 1] ?? 0) + (content[item] ?? 0));
  return {
    history: sums,
    results: sums.projectableItems,
    resultsBefore: sums.candidates,
    resultBytes: Float64Array.from(resultBytes),
    userMessages: Uint32Array.from(userMessages),
    modelTurns: Uint32Array.from(modelTurns),
  };
}

/** A moment at the end of a history whose last request sent everything, at four bytes a token. */
function moment(facts: HistoryFacts, changes: Partial<Moment> = {}): Moment {
  const { length, prefixBytes } = facts.history;
  const bytes = prefixBytes[length] ?? 0;
  const records = new GrowingRecords(1);
  records.append(length, bytes / 4);
  return {
    request: 0,
    facts,
    historyLength: length,
    leftOut: 0,
    records,
    irregular: undefined,
    known: 1,
    lastTokens: bytes / 4,
    lastLength: length,
    sentBytes: bytes,
    wholePrompt: bytes / 4,
    resultTokens: facts.resultBytes.map((value) => value / 4),
    ...changes,
  };
}

function policy(id: string): Policy {
  const found = policyById(id);
  assert.ok(found !== undefined, id);
  return found;
}

function decide(id: string, values: readonly number[], at: Moment): PolicyDecision {
  return policy(id).with(values)(at);
}

const kilo = 4000; // bytes that make a thousand tokens

describe("what-if: policies", () => {
  it("each say where their rule and constants come from", () => {
    for (const { id, source, summary, title } of policies) {
      assert.ok(source.length > 10 && summary.length > 10 && title.length > 2, id);
      assert.equal(policyById(id)?.id, id);
    }
    assert.equal(policyById("no such policy"), undefined);
  });

  it("each leave out nothing of an empty history, or before anything was measured", () => {
    const empty = history([]);
    const short = history([[10 * kilo, 0]]);
    for (const each of policies) {
      const run = each.with(defaultValues(each));
      assert.equal(
        run(moment(empty, { known: 0, lastTokens: 0, sentBytes: 0 })).leftOut,
        0,
        each.id,
      );
      assert.equal(
        run(moment(short, { known: 0, lastTokens: 0, sentBytes: 0, wholePrompt: 0 })).leftOut,
        0,
        each.id,
      );
    }
  });

  describe("yoi-sticky", () => {
    const facts = history([[8 * kilo, 8 * kilo, 2 * kilo, 2 * kilo]]);
    it("leaves out what lies before the budget, once that saves enough", () => {
      const result = decide("yoi-sticky", [5000, 4096], moment(facts));
      assert.equal(result.leftOut, 1);
      assert.equal(result.estimatedSavingsTokens, 8000);
      assert.equal(decide("yoi-sticky", [5000, 8001], moment(facts)).decision, "below_min_savings");
      assert.equal(decide("yoi-sticky", [5000, 8000], moment(facts)).decision, "fired");
    });
    it("never takes back what is out, and counts only what is new", () => {
      const standing = moment(facts, { leftOut: 1 });
      const result = decide("yoi-sticky", [5000, 1], standing);
      assert.equal(result.leftOut, 1);
      assert.equal(result.decision, "no_candidates");
      assert.equal(decide("yoi-sticky", [1_000_000, 1], standing).leftOut, 1);
      assert.equal(decide("yoi-sticky", [2500, 1], standing).leftOut, 2);
      assert.equal(decide("yoi-sticky", [2500, 1], standing).estimatedSavingsTokens, 8000);
    });
    it("protects nothing with a budget of 0, and everything with one beyond the history", () => {
      assert.equal(decide("yoi-sticky", [0, 0], moment(facts)).leftOut, 4);
      assert.equal(decide("yoi-sticky", [1_000_000, 0], moment(facts)).leftOut, 0);
    });

    it("draws its boundary at the last item whose tail takes the budget, for any figures", () => {
      for (let seed = 1; seed <= 300; seed++) {
        const random = new Random(seed);
        const facts = history(
          Array.from({ length: random.whole(1, 6) }, () =>
            Array.from({ length: random.whole(1, 4) }, () => random.pick([0, 90, 4000, 70_000])),
          ),
        );
        const { length, prefixBytes } = facts.history;
        const end = prefixBytes[length] ?? 0;
        const leftOut = random.whole(0, facts.results.length);
        const sentBytes = end - (facts.resultBytes[leftOut] ?? 0);
        const lastTokens = random.pick([0, 1, 777, Math.ceil(end / 4), 2 ** 45]);
        const at = moment(facts, { leftOut, sentBytes, lastTokens });
        const budget = random.pick([0, 1, 50, 1000, 20_000, 2 ** 44]);
        let start = length;
        const tail = () =>
          Number(
            (BigInt(end - (prefixBytes[start] ?? 0)) * BigInt(lastTokens)) / BigInt(sentBytes),
          );
        while (start > 0 && tail() < budget) start -= 1;
        const results = facts.resultsBefore[start] ?? 0;
        const expected = Math.max(leftOut, results);
        assert.equal(decide("yoi-sticky", [budget, 0], at).leftOut, expected, `seed ${seed}`);
      }
    });
  });

  describe("tool-budget", () => {
    const values = [2, 40_000, 20_000];
    it("keeps the last two user turns, then 40 000 tokens; the result that crosses goes", () => {
      const facts = history([[21 * kilo, 20 * kilo, 20 * kilo], [5 * kilo], [5 * kilo]]);
      // Counted back from the second-last user message: 20, 40, 61 > 40.
      const result = decide("tool-budget", values, moment(facts));
      assert.equal(result.leftOut, 1);
      assert.equal(result.estimatedSavingsTokens, 21_000);
    });
    it("wants more than the minimum, not as much", () => {
      const exactly = history([[20 * kilo, 40 * kilo], [0], [0]]);
      assert.equal(decide("tool-budget", values, moment(exactly)).decision, "below_min_savings");
      const more = history([[20 * kilo + 4, 40 * kilo], [0], [0]]);
      assert.equal(decide("tool-budget", values, moment(more)).decision, "fired");
    });
    it("does nothing within the first two user turns", () => {
      const facts = history([[90 * kilo, 90 * kilo]]);
      assert.equal(decide("tool-budget", values, moment(facts)).leftOut, 0);
    });
    it("counts only what is newly prunable, and keeps the set", () => {
      const facts = history([[50 * kilo, 21 * kilo, 40 * kilo], [0], [0]]);
      const result = decide("tool-budget", values, moment(facts, { leftOut: 1 }));
      assert.equal(result.leftOut, 2);
      assert.equal(result.candidateCount, 1);
      assert.equal(result.estimatedSavingsTokens, 21_000);
    });
    it("never touches results of skills", async () => {
      assert.deepEqual(policy("tool-budget").exemptTools, ["skill"]);
      const resimulation = await resimulated("many-default");
      const [tool] = resimulation.scenario.session.segments[0]?.toolNames ?? [];
      assert.ok(tool !== undefined);
      const spared = { ...policy("yoi"), exemptTools: [tool] };
      const { items, toolNames } = resimulation.scenario.session.segments[0] ?? {};
      const outcome = resimulation.underPolicy(spared, [8000, 4096]);
      const all = resimulation.underPolicy(policy("yoi"), [8000, 4096]);
      const touched = (sets: readonly Uint32Array[]) =>
        sets.some((set) => set.some((item) => toolNames?.[items?.tool[item] ?? -1] === tool));
      assert.ok(touched(all.pruned));
      assert.ok(!touched(outcome.pruned));
      assert.ok(outcome.pruned.some((set) => set.length > 0));
    });
  });

  describe("tool-mask", () => {
    const values = [50_000, 30_000];
    it("keeps the latest turn and 50 000 tokens; the result that crosses goes", () => {
      const facts = history([[30 * kilo, 30 * kilo, 21 * kilo, 90 * kilo]]);
      // Counted back behind the latest turn: 21, 51 > 50.
      const result = decide("tool-mask", values, moment(facts));
      assert.equal(result.leftOut, 2);
      assert.equal(result.estimatedSavingsTokens, 60_000);
    });
    it("is satisfied with exactly the minimum", () => {
      const facts = history([[30 * kilo, 50 * kilo, 0]]);
      assert.equal(decide("tool-mask", values, moment(facts)).decision, "fired");
      assert.equal(
        decide("tool-mask", [50_000, 30_001], moment(facts)).decision,
        "below_min_savings",
      );
    });
    it("has no latest turn to keep where the model has not spoken", () => {
      assert.equal(decide("tool-mask", values, moment(history([[]]))).decision, "no_candidates");
    });
  });

  describe("keep-n", () => {
    const facts = history([[40 * kilo, 30 * kilo, 20 * kilo, 10 * kilo, 10 * kilo]]);
    it("keeps the newest results once the whole prompt comes to the trigger", () => {
      assert.equal(decide("keep-n", [100_000, 3, 0], moment(facts)).leftOut, 2);
      const below = moment(facts, { wholePrompt: 99_999 });
      assert.equal(decide("keep-n", [100_000, 3, 0], below).leftOut, 0);
      const exactly = moment(facts, { wholePrompt: 100_000 });
      assert.equal(decide("keep-n", [100_000, 3, 0], exactly).leftOut, 2);
    });
    it("clears at least so much, or nothing", () => {
      assert.equal(decide("keep-n", [1, 3, 70_000], moment(facts)).decision, "fired");
      assert.equal(decide("keep-n", [1, 3, 70_001], moment(facts)).decision, "below_min_savings");
      assert.equal(decide("keep-n", [1, 3, 70_001], moment(facts)).leftOut, 0);
    });
    it("keeps everything where there are not more results than that", () => {
      assert.equal(decide("keep-n", [1, 5, 0], moment(facts)).leftOut, 0);
      assert.equal(decide("keep-n", [1, 0, 0], moment(facts)).leftOut, 5);
    });
  });

  describe("mask-window", () => {
    const facts = history([
      [kilo, kilo, 0],
      [kilo, kilo],
    ]);
    it("leaves out what is older than the model's last turns", () => {
      assert.equal(decide("mask-window", [2], moment(facts)).leftOut, 2);
      assert.equal(decide("mask-window", [4], moment(facts)).leftOut, 1);
      assert.equal(decide("mask-window", [5], moment(facts)).leftOut, 0);
      assert.equal(decide("mask-window", [6], moment(facts)).leftOut, 0);
      assert.equal(decide("mask-window", [0], moment(facts)).leftOut, 4);
    });
  });

  describe("low-watermark", () => {
    const facts = history([new Array<number>(10).fill(20_000)]);
    it("leaves out the oldest until the low mark, half of the high one, once the high mark is passed", () => {
      const result = decide("low-watermark", [120_000], moment(facts));
      assert.equal(result.leftOut, 5);
      const sparing = decide("low-watermark", [120_000, 60_000, 2], moment(facts));
      assert.equal(sparing.leftOut, 7);
    });
    it("rests on the mark itself, and on what is already out", () => {
      assert.equal(decide("low-watermark", [200_000], moment(facts)).leftOut, 0);
      assert.equal(decide("low-watermark", [199_999], moment(facts)).decision, "fired");
      assert.equal(decide("low-watermark", [120_000], moment(facts, { leftOut: 4 })).leftOut, 4);
    });
    it("never takes the newest", () => {
      assert.equal(decide("low-watermark", [10, 5, 10], moment(facts)).leftOut, 0);
      assert.equal(decide("low-watermark", [10, 5, 0], moment(facts)).leftOut, 10);
    });
  });

  it("a memory lives on in a fork, as far as the fork took its parent's history over", async () => {
    const resimulation = await resimulated("forked");
    const { segment, session } = resimulation.scenario;
    // One result more with every request, whatever the tokens.
    const oneMore: Policy = {
      ...policy("off"),
      with: () => (at) => ({
        leftOut: Math.min(at.leftOut + 1, at.facts.resultsBefore[at.historyLength] ?? 0),
        decision: "fired",
        protectedStart: -1,
        candidateCount: 1,
        estimatedSavingsTokens: 0,
      }),
    };
    const { pruned } = resimulation.underPolicy(oneMore, []);
    let forks = 0;
    for (let request = 1; request < pruned.length; request++) {
      if (segment[request] === segment[request - 1]) continue;
      assert.equal(session.segments[segment[request] ?? -1]?.origin.kind, "forked");
      assert.ok((pruned[request - 1]?.length ?? 0) > 1);
      assert.equal(pruned[request]?.length, (pruned[request - 1]?.length ?? 0) + 1);
      forks++;
    }
    assert.equal(forks, 2);
  });

  describe("on a recorded session that flapped", () => {
    const withMemory = ["yoi-sticky", "tool-budget", "tool-mask", "low-watermark"];
    for (const id of [...withMemory, "keep-n", "mask-window", "off"]) {
      it(`${id} never sends content again`, async () => {
        const resimulation = await resimulated("many-default");
        const outcome = resimulation.underPolicy(policy(id), defaultValues(policy(id)));
        for (let request = 1; request < outcome.pruned.length; request++)
          assert.ok(
            (outcome.pruned[request]?.length ?? 0) >= (outcome.pruned[request - 1]?.length ?? 0),
          );
      });
    }
  });
});
