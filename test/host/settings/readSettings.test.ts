import assert from "node:assert/strict";
import { homedir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { settings } from "../../../src/host/ids";
import { readSettings } from "../../../src/host/settings/readSettings";

const read = (given: Readonly<Record<string, unknown>>) =>
  readSettings((name) => (Object.hasOwn(given, name) ? given[name] : undefined));

describe("settings", () => {
  it("that are not set leave every default", () => {
    assert.deepEqual(read({}), {
      values: {
        dataDirectory: undefined,
        sessionFolders: [],
        followLive: true,
        readInBackground: true,
        prices: undefined,
      },
      problems: [],
    });
  });

  it("of prices are taken together; those that are not set are the default preset's", () => {
    assert.deepEqual(read({ "prices.cacheWrite": 2 }).values.prices, {
      cacheRead: 0.1,
      cacheWrite: 2,
      cacheMinutes: 5,
    });
    assert.deepEqual(
      read({ "prices.cacheRead": 0, "prices.cacheWrite": 1, "prices.cacheMinutes": 60 }).values
        .prices,
      { cacheRead: 0, cacheWrite: 1, cacheMinutes: 60 },
    );
  });

  it("of folders are absolute, each once", () => {
    const { values, problems } = read({
      dataDirectory: "  ~/agent ",
      sessionFolders: ["/a/b", "/a/c/../b", "~"],
    });
    assert.deepEqual(problems, []);
    assert.equal(values.dataDirectory, path.join(homedir(), "agent"));
    assert.deepEqual(values.sessionFolders, ["/a/b", homedir()]);
  });

  it("that cannot be used are said, and the default holds", () => {
    const { values, problems } = read({
      dataDirectory: "relative/folder",
      sessionFolders: ["", 7, "/ok"],
      followLive: "yes",
      readInBackground: 0,
      "prices.cacheRead": -1,
      "prices.cacheWrite": "1.25",
      "prices.cacheMinutes": Number.NaN,
    });
    assert.deepEqual(values, { ...read({}).values, sessionFolders: ["/ok"] });
    assert.deepEqual(problems, [
      { name: "dataDirectory", why: "not a folder’s path" },
      { name: "sessionFolders", why: "not a folder’s path" },
      { name: "sessionFolders", why: "not a folder’s path" },
      { name: "followLive", why: "not true or false" },
      { name: "readInBackground", why: "not true or false" },
      { name: "prices.cacheRead", why: "negative" },
      { name: "prices.cacheWrite", why: "not a number" },
      { name: "prices.cacheMinutes", why: "not a number" },
    ]);
  });

  it("of any shape are read without an exception, and every price is one", () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { minLength: 7, maxLength: 7 }), (given) => {
        const names = Object.values(settings);
        const { values } = readSettings((name) => given[names.indexOf(name)]);
        for (const price of Object.values(values.prices ?? {}))
          assert.ok(Number.isFinite(price) && price >= 0);
        for (const folder of values.sessionFolders) assert.ok(path.isAbsolute(folder));
      }),
    );
  });
});
