import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { SessionOutline } from "../../src/host/tree/sessionOutline";
import type { AgentMemory } from "../../src/platform/agentFiles";
import { concurrently } from "../../src/platform/concurrently";
import { discover } from "../../src/platform/discover";
import { makeManySessions } from "../support/manySessions";
import { bench, row, times } from "./support/measure";

const count = 10_000;

await bench(
  {
    /** What listing cannot do without: the names in each session's folder, and the size of each log. */
    plain: async (folder: string) => {
      const sessions = path.join(folder, "sessions");
      await concurrently(await readdir(sessions), 16, async (name) => {
        for (const log of await readdir(path.join(sessions, name)))
          await stat(path.join(sessions, name, log));
      });
    },
    listed: async (folder: string) => {
      const discovery = await discover(folder);
      const outline = new SessionOutline(() => undefined);
      outline.update([{ folder: { path: folder, origin: "opened" }, discovery }], Date.now());
      const roots = outline.roots();
      let rows = roots.length;
      for (const node of roots)
        if (node.kind === "group" && node.isOpen) rows += outline.inGroup(node).length;
      return { sessions: discovery.sessions.length, rows };
    },
    /** The same after a log grew. */
    again: async (folder: string) => {
      const agents: AgentMemory = new Map();
      await discover(folder, { agents });
      const start = performance.now();
      await discover(folder, { agents });
      return { milliseconds: performance.now() - start };
    },
  },
  async (run) => {
    const folder = await mkdtemp(path.join(tmpdir(), "prunescope-list-"));
    try {
      await makeManySessions(folder, count);
      const figures = await run(["plain", "listed", "again"], { args: [folder] });
      const plain = figures("plain").milliseconds;
      const { milliseconds, given } = figures("listed");
      row(`readdir and stat of ${count} sessions`, times(plain, plain));
      row(`list them, ${given["rows"] ?? 0} rows`, times(milliseconds, plain), "below a second");
      row("list them again", times(figures("again").given["milliseconds"] ?? NaN, plain));
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
