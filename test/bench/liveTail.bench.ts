import { watch } from "node:fs";
import { appendFile, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { formatBytes, formatCount } from "../../src/core/format";
import { SessionReceiver } from "../../src/core/wire/sessionReceiver";
import { ChangedLogs, followPace } from "../../src/host/page/changedLogs";
import { RepeatedLook } from "../../src/host/repeatedLook";
import { SessionService } from "../../src/host/session/sessionService";
import { DiskSource } from "../../src/host/session/sessionSource";
import { discover } from "../../src/platform/discover";
import { FolderWatch } from "../../src/platform/folderWatch";
import { LoadedSession } from "../../webview/loadedSession";
import { longLog } from "../core/replay/longLog";
import { bench, median, row, times } from "./support/measure";

const appends = 20;
const requests = [300, 1200, 6000];
const line = `{"kind":"user_input","ts":1790000000000,"segments":[{"kind":"text","content":"Go on."}]}\n`;

/** Appends line after line and gives the medians of the times until each was told of, and of the processors' until then. */
async function appendedUntil(file: string, told: () => Promise<void>) {
  const spans: number[] = [];
  const cpuSpans: number[] = [];
  for (let turn = 0; turn < appends; turn++) {
    // As long as a look rests after the one before it.
    await pause(30 + 3 * (spans.at(-1) ?? 0));
    const next = told();
    const cpu = process.cpuUsage();
    const start = performance.now();
    await appendFile(file, line);
    await next;
    spans.push(performance.now() - start);
    const { user, system } = process.cpuUsage(cpu);
    cpuSpans.push((user + system) / 1000);
  }
  return { milliseconds: median(spans), cpuMilliseconds: median(cpuSpans) };
}

/** A promise that somebody else keeps. */
class Signal {
  #tell: () => void = () => undefined;

  readonly next = async (): Promise<void> =>
    new Promise((resolve) => {
      this.#tell = resolve;
    });

  readonly tell = (): void => {
    this.#tell();
  };
}

/** Follows a session as the extension does, in one thread, and tells of each look that found anything. */
async function followed(
  file: string,
  look: (files: readonly string[] | undefined) => Promise<boolean>,
) {
  const signal = new Signal();
  const changed = new ChangedLogs();
  const report = { run: (_: string, work: () => Promise<unknown>) => void work() };
  const repeated = new RepeatedLook(
    "following",
    async () => {
      if (await look(changed.take())) signal.tell();
    },
    followPace,
    report,
  );
  const following = new FolderWatch(path.dirname(file), {
    onEvent: (name) => {
      changed.add(name === undefined ? undefined : path.join(path.dirname(file), name));
      repeated.hint();
    },
    onUnable: (reason) => {
      throw new Error(reason);
    },
  });
  const figures = await appendedUntil(file, signal.next);
  repeated.dispose();
  following.dispose();
  return figures;
}

async function sourceOf(file: string): Promise<DiskSource> {
  const { sessions } = await discover(path.dirname(file));
  if (sessions[0] === undefined) throw new Error(`${file} is no session`);
  return new DiskSource(sessions[0]);
}

await bench(
  {
    /** The system's watcher and nothing else. */
    watched: async (file: string) => {
      const signal = new Signal();
      const watcher = watch(path.dirname(file), signal.tell);
      const figures = await appendedUntil(file, signal.next);
      watcher.close();
      return figures;
    },
    /** Noticed, read and folded. */
    read: async (file: string) => {
      const source = await sourceOf(file);
      await source.read({});
      return await followed(file, async (files) => source.read({}, files));
    },
    /** Noticed, read, replayed, sent as messages, put together by the page and summed up there: all but the drawing. */
    received: async (file: string) => {
      const service = new SessionService(await sourceOf(file));
      await service.look({});
      const receiver = new SessionReceiver();
      let shown: LoadedSession | undefined;
      const send = (anew: boolean) => {
        for (const message of service.messages(anew)) {
          if (message.type !== "outline" && message.type !== "columns" && message.type !== "loaded")
            continue;
          const receipt = receiver.take(message);
          if (receipt.kind !== "received") continue;
          const { generation, session, replay, problems } = receipt;
          shown = new LoadedSession(generation, session, replay, problems, shown);
        }
      };
      send(true);
      return await followed(file, async (files) => {
        if ((await service.look({}, files)) === undefined) return false;
        send(false);
        return true;
      });
    },
  },
  async (run) => {
    const root = await mkdtemp(path.join(tmpdir(), "prunescope-tail-"));
    try {
      for (const [at, evaluations] of requests.entries()) {
        const folder = path.join(root, `01900000-0000-7000-8000-00000000000${at}`);
        await mkdir(folder);
        const file = path.join(folder, "01900000-0000-7000-8000-000000000009.jsonl");
        // One whose decisions agree with the rules, as those of an agent that is at work do.
        await writeFile(file, longLog({ evaluations, runLength: 20, seed: 5 }));
        const figures = await run(["watched", "read", "received"], { args: [file], rounds: 2 });
        const told = (name: "watched" | "read" | "received") =>
          figures(name).given["milliseconds"] ?? NaN;
        const size = `${formatCount(evaluations)} requests, ${formatBytes((await stat(file)).size)}`;
        row(`append to fs.watch, ${size}`, times(told("watched"), told("watched")));
        row(`append to read, ${size}`, times(told("read"), told("watched")));
        row(
          `append to page, ${size}`,
          times(told("received"), told("watched")),
          "20 ms and a frame",
        );
        // On a machine that others use too it tells more than the clock.
        const cpu = (name: "watched" | "received") => figures(name).given["cpuMilliseconds"] ?? NaN;
        row(`its processors' time, ${size}`, times(cpu("received"), cpu("watched")));
      }
    } finally {
      await rm(root, { recursive: true });
    }
  },
);
