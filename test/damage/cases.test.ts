import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { goWholeWay } from "./wholeWay";

const folder = path.join(root, "test/damage/cases");

describe("logs that once were too much", () => {
  it("go the whole way, however they are cut into chunks", async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".jsonl"));
    assert.notEqual(names.length, 0);
    for (const name of names) {
      const bytes = await readFile(path.join(folder, name));
      for (const chunkSizes of [[1 << 20], [1], [7, 100]])
        try {
          goWholeWay([{ id: "segment", bytes }], { chunkSizes, sweeps: true });
        } catch (error) {
          throw new Error(`${name} in chunks of ${chunkSizes.join(", ")}`, { cause: error });
        }
    }
  });
});
