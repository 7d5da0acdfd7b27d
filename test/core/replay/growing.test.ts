import assert from "node:assert/strict";
import type { ReplayedEvaluation } from "../../../src/core/replay/model";
import { replaySession, SessionReplayer } from "../../../src/core/replay/replaySession";
import { SegmentFold } from "../../../src/core/session/foldSegment";
import { assembleSession, type Session } from "../../../src/core/session/session";
import { decodeUtf8 } from "../../support/foldLog";
import { growingFixture } from "../../support/growingFixture";
import { Random } from "./random";
import { randomSession, type SessionKind } from "./randomSession";

const kinds: Readonly<Record<string, SessionKind>> = {
  "without any trouble": {
    troubles: {},
    clocks: ["steady", "same", "late"],
    idBytes: [0],
    runs: [2, 8],
  },
  "with failures and cuts": {
    troubles: { failure: 0.1, cut: 0.1, missingUsage: 0.05, rollBack: 0.2 },
    clocks: ["steady", "same", "late"],
    idBytes: [0],
    runs: [3, 9],
  },
  "with everything at once": {
    troubles: {
      failure: 0.06,
      cut: 0.05,
      missingUsage: 0.04,
      rollBack: 0.2,
      restart: 0.1,
      fork: 0.15,
      rewind: 0.05,
      compaction: 0.1,
      midwayCompaction: 0.05,
      crash: 0.03,
      lostMetric: 0.02,
      settingsChange: 0.05,
    },
    clocks: ["steady", "same", "late"],
    idBytes: [0, 61],
    runs: [4, 10],
    images: true,
  },
};

interface GrowingLog {
  readonly bytes: Buffer;
  readonly fold: SegmentFold;
  taken: number;
}

/**
 * States of a session while its logs are written: pieces with random borders, mostly of the newest log, sometimes of one
 * that a newer one was forked from; some pieces hold a line that nobody can read.
 */
function* growing(seed: number, kind: SessionKind, damage: number): Generator<Session> {
  const random = new Random(7919 * seed);
  const { sessionId, segments } = randomSession(seed, kind);
  const logs = segments.map(({ id, lines }): GrowingLog => ({
    bytes: Buffer.from(
      lines.map((line) => `${random.chance(damage) ? line.slice(0, -9) : line}\n`).join(""),
    ),
    fold: new SegmentFold(id, decodeUtf8),
    taken: 0,
  }));
  let begun = 1;
  for (;;) {
    const open = logs.slice(0, begun).filter(({ bytes, taken }) => taken < bytes.length);
    const newest = open[open.length - 1];
    if (newest === undefined && begun === logs.length) return;
    if (newest === undefined || (begun < logs.length && random.chance(0.02))) {
      begun += 1;
      continue;
    }
    const log = random.chance(0.8) ? newest : random.pick(open);
    const upTo = random.chance(0.5)
      ? log.bytes.indexOf("\n", log.taken) + 1
      : log.taken + random.whole(1, random.chance(0.2) ? 20_000 : 900);
    log.fold.push(log.bytes.subarray(log.taken, upTo));
    log.taken = Math.min(upTo, log.bytes.length);
    if (random.chance(0.4)) continue;
    const folded = logs.slice(0, begun).map(({ fold }) => fold.snapshot());
    yield assembleSession(sessionId, folded, undefined);
  }
}

function evaluationsOf(replay: ReturnType<typeof replaySession>): readonly ReplayedEvaluation[] {
  return replay.segments.flatMap(({ evaluations }) => evaluations);
}

describe("replay of a session that grows", function () {
  this.timeout(240_000);

  for (const [name, kind] of Object.entries(kinds))
    for (const damage of [0, 0.01])
      it(`is that of its newest state, ${name}${damage > 0 ? " and unreadable lines" : ""}`, () => {
        let all = 0;
        let kept = 0;
        for (let seed = 1; seed <= 8; seed++) {
          const replayer = new SessionReplayer();
          let before: ReadonlySet<ReplayedEvaluation> = new Set();
          for (const session of growing(seed, kind, damage)) {
            const replay = replayer.replay(session);
            assert.deepEqual(replay, replaySession(session), `seed ${String(seed)}`);
            const evaluations = evaluationsOf(replay);
            all += evaluations.length;
            kept += evaluations.filter((evaluation) => before.has(evaluation)).length;
            before = new Set(evaluations);
          }
        }
        assert.ok(all > 500);
        // Else nothing was tried. Logs that are mended are replayed anew.
        const least = name === "without any trouble" && damage === 0 ? all / 2 : all / 10;
        assert.ok(kept > least, `${String(kept)} of ${String(all)} kept`);
      });

  for (const name of ["many-default", "compacted-midway"])
    it(`${name}: is that of its newest state, with the settings that metadata claims and without`, async () => {
      const claimed = new SessionReplayer();
      const inferred = new SessionReplayer();
      for await (const session of growingFixture(name, 40)) {
        assert.deepEqual(claimed.replay(session), replaySession(session));
        const bare = { ...session, metadata: undefined };
        assert.deepEqual(inferred.replay(bare), replaySession(bare));
      }
    });

  it("begins anew where another log stands under the same name", () => {
    const replayer = new SessionReplayer();
    for (const seed of [3, 4, 3])
      for (const session of growing(seed, kinds["without any trouble"] ?? missing(), 0)) {
        const named = { ...session, id: "one" };
        assert.deepEqual(replayer.replay(named), replaySession(named));
      }
  });

  it("takes other settings from metadata that changes", async () => {
    const replayer = new SessionReplayer();
    let turn = 0;
    for await (const session of growingFixture("many-default", 60)) {
      turn += 1;
      const seen = turn % 3 === 0 ? { ...session, metadata: undefined } : session;
      assert.deepEqual(replayer.replay(seen), replaySession(seen));
    }
  });
});

function missing(): never {
  throw new Error("no such kind");
}
