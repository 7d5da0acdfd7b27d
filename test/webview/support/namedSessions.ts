import { readFile } from "node:fs/promises";
import { replaySession } from "../../../src/core/replay/replaySession";
import { assembleSession } from "../../../src/core/session/session";
import { fixture } from "../../support/fixtures";
import { foldLog } from "../../support/foldLog";
import { segmentLogs } from "../../support/logFiles";
import { openFixture, type OpenedFixture } from "../../support/openFixture";

/** Every so many lines one is broken, each time in another way. */
const brokenEvery = 37;

/**
 * A log with lines that are cut, that are no JSON, no UTF-8, no record, or that are missing, and an end in the middle of a line.
 * @param bytes of a whole log
 */
function damagedBytes(bytes: Buffer): Buffer {
  const lines = bytes.toString("latin1").split("\n");
  const damages: readonly ((line: string) => string | undefined)[] = [
    (line) => line.slice(0, line.length / 2),
    () => "<<<<<<< not a record",
    (line) => line.replace(/"text":"./, '"text":"\xff\xfe'),
    () => "[1, 2, 3]",
    () => undefined,
  ];
  const broken = lines.flatMap((line, at) => {
    if (at % brokenEvery !== brokenEvery - 1) return [line];
    const damage = damages[Math.floor(at / brokenEvery) % damages.length];
    return damage?.(line) ?? [];
  });
  const whole = Buffer.from(broken.join("\n"), "latin1");
  return whole.subarray(0, whole.length - 40);
}

/** A recorded session by its name, or `damaged`: one of them with lines that cannot be read. */
export async function namedSession(name: string): Promise<OpenedFixture> {
  if (name !== "damaged") return await openFixture(name);
  const [log] = await segmentLogs(await fixture("many-default"));
  if (log === undefined) throw new Error("the fixture has no log");
  const segment = foldLog(damagedBytes(await readFile(log)));
  const session = assembleSession("damaged", [segment], undefined);
  return { name, session, replay: replaySession(session), items: [] };
}

/** The session as it was when so many requests of it had been sent. */
export function beginning(opened: OpenedFixture, requests: number): OpenedFixture {
  const replay = { ...opened.replay, requests: opened.replay.requests.slice(0, requests) };
  return { ...opened, replay };
}
