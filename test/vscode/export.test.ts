import assert from "node:assert/strict";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import * as vscode from "vscode";
import { dataElement } from "../../src/core/export/dataElement";
import { commands } from "../../src/host/ids";
import { csvRows } from "../core/export/readCsv";
import { freshFolder } from "../support/logFiles";
import {
  closeEverything,
  errorsShown,
  openFixture,
  paintedFigures,
  prunescope,
  until,
} from "./support/prunescope";

/** Opens a recorded session's page and waits until it is painted. */
async function show(name: string): Promise<Awaited<ReturnType<typeof paintedFigures>>> {
  const session = await openFixture(name);
  assert.ok(await (await prunescope()).openSession(session.key));
  return await paintedFigures(session);
}

/** The command as a script calls it. */
async function exportTo(format: string, file: string): Promise<void> {
  const to = vscode.Uri.file(file).toString();
  await vscode.commands.executeCommand(commands.exportSession, { format, to });
}

/** Answers the command's questions as a user would, by the beginning of what is chosen. */
async function answering(
  picks: readonly string[],
  file: string | undefined,
  act: () => Promise<void>,
): Promise<readonly string[]> {
  const { window } = vscode;
  const before = [window.showQuickPick, window.showSaveDialog] as const;
  const seen: string[] = [];
  const left = Array.from(picks);
  const pick = async (items: readonly vscode.QuickPickItem[]) => {
    seen.push(items.map(({ label, detail }) => `${label}: ${detail ?? ""}`).join("\n"));
    const wanted = left.shift();
    return Promise.resolve(
      items.find(({ label }) => wanted !== undefined && label.startsWith(wanted)),
    );
  };
  Object.assign(window, {
    showQuickPick: pick,
    showSaveDialog: async ({ defaultUri }: vscode.SaveDialogOptions) => {
      seen.push(defaultUri?.toString(true) ?? "");
      return Promise.resolve(file === undefined ? undefined : vscode.Uri.file(file));
    },
  });
  try {
    await act();
  } finally {
    [window.showQuickPick, window.showSaveDialog] = before;
  }
  return seen;
}

function dataOf(html: string): Buffer {
  const data = new RegExp(`id="${dataElement}">([^<]*)<`).exec(html)?.[1] ?? "";
  return gunzipSync(Buffer.from(data, "base64"));
}

describe("exporting in VS Code", () => {
  afterEach(closeEverything);

  it("asks what, with which texts and where to, and writes the page", async () => {
    await show("many-default");
    const folder = await freshFolder();
    const file = path.join(folder, "page.html");
    const seen = await answering(["Page", "Without"], file, async () => {
      await vscode.commands.executeCommand(commands.exportSession);
    });
    assert.equal(seen.length, 3);
    // What is asked first is what is taken by Enter alone.
    assert.match(seen[1] ?? "", /^Without Texts: .*nothing of messages/);
    assert.match(seen[2] ?? "", /\.html$/);
    const html = await readFile(file, "utf8");
    assert.match(html, /^<!doctype html>[^]*default-src &#39;none&#39;/);
    assert.match(html, /no texts of messages/);
    const data = dataOf(html).toString("latin1");
    assert.match(data, /"type":"outline"/);
    assert.doesNotMatch(data, /"restore":"|\.jsonl|"brief"/);
    assert.deepEqual(await readdir(folder), ["page.html"]);
  });

  it("includes texts only where they are asked for", async () => {
    await show("first");
    const file = path.join(await freshFolder(), "page.html");
    await answering(["Page", "Include"], file, async () => {
      await vscode.commands.executeCommand(commands.exportSession);
    });
    assert.match(dataOf(await readFile(file, "utf8")).toString("latin1"), /"brief":"/);
  });

  it("writes nothing where the user leaves at any question", async () => {
    await show("first");
    const folder = await freshFolder();
    for (const picks of [[], ["Page"], ["Page", "Without"], ["Requests"]])
      await answering(picks, undefined, async () => {
        await vscode.commands.executeCommand(commands.exportSession);
      });
    assert.deepEqual(await readdir(folder), []);
  });

  it("writes tables with the figures that the page has painted", async () => {
    const figures = await show("many-default");
    const folder = await freshFolder();
    await exportTo("requests", path.join(folder, "requests.csv"));
    const rows = csvRows(await readFile(path.join(folder, "requests.csv"), "utf8"));
    assert.equal(rows.length, figures.requests);
    assert.equal(rows.filter((row) => row["decision"] === "fired").length, figures.fires);
    assert.equal(rows.filter((row) => row["replay_agreement"] === "exact").length, figures.exact);
    // The tokens are being fitted meanwhile.
    const file = path.join(folder, "sweep.csv");
    await until("the settings are tried", async () => {
      await errorsShown(async () => exportTo("sweep", file));
      return (await readdir(folder)).includes("sweep.csv");
    });
    assert.ok(csvRows(await readFile(file, "utf8")).length > 10);
  });

  it("writes the picture as a drawing and in pixels", async () => {
    await show("first");
    const folder = await freshFolder();
    await exportTo("svg", path.join(folder, "picture.svg"));
    assert.match(
      await readFile(path.join(folder, "picture.svg"), "utf8"),
      /^<\?xml [^]*<\/svg>\n$/,
    );
    await exportTo("png", path.join(folder, "picture.png"));
    const png = await readFile(path.join(folder, "picture.png"));
    assert.equal(png.subarray(1, 4).toString("latin1"), "PNG");
    assert.ok(png.length > 10_000);
  });

  it("comes to an end where its page is closed meanwhile", async () => {
    const file = path.join(await freshFolder(), "picture.png");
    for (let at = 0; at < 3; at++) {
      await show("many-default");
      const ended = errorsShown(async () => exportTo("png", file));
      // The page is asked after so many turns, and closed before or after it.
      for (let turn = 0; turn < at; turn++) await new Promise(setImmediate);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      await ended;
      await rm(file, { force: true });
    }
  });

  it("says what is missing, and what exists already", async () => {
    const file = path.join(await freshFolder(), "mine.csv");
    const without = await errorsShown(async () => exportTo("requests", file));
    assert.match(without.join(), /No session's page is open/);
    await show("first");
    const candidates = await errorsShown(async () => exportTo("candidates", file));
    assert.match(candidates.join(), /No request is selected/);
    await writeFile(file, "mine");
    const existing = await errorsShown(async () => exportTo("requests", file));
    assert.match(existing.join(), /exists already/);
    assert.equal(await readFile(file, "utf8"), "mine");
  });
});
