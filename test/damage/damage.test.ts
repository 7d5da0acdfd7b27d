import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { runDamages, type DamageReport } from "./runDamages";

/** How many cases are run, and the number of the first: see test/README.md. */
const cases = numberFrom("PRUNESCOPE_DAMAGES", 250);
const firstSeed = numberFrom("PRUNESCOPE_DAMAGE_SEED", 1);
const hangMilliseconds = 60_000;

function numberFrom(variable: string, otherwise: number): number {
  const value = process.env[variable];
  if (value === undefined) return otherwise;
  if (!/^\d+$/.test(value)) throw new Error(`${variable}: ${value} is not a number`);
  return Number(value);
}

/** What a long run has come to, to be looked at while it runs. */
const reportFile = path.join(root, "out/damage-report.txt");

async function leaveReport({ cases: done, damages, failures, slowest }: DamageReport) {
  const lines = [
    `cases ${firstSeed} to ${firstSeed + done - 1}: ${done} run, ${failures.length} failed`,
    `slowest: case ${slowest.seed}, ${Math.round(slowest.milliseconds)} ms`,
    ...Array.from(damages, ([name, count]) => `${String(count).padStart(8)}  ${name}`),
    ...failures.map((failure) => `\n${failure}`),
  ];
  await mkdir(path.dirname(reportFile), { recursive: true });
  await writeFile(reportFile, `${lines.join("\n")}\n`);
}

describe("damaged logs", function () {
  this.timeout(0);

  it(`go the whole way from bytes to pixels: ${cases} of them, from number ${firstSeed}`, async () => {
    const report = await runDamages({
      firstSeed,
      cases,
      hangMilliseconds,
      onProgress: leaveReport,
    });
    await leaveReport(report);
    assert.equal(report.failures.length, 0, report.failures.slice(0, 10).join("\n\n"));
    assert.equal(report.cases, cases);
  });
});
