// What-if on ten thousand requests: as recorded, the fit, and re-simulation under any setting.
import { prepareAsRecorded } from "../../src/core/whatif/asRecorded";
import { yoi } from "../../src/core/whatif/policies/yoi";
import { prepareResimulation } from "../../src/core/whatif/resimulate";
import { syntheticSession } from "../core/whatif/syntheticSession";

const requests = 10_000;

function median(values: readonly number[]): number {
  return values.slice().sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function timed(times: number, work: (turn: number) => void): string {
  const spans = Array.from({ length: times }, (_, turn) => {
    const start = performance.now();
    work(turn);
    return performance.now() - start;
  });
  return `${median(spans).toFixed(2)} ms (best ${Math.min(...spans).toFixed(2)})`;
}

for (const settings of [
  { protectedTokens: 8000, minSavings: 4096 },
  { protectedTokens: 40_000, minSavings: 20_000 },
  undefined,
]) {
  const { session, replay } = syntheticSession({ requests, settings, seed: 3, deviation: 0.03 });
  const items = session.segments[0]?.items.length ?? 0;
  console.log(
    `${requests} requests, ${items} items, recorded with ${settings === undefined ? "pruning off" : `P ${settings.protectedTokens}, M ${settings.minSavings}`}`,
  );
  const tried = (turn: number) => ({
    protectedTokens: 3000 + (turn % 20) * 3000,
    minSavings: 4096,
  });

  const asRecorded = prepareAsRecorded(session, replay);
  console.log(`  as recorded          ${timed(60, (turn) => void asRecorded(tried(turn)))}`);

  const start = performance.now();
  const work = prepareResimulation(session, replay);
  let longest = 0;
  let last = start;
  let next = work.next();
  while (next.done !== true) {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    next = work.next();
  }
  console.log(
    `  fit                  ${(performance.now() - start).toFixed(0)} ms (longest step ${longest.toFixed(0)})`,
  );
  const resimulation = next.value;
  console.log(
    `  re-simulated         ${timed(60, (turn) => void resimulation.underSettings(tried(turn)))}`,
  );
  console.log(
    `  without certainty    ${timed(60, (turn) => void resimulation.mostLikely(yoi, [tried(turn).protectedTokens, 4096]))}`,
  );
}
