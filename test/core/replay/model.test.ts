import assert from "node:assert/strict";
import { replaySession } from "../../../src/core/replay/replaySession";
import { compare, modelSession } from "./modelSession";
import { randomSession, type SessionKind } from "./randomSession";

const broken = { failure: 0.12, cut: 0.1, missingUsage: 0.08, rollBack: 0.3 };

interface Sessions extends SessionKind {
  readonly sessions: number;
  /** Share of the evaluations that may be placed at another length that agrees as well, and that replay says may be. */
  readonly otherwise: number;
}

const kinds: Readonly<Record<string, Sessions>> = {
  "without any trouble": {
    sessions: 150,
    otherwise: 0,
    troubles: {},
    clocks: ["steady", "same", "late"],
    idBytes: [0],
    runs: [1, 6],
  },
  "with reasoning ids that the log drops": {
    sessions: 150,
    otherwise: 0,
    troubles: {},
    clocks: ["steady", "same"],
    idBytes: [0, 30, 61],
    runs: [2, 6],
  },
  "with images": {
    sessions: 150,
    otherwise: 0,
    troubles: {},
    clocks: ["steady"],
    idBytes: [0],
    runs: [2, 6],
    images: true,
  },
  "with failures, cuts, missing usage and turns rolled back": {
    sessions: 200,
    otherwise: 0.005,
    troubles: broken,
    clocks: ["steady"],
    idBytes: [0],
    runs: [3, 9],
  },
  "with all of these within one millisecond, or written late": {
    sessions: 200,
    otherwise: 0.04,
    troubles: broken,
    clocks: ["same", "late"],
    idBytes: [0],
    runs: [3, 9],
  },
  "with all of these and reasoning ids": {
    sessions: 200,
    otherwise: 0.02,
    troubles: broken,
    clocks: ["steady", "same"],
    idBytes: [61],
    runs: [3, 9],
  },
  "restarted, and forked": {
    sessions: 150,
    otherwise: 0.002,
    troubles: { restart: 0.3, fork: 0.15 },
    clocks: ["steady"],
    idBytes: [0, 61],
    runs: [4, 10],
  },
  "forked many times in a row": {
    sessions: 150,
    otherwise: 0,
    troubles: { fork: 0.4 },
    clocks: ["steady"],
    idBytes: [0, 61],
    runs: [4, 8],
  },
  "rewound, also in forks": {
    sessions: 150,
    otherwise: 0.002,
    troubles: { rewind: 0.2, fork: 0.15 },
    clocks: ["steady"],
    idBytes: [0, 61],
    runs: [4, 10],
  },
  "compacted between and in the middle of runs, also after restarts": {
    sessions: 150,
    otherwise: 0.002,
    troubles: { compaction: 0.2, midwayCompaction: 0.06, restart: 0.1 },
    clocks: ["steady"],
    idBytes: [0, 61],
    runs: [4, 8],
  },
  "with runs that crashed": {
    sessions: 150,
    otherwise: 0.002,
    troubles: { crash: 0.05, fork: 0.1 },
    clocks: ["steady"],
    idBytes: [0, 61],
    runs: [4, 8],
  },
  "with metrics that were never written": {
    sessions: 150,
    otherwise: 0.002,
    troubles: { lostMetric: 0.03 },
    clocks: ["steady"],
    idBytes: [0],
    runs: [3, 8],
  },
  "with everything at once": {
    sessions: 200,
    otherwise: 0.02,
    troubles: {
      failure: 0.06,
      cut: 0.05,
      missingUsage: 0.04,
      rollBack: 0.2,
      restart: 0.1,
      fork: 0.1,
      rewind: 0.05,
      compaction: 0.05,
      midwayCompaction: 0.02,
      crash: 0.01,
      lostMetric: 0.005,
    },
    clocks: ["steady", "same", "late"],
    idBytes: [0, 61],
    runs: [4, 10],
    images: true,
  },
};

describe("replay of sessions that an independent model of the writer wrote", function () {
  this.timeout(240_000);
  for (const [name, { sessions, otherwise: allowed, ...kind }] of Object.entries(kinds))
    it(`${sessions} sessions ${name}`, () => {
      let rows = 0;
      let otherwise = 0;
      const wrong: string[] = [];
      for (let seed = 1; seed <= sessions; seed++) {
        const model = randomSession(seed, kind);
        const session = modelSession(model.sessionId, model.segments);
        const comparison = compare(model, session, replaySession(session));
        rows += comparison.rows;
        otherwise += comparison.otherwise;
        wrong.push(...comparison.wrong.map((sentence) => `seed ${seed}, ${sentence}`));
      }
      assert.ok(rows > 10 * sessions);
      assert.deepEqual(wrong, []);
      assert.ok(
        otherwise <= allowed * rows,
        `${otherwise} of ${rows} evaluations stand at another length that agrees as well`,
      );
    });
});
