import assert from "node:assert/strict";
import { appendFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { FolderWatch } from "../../src/platform/folderWatch";
import { freshFolder } from "../support/logFiles";

const patienceMilliseconds = 5000;

class Watched {
  readonly names: (string | undefined)[] = [];
  readonly reasons: string[] = [];
  readonly watch: FolderWatch;

  constructor(folder: string) {
    this.watch = new FolderWatch(folder, {
      onEvent: (name) => this.names.push(name),
      onUnable: (reason) => this.reasons.push(reason),
    });
  }

  /** Waits for an event that the act causes, of the name or of the whole folder. */
  async after(act: () => Promise<unknown>, name: string | undefined): Promise<void> {
    this.names.length = 0;
    await act();
    for (let waited = 0; !this.names.includes(name); waited += 5) {
      assert.ok(
        waited < patienceMilliseconds,
        `no event of ${String(name)}: ${String(this.names)}`,
      );
      await pause(5);
    }
  }
}

async function watching(folder: string, use: (watched: Watched) => Promise<void>): Promise<void> {
  const watched = new Watched(folder);
  try {
    await use(watched);
    assert.deepEqual(watched.reasons, []);
  } finally {
    watched.watch.dispose();
  }
}

describe("a watched folder", () => {
  it("tells of files that begin, grow, are replaced and go", async () => {
    const folder = await freshFolder();
    const file = path.join(folder, "a.jsonl");
    await watching(folder, async (watched) => {
      await watched.after(async () => writeFile(file, "1\n"), "a.jsonl");
      await watched.after(async () => appendFile(file, "2\n"), "a.jsonl");
      await watched.after(async () => {
        await writeFile(path.join(folder, "b"), "3\n");
        await rename(path.join(folder, "b"), file);
      }, "a.jsonl");
      await watched.after(async () => rm(file), "a.jsonl");
    });
  });

  it("goes on when the folder, or what holds it, was deleted and made again", async () => {
    const root = await freshFolder();
    const folder = path.join(root, "data/sessions/one");
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, "a.jsonl");
    await watching(folder, async (watched) => {
      for (const gone of [folder, path.join(root, "data")]) {
        await watched.after(async () => rm(gone, { recursive: true }), undefined);
        await watched.after(async () => mkdir(folder, { recursive: true }), undefined);
        // What began between two looks at what is there is found by the next.
        watched.watch.renew();
        await watched.after(async () => writeFile(file, "1\n"), "a.jsonl");
        await watched.after(async () => appendFile(file, "2\n"), "a.jsonl");
      }
    });
  });

  it("notices that another folder took its place", async () => {
    const root = await freshFolder();
    const folder = path.join(root, "one");
    await mkdir(folder);
    await watching(folder, async (watched) => {
      await watched.after(async () => {
        await rename(folder, path.join(root, "aside"));
        await mkdir(folder);
      }, undefined);
      await watched.after(async () => writeFile(path.join(folder, "a.jsonl"), "1\n"), "a.jsonl");
    });
  });

  it("begins with a folder that is not there yet", async () => {
    const root = await freshFolder();
    const folder = path.join(root, "later");
    await watching(folder, async (watched) => {
      await watched.after(async () => mkdir(folder), undefined);
      await watched.after(async () => writeFile(path.join(folder, "a.jsonl"), "1\n"), "a.jsonl");
    });
  });

  it("says nothing once it is disposed", async () => {
    const folder = await freshFolder();
    const watched = new Watched(folder);
    watched.watch.dispose();
    await writeFile(path.join(folder, "a.jsonl"), "1\n");
    watched.watch.renew();
    await pause(50);
    assert.deepEqual(watched.names, []);
  });
});
