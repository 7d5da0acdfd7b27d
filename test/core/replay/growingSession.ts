import { SegmentFold } from "../../../src/core/session/foldSegment";
import { assembleSession, type Session } from "../../../src/core/session/session";
import { decodeUtf8 } from "../../support/foldLog";
import { Random } from "./random";
import { randomSession, type SessionKind } from "./randomSession";

export const kinds: Readonly<Record<string, SessionKind>> = {
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
export function* growingSession(
  seed: number,
  kind: SessionKind,
  damage: number,
): Generator<Session> {
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
