import { Random } from "../core/replay/random";
import type { BaseLogs, LogBytes } from "./bases";
import { damaged } from "./damage";
import { goWholeWay, type Way } from "./wholeWay";

export interface DamageCase {
  readonly base: string;
  readonly befell: readonly string[];
  readonly logs: readonly LogBytes[];
  readonly way: Way;
}

/** The case of a number: the same logs with the same damages whenever it is made. */
export function damageCase(bases: readonly BaseLogs[], seed: number): DamageCase {
  const random = new Random(seed);
  const { name, segments } = random.pick(bases);
  const { segments: logs, befell } = damaged(random, segments);
  const chunkSizes = random.chance(0.5)
    ? [1 << 20]
    : [random.whole(1, 60), random.whole(1, 9000), random.whole(1, 700)];
  return { base: name, befell, logs, way: { chunkSizes, sweeps: random.chance(0.02) } };
}

export function runDamageCase({ logs, way }: DamageCase): void {
  goWholeWay(logs, way);
}
