import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Fills a data directory with sessions of one short log each, one every ten minutes back from a moment, and an agent
 * for every `agentEvery`-th of them; an agent points at the session that it is busy with, so most sessions have none.
 */
export async function makeManySessions(
  folder: string,
  count: number,
  { newest = 1_790_000_000_000, agentEvery = 10 } = {},
): Promise<void> {
  const indices = Array.from({ length: count }, (_, index) => index).values();
  const work = async () => {
    for (const index of indices) {
      const ts = newest - index * 600_000;
      const id = uuidAt(ts, index);
      const session = path.join(folder, "sessions", id);
      await mkdir(session, { recursive: true });
      await writeFile(
        path.join(session, `${uuidAt(ts + 1, index)}.jsonl`),
        `{"kind":"turn_end","ts":${ts},"turn_count":1}\n`,
      );
      if (index % agentEvery !== 0) continue;
      const agent = path.join(folder, "workers", `agent-${index}`);
      await mkdir(agent, { recursive: true });
      await writeFile(
        path.join(agent, "metadata.json"),
        JSON.stringify({ worker_name: `agent-${index}`, active: { session_id: id } }),
      );
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

/** A UUID of version 7: its first bits are the moment. */
function uuidAt(ts: number, index: number): string {
  const time = ts.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${index.toString(16).padStart(12, "0")}`;
}
