import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { fixture, fixtureNames, truth } from "./fixtures";

describe("fixtures", () => {
  for (const name of fixtureNames()) {
    it(`${name}: the log and its truth have the same evaluations`, async () => {
      const folder = await fixture(name);
      const evaluations = new Map<string, number>();
      for (const file of await readdir(folder, { recursive: true })) {
        assert.notEqual(path.basename(file), "truth.json");
        if (!file.endsWith(".jsonl")) continue;
        const text = await readFile(path.join(folder, file), "utf8");
        const count = text.match(/"name":"prune\.(fire|skip)"/g)?.length ?? 0;
        if (count > 0) evaluations.set(path.basename(file, ".jsonl"), count);
      }
      const expected = new Map<string, number>();
      for (const { segment } of truth(name).evaluations) {
        expected.set(segment, (expected.get(segment) ?? 0) + 1);
      }
      assert.deepEqual(evaluations, expected);
    });
  }

  it("unpacks once, whoever asks at the same time", async () => {
    const folders = await Promise.all(Array.from({ length: 8 }, async () => fixture("first")));
    assert.equal(new Set(folders).size, 1);
  });

  it("refuses a name that it does not have", async () => {
    await assert.rejects(fixture("no such session"));
  });
});
