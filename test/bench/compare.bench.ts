// Comparing two sessions of ten thousand requests, of the same work under other settings and of other work: what a new state
// of a session costs, and what other prices do, as ratios to a plain pass over both sessions' requests and items in the same
// process; and the longest stretch without a turn for others.
import { alignSides, priceAlignment } from "../../src/core/compare/compareSessions";
import { prepareSide } from "../../src/core/compare/preparedSide";
import { runToEnd } from "../../src/core/work";
import { Steps } from "../../src/core/compare/steps";
import { defaultPrices } from "../../src/core/whatif/prices";
import { syntheticSession, type SyntheticSession } from "../core/whatif/syntheticSession";
import { bench, inTurns, row, times } from "./support/measure";

const requests = 10_000;
const rounds = 9;

/** What a pass costs that only looks at each request and each item. */
function plainPass({ session, replay }: SyntheticSession): number {
  let sum = 0;
  for (const { historyLength, ts } of replay.requests) sum += historyLength + ts;
  for (const { items } of session.segments)
    for (let item = 0; item < items.length; item++)
      sum += (items.kind[item] ?? 0) + (items.contentBytes[item] ?? 0);
  return sum;
}

const synthetic = (protectedTokens: number, seed: number) =>
  syntheticSession({
    requests,
    settings:
      protectedTokens === 0
        ? undefined
        : { protectedTokens, minSavings: Math.floor(protectedTokens / 2) },
    seed,
    deviation: 0.03,
  });

/** The longest of the steps of some work, in milliseconds. */
function longestStep(work: Generator<number, unknown>): number {
  for (let longest = 0; ;) {
    const start = performance.now();
    const { done } = work.next();
    longest = Math.max(longest, performance.now() - start);
    if (done === true) return longest;
  }
}

const compared = (protectedTokens: number, seed: number) => () => {
  const [a, b] = [synthetic(8000, 3), synthetic(protectedTokens, seed)];
  const prepared = [a, b].map((of) => runToEnd(prepareSide(of, new Steps())));
  const [sideA, sideB] = prepared;
  if (sideA === undefined || sideB === undefined) throw new Error("nothing was prepared");
  const steps = new Steps();
  const alignment = runToEnd(alignSides(sideA, sideB, steps));
  let total = 0;
  let longest = Infinity;
  const took = inTurns(
    {
      pass: () => {
        total += plainPass(a) + plainPass(b);
      },
      prepare: () => void runToEnd(prepareSide(a, new Steps())),
      align: () => {
        longest = Math.min(longest, longestStep(alignSides(sideA, sideB)));
      },
      price: (turn) => {
        const prices = { ...defaultPrices, cacheWrite: 1 + turn / 100 };
        void priceAlignment(alignment, { a: undefined, b: undefined }, prices);
      },
    },
    rounds,
  );
  return {
    pairs: alignment.rows.filter(({ basis }) => basis !== undefined).length,
    steps: steps.sum,
    checked: Number.isFinite(total) ? 1 : 0,
    pass: took("pass").median,
    prepare: took("prepare").median,
    align: took("align").median,
    price: took("price").median,
    longest,
  };
};

const works = {
  "the same work under other settings": compared(40_000, 3),
  "the same work with pruning off": compared(0, 3),
  "other work": compared(8000, 5),
} as const;

await bench(works, async (run) => {
  const names = [
    "the same work under other settings",
    "the same work with pruning off",
    "other work",
  ] as const;
  const figures = await run(names, { rounds: 1 });
  for (const name of names) {
    const { given } = figures(name);
    const of = (figure: string) => given[figure] ?? NaN;
    console.log(
      `${name}: twice ${requests} requests, ${of("pairs")} pairs, ${of("steps")} steps; a plain pass takes ${of("pass").toFixed(3)} ms`,
    );
    const print = (what: string, figure: string, goal = "") => {
      row(what, times(of(figure), of("pass")), goal);
    };
    print("prepare one side, once for each state", "prepare");
    print("align, once for each two states", "align", name === "other work" ? "" : "≤ 200 ms");
    print("  its longest step", "longest", "≤ 50 ms");
    print("figures under other prices", "price", "≤ 100 ms");
  }
});
