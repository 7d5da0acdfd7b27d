// What-if on ten thousand requests, and on the largest recorded session: as recorded, the fit, and re-simulation under any
// setting, as ratios to a plain pass over the items' columns in the same process.
import type { SessionReplay } from "../../src/core/replay/model";
import type { ItemColumns } from "../../src/core/session/itemColumns";
import type { Session } from "../../src/core/session/session";
import { prepareAsRecorded } from "../../src/core/whatif/asRecorded";
import { yoi } from "../../src/core/whatif/policies/yoi";
import { yoiSticky } from "../../src/core/whatif/policies/yoiSticky";
import { prepareResimulation, type Resimulation } from "../../src/core/whatif/resimulate";
import { syntheticSession } from "../core/whatif/syntheticSession";
import { fixtureNames } from "../support/fixtures";
import { openFixture } from "../support/openFixture";
import { bench, inTurns, median, row, times } from "./support/measure";

const requests = 10_000;
const rounds = 60;
const sliceMs = 8;

/** The settings that a turn tries: other ones each time, as while dragging. */
const tried = (turn: number) => ({
  protectedTokens: 3000 + (turn % 20) * 3000,
  minSavings: 4096,
});

const knobs = (turn: number) => [tried(turn).protectedTokens, tried(turn).minSavings];

/** What a pass costs that only looks at each item: its kind, its sizes, whether it can be left out. */
function plainPass({ length, kind, wholeBytes, contentBytes, projectable }: ItemColumns): number {
  let sum = 0;
  for (let item = 0; item < length; item++)
    sum +=
      (kind[item] ?? 0) +
      (wholeBytes[item] ?? 0) -
      (projectable[item] === 1 ? (contentBytes[item] ?? 0) : 0);
  return sum;
}

interface Given {
  readonly session: Session;
  readonly replay: SessionReplay;
}

function fitted({ session, replay }: Given): {
  readonly resimulation: Resimulation;
  readonly fit: number;
  readonly longestStep: number;
} {
  const start = performance.now();
  const work = prepareResimulation(session, replay);
  let longestStep = 0;
  let last = start;
  for (;;) {
    const next = work.next();
    const now = performance.now();
    longestStep = Math.max(longestStep, now - last);
    last = now;
    if (next.done === true) return { resimulation: next.value, fit: now - start, longestStep };
  }
}

/** Certainty in slices as the page has it worked out; gives the longest of them in milliseconds. */
function longestSlice(certainty: Generator<number, Uint8Array>): number {
  let longest = 0;
  for (;;) {
    const start = performance.now();
    for (;;) {
      const isDone = certainty.next().done === true;
      const took = performance.now() - start;
      longest = Math.max(longest, took);
      if (isDone) return longest;
      if (took >= sliceMs) break;
    }
  }
}

/** Medians in milliseconds, by name, of all that is timed on one session. */
function timed(given: Given): Readonly<Record<string, number>> {
  const { session, replay } = given;
  const asRecorded = prepareAsRecorded(session, replay);
  const { resimulation, fit, longestStep } = fitted(given);
  const slices: number[] = [];
  // Used, so that no pass is optimised away.
  let total = 0;
  const took = inTurns(
    {
      pass: () => {
        for (const { items } of session.segments) total += plainPass(items);
      },
      asRecorded: (turn) => void asRecorded(tried(turn)),
      resimulated: (turn) => void resimulation.underSettings(tried(turn)),
      decided: (turn) => void resimulation.underPolicyDeferred(yoi, knobs(turn)),
      stickyDecided: (turn) => void resimulation.underPolicyDeferred(yoiSticky, knobs(turn)),
      certainty: (turn) => {
        const { certainty } = resimulation.underPolicyDeferred(yoi, knobs(turn));
        slices.push(longestSlice(certainty));
      },
      sticky: (turn) => void resimulation.underPolicy(yoiSticky, knobs(turn)),
    },
    rounds,
  );
  return {
    items: session.segments.reduce((sum, { items }) => sum + items.length, 0),
    requests: replay.requests.length,
    samples: resimulation.fit.samples.length,
    checked: Number.isFinite(total) ? 1 : 0,
    fit,
    longestStep,
    pass: took("pass").median,
    asRecorded: took("asRecorded").median,
    resimulated: took("resimulated").median,
    resimulatedLongest: took("resimulated").longest,
    decided: took("decided").median,
    decidedLongest: took("decided").longest,
    stickyDecided: took("stickyDecided").median,
    slice: median(slices),
    sliceLongest: Math.max(...slices),
    sticky: took("sticky").median,
  };
}

function synthetic(protectedTokens: number, minSavings: number) {
  return () =>
    timed(
      syntheticSession({
        requests,
        settings: protectedTokens === 0 ? undefined : { protectedTokens, minSavings },
        seed: 3,
        deviation: 0.03,
      }),
    );
}

async function largest() {
  let best: Given | undefined;
  for (const name of fixtureNames()) {
    const { session, replay } = await openFixture(name);
    if (replay.requests.length > (best?.replay.requests.length ?? -1)) best = { session, replay };
  }
  return best === undefined ? {} : timed(best);
}

const works = {
  "recorded with P 8000, M 4096": synthetic(8000, 4096),
  "recorded with P 40 000, M 20 000": synthetic(40_000, 20_000),
  "recorded with pruning off": synthetic(0, 0),
  "the recorded session with the most requests": largest,
} as const;

await bench(works, async (run) => {
  const names = [
    "recorded with P 8000, M 4096",
    "recorded with P 40 000, M 20 000",
    "recorded with pruning off",
    "the recorded session with the most requests",
  ] as const;
  const figures = await run(names, { rounds: 3 });
  for (const name of names) {
    const { given } = figures(name);
    const of = (figure: string) => given[figure] ?? NaN;
    const isLarge = of("requests") === requests;
    console.log(
      `${name}: ${of("requests")} requests, ${of("items")} items, ${of("samples")} samples; a plain pass takes ${of("pass").toFixed(3)} ms`,
    );
    const print = (what: string, figure: string, goal: string) => {
      row(what, times(of(figure), of("pass")), isLarge ? goal : "");
    };
    print("as recorded", "asRecorded", "≤ 1 ms");
    print("re-simulated, what is decided", "decided", "≤ 16 ms");
    print("  the longest of these", "decidedLongest", "≤ 16 ms");
    print("  another rule (yoi-sticky)", "stickyDecided", "≤ 16 ms");
    print("  certainty afterwards: its longest slice", "slice", "≤ 16 ms");
    print("  the longest of these", "sliceLongest", "≤ 16 ms");
    print("  the whole answer at once", "resimulated", "≤ 16 ms");
    print("  the longest of these", "resimulatedLongest", "");
    print("  the whole by another rule (yoi-sticky)", "sticky", "≤ 16 ms");
    print("fit, in the background", "fit", "≤ 1000 ms");
    print("  its longest step", "longestStep", "");
  }
});
