import assert from "node:assert/strict";
import {
  appendFile,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { DiskSource } from "../../../src/host/session/sessionSource";
import { SessionService } from "../../../src/host/session/sessionService";
import { discover } from "../../../src/platform/discover";
import type { SessionRef } from "../../../src/platform/sessionRef";
import { Random } from "../../core/replay/random";
import { randomSession } from "../../core/replay/randomSession";
import { freshFolder } from "../../support/logFiles";
import { ReceivingPage } from "./support";

const sessionId = "01a1fc95-aaaa-7000-8000-000000000000";

/** Whoever writes the logs, and whatever befalls them. */
class Writer {
  readonly root: string;
  readonly folder: string;
  readonly #random: Random;
  /** What stands in each log once it is whole, by file. */
  readonly #planned = new Map<string, Buffer>();
  readonly #bytes: readonly Buffer[];
  #named = 0;

  constructor(root: string, seed: number) {
    this.root = root;
    this.folder = path.join(root, "sessions", sessionId);
    this.#random = new Random(seed);
    const { segments } = randomSession(seed, {
      troubles: { fork: 0.3, failure: 0.1 },
      clocks: ["steady"],
      idBytes: [0],
      runs: [2, 4],
    });
    this.#bytes = segments.map(({ lines }) =>
      Buffer.from(lines.map((line) => `${line}\n`).join("")),
    );
  }

  /** One random thing. Gives the file that alone was touched, where it was one that stood there before. */
  async act(): Promise<string | undefined> {
    const random = this.#random;
    const files = Array.from(this.#planned.keys());
    if (files.length === 0 || random.chance(0.08)) {
      await this.#begin();
      return undefined;
    }
    const file = random.pick(files);
    const known = await this.#exists(file);
    switch (random.whole(0, 13)) {
      case 0:
        await this.#shorten(file);
        return known ? file : undefined;
      case 1:
        await this.#replace(file);
        return known ? file : undefined;
      case 2:
        await this.#overwrite(file);
        return known ? file : undefined;
      case 3:
        await rm(file, { force: true });
        return undefined;
      case 4:
        if (random.chance(0.5)) await rm(this.folder, { recursive: true, force: true });
        return undefined;
      case 5:
        if (random.chance(0.3)) await rm(this.root, { recursive: true, force: true });
        return undefined;
      case 6:
        await this.#moveAwayAndBack();
        return undefined;
      case 7:
        await this.#writeMetadata();
        return undefined;
      default:
        await this.#append(file);
        return known ? file : undefined;
    }
  }

  async #begin(): Promise<void> {
    this.#named += 1;
    const name = `01a1fc95-bbbb-7000-8000-${String(this.#named).padStart(12, "0")}.jsonl`;
    const file = path.join(this.folder, name);
    this.#planned.set(file, this.#random.pick(this.#bytes));
    await this.#append(file);
  }

  /** Goes on where the file ends, up to anywhere, inside a line or a character too. */
  async #append(file: string): Promise<void> {
    const planned = this.#planned.get(file) ?? Buffer.alloc(0);
    const reached = (await this.#exists(file)) ? (await stat(file)).size : 0;
    const end = this.#random.chance(0.3)
      ? planned.indexOf("\n", Math.min(reached + 1, planned.length)) + 1
      : reached + this.#random.whole(1, 9000);
    await mkdir(path.dirname(file), { recursive: true });
    await appendFile(file, planned.subarray(reached, end));
  }

  async #shorten(file: string): Promise<void> {
    if (!(await this.#exists(file))) return;
    await truncate(file, this.#random.whole(0, (await stat(file)).size));
    if (this.#random.chance(0.5)) {
      // Written on at once, beyond where it had been: a rewind.
      this.#planned.set(file, this.#random.pick(this.#bytes));
      await this.#append(file);
      await this.#append(file);
    }
  }

  /** Another file of the same size under the same name. */
  async #replace(file: string): Promise<void> {
    if (!(await this.#exists(file))) return;
    const { size } = await stat(file);
    const other = this.#random.pick(this.#bytes);
    await writeFile(`${file}.new`, Buffer.concat([other, other, other]).subarray(0, size));
    await rename(`${file}.new`, file);
  }

  /** The same file, some bytes of it other than before. */
  async #overwrite(file: string): Promise<void> {
    if (!(await this.#exists(file))) return;
    const bytes = await readFile(file);
    if (bytes.length === 0) return;
    const at = this.#random.whole(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(file, bytes);
  }

  async #moveAwayAndBack(): Promise<void> {
    if (!(await this.#exists(this.folder))) return;
    await rename(this.folder, `${this.folder}-aside`);
    await rename(`${this.folder}-aside`, this.folder);
  }

  async #writeMetadata(): Promise<void> {
    const home = path.join(this.root, "pods/agent");
    await mkdir(home, { recursive: true });
    const active = { session_id: sessionId, segment_id: sessionId };
    const name = `agent ${this.#random.whole(1, 3)}`;
    await writeFile(path.join(home, "metadata.json"), JSON.stringify({ pod_name: name, active }));
  }

  async #exists(file: string): Promise<boolean> {
    return await stat(file).then(
      () => true,
      () => false,
    );
  }
}

async function found(folder: string): Promise<SessionRef | undefined> {
  const { sessions } = await discover(folder);
  return sessions.find(({ id }) => id === sessionId);
}

describe("a session that is being written", function () {
  this.timeout(120_000);

  it("is at every moment what a fresh reading gives, whatever happens to its files", async () => {
    let moments = 0;
    let without = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const root = path.join(await freshFolder(), "data");
      const writer = new Writer(root, seed);
      const random = new Random(seed + 1000);
      let ref: SessionRef | undefined;
      while (ref === undefined) {
        await writer.act();
        ref = await found(root);
      }
      const source = new DiskSource(ref);
      const service = new SessionService(source);
      const page = new ReceivingPage();
      await service.look({});
      let shown = page.take(service.messages(true));
      for (let step = 0; step < 30; step++) {
        const touched = await writer.act();
        const files = touched !== undefined && random.chance(0.7) ? [touched] : undefined;
        const overview = await service.look({}, files);
        if (overview !== undefined) shown = page.take(service.messages(false));
        const where = `seed ${seed}, step ${step}`;
        const freshRef = await found(root);
        moments += 1;
        if (freshRef === undefined) {
          without += 1;
          assert.notEqual(shown.problems.length, 0, where);
          continue;
        }
        const fresh = new DiskSource(freshRef);
        const freshService = new SessionService(fresh);
        const freshOverview = await freshService.look({});
        const expected = new ReceivingPage().take(freshService.messages(true));
        assert.deepEqual(shown.session, expected.session, where);
        assert.deepEqual(shown.replay, expected.replay, where);
        assert.deepEqual(shown.problems, expected.problems, where);
        assert.deepEqual(source.loaded().problems, fresh.loaded().problems, where);
        if (overview !== undefined) assert.deepEqual(overview, freshOverview, where);
        assert.equal(await service.look({}), undefined, `${where}: nothing happened since`);
      }
    }
    assert.ok(without > 20 && without < moments / 2, `${without} of ${moments}`);
  });
});
