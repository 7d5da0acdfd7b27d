import assert from "node:assert/strict";
import { appendFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import * as vscode from "vscode";
import { commands, settings, settingSection, viewTypes } from "../../src/host/ids";
import { cliRows } from "../support/runCli";
import { fixture } from "../support/fixtures";
import { fixtureCopy, freshFolder, onlySegmentLog } from "../support/logFiles";
import {
  allTabs,
  closeEverything,
  errorsShown,
  openFixture,
  openFolder,
  paintedFigures,
  panelTabs,
  prunescope,
  sessionsBelow,
  until,
} from "./support/prunescope";

const sessionRow = v.object({
  session: v.string(),
  agent: v.nullable(v.string()),
  requests: v.number(),
  fires: v.number(),
  skips: v.number(),
});
const evaluationRow = v.object({ agreement: v.string() });

describe("sessions in VS Code", () => {
  before(() => {
    // On the desktop the command line runs in VS Code's own program, which is Node only when told.
    process.env["ELECTRON_RUN_AS_NODE"] = "1";
  });
  afterEach(closeEverything);

  it("a workspace that holds sessions is listed by itself", async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    const [session, ...others] = await sessionsBelow(folder);
    assert.equal(session?.name, "first");
    assert.equal(others.length, 0);
  });

  it("the data directory that is set is listed, as long as it is set", async () => {
    const folder = await fixture("rewound");
    const configuration = vscode.workspace.getConfiguration(settingSection);
    const set = async (value: string | undefined) =>
      configuration.update(settings.dataDirectory, value, vscode.ConfigurationTarget.Global);
    try {
      await set(folder);
      await until("it is listed", async () => (await sessionsBelow(folder)).length === 1);
    } finally {
      await set(undefined);
    }
    await until("it is gone", async () => (await sessionsBelow(folder)).length === 0);
  });

  it("opening a folder lists its sessions, newest first", async () => {
    const folder = await freshFolder();
    for (const name of ["first", "many-default", "no-metadata"]) {
      await cp(await fixture(name), folder, { recursive: true });
    }
    await vscode.commands.executeCommand(commands.openFolder, vscode.Uri.file(folder));
    const listed = await sessionsBelow(folder);
    assert.deepEqual(
      listed.map(({ name }) => name),
      ["01a1fc95…0ea3ba", "many-default", "first"],
    );
  });

  for (const name of ["many-default", "compacted-midway", "no-pruning", "new-failures"])
    it(`the figures painted for ${name} are those of the command line`, async () => {
      const session = await openFixture(name);
      assert.equal(await (await prunescope()).openSession(session.key), true);
      const figures = await paintedFigures(session);
      const folder = await fixture(name);
      const rows = v.parse(v.array(sessionRow), await cliRows("sessions", folder));
      const evaluations = v.parse(v.array(evaluationRow), await cliRows("evaluations", folder));
      assert.equal(rows.length, 1);
      assert.deepEqual(figures, {
        requests: rows[0]?.requests,
        fires: rows[0]?.fires,
        skips: rows[0]?.skips,
        evaluations: evaluations.length,
        exact: evaluations.filter(({ agreement }) => agreement === "exact").length,
      });
      assert.equal(session.id, rows[0]?.session);
    });

  it("a second opening shows the same panel again", async () => {
    const first = await openFixture("first");
    await paintedFigures(first);
    const other = await openFixture("many-off");
    await paintedFigures(other);
    await until("both panels are open", () => panelTabs().length === 2);
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, "many-off");
    await (await prunescope()).openSession(first.key);
    await until(
      "the first panel is in front",
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === "first",
    );
    assert.equal(panelTabs().length, 2);
  });

  it("a panel that was hidden is painted again when it is shown", async () => {
    const first = await openFixture("first");
    const before = await paintedFigures(first);
    await paintedFigures(await openFixture("many-off"));
    const api = await prunescope();
    await api.openSession(first.key);
    assert.deepEqual(await paintedFigures(first), before);
  });

  it("a folder without sessions says so, and is not listed", async () => {
    const folder = await freshFolder();
    await mkdir(path.join(folder, "sessions"));
    const shown = await errorsShown(async () =>
      vscode.commands.executeCommand(commands.openFolder, vscode.Uri.file(folder)),
    );
    assert.equal(shown.length, 1);
    assert.match(shown[0] ?? "", /^No sessions in .*: no session logs/);
    assert.deepEqual(await sessionsBelow(folder), []);
    assert.equal(panelTabs().length, 0);
  });

  it("a folder that is not there, and an address that is no folder, say so", async () => {
    const missing = path.join(await freshFolder(), "missing");
    for (const uri of [vscode.Uri.file(missing), vscode.Uri.parse("memfs:/somewhere")]) {
      const shown = await errorsShown(async () =>
        vscode.commands.executeCommand(commands.openFolder, uri),
      );
      assert.equal(shown.length, 1);
      assert.match(shown[0] ?? "", uri.scheme === "file" ? /missing/ : /^memfs:/);
    }
  });

  it("a folder's name makes no link of a notification", async () => {
    const folder = path.join(await freshFolder(), "[click](command:workbench.action.quit)");
    await mkdir(folder, { recursive: true });
    const shown = await errorsShown(async () =>
      vscode.commands.executeCommand(commands.openFolder, vscode.Uri.file(folder)),
    );
    assert.equal(shown.length, 1);
    assert.doesNotMatch(shown[0] ?? "", /\]\(/);
  });

  it("a log with lines that cannot be read is shown as far as it can be", async () => {
    const folder = await fixtureCopy("first");
    const log = await onlySegmentLog(folder);
    const bytes = await readFile(log);
    const damage = Buffer.from('{"kind":"turn_end"\n\xff\xfe\n\n{"kind":"half', "latin1");
    await writeFile(log, Buffer.concat([bytes, damage]));
    const session = await openFolder(folder);
    assert.equal((await paintedFigures(session)).requests, 5);
  });

  it("a log that is no log says so on its page", async () => {
    const folder = await fixtureCopy("first");
    const log = await onlySegmentLog(folder);
    await writeFile(log, "not a log\n".repeat(10));
    const session = await openFolder(folder);
    await until("its panel is open", () => panelTabs().length === 1);
    const painted = await Promise.race([
      (await prunescope()).figuresPainted(session.key),
      new Promise((resolve) => setTimeout(resolve, 1500, "nothing")),
    ]);
    assert.equal(painted, "nothing");
  });

  it("what is appended to a log is painted, and a log that is cut is read anew", async () => {
    const folder = await fixtureCopy("many-default");
    const log = await onlySegmentLog(folder);
    const bytes = await readFile(log);
    const cut = bytes.indexOf("\n", bytes.length >> 1) + 1;
    await writeFile(log, bytes.subarray(0, cut));
    const session = await openFolder(folder);
    const half = (await paintedFigures(session)).requests;
    assert.ok(half < 121);
    await appendFile(log, bytes.subarray(cut));
    await until(
      "the rest is painted",
      async () => (await paintedFigures(session)).requests === 121,
    );
    await writeFile(log, bytes.subarray(0, cut));
    await until(
      "the cut is painted",
      async () => (await paintedFigures(session)).requests === half,
    );
  });

  it("a log opens as a session from its own address, and with Reopen With…", async () => {
    const log = vscode.Uri.file(await onlySegmentLog(await fixture("signed")));
    await vscode.commands.executeCommand(commands.openSession, log);
    await until("its panel is open", () => panelTabs()[0]?.label === "signed");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("vscode.openWith", log, viewTypes.editor);
    const inputs = allTabs().map(({ input }) => input);
    assert.ok(inputs[0] instanceof vscode.TabInputCustom);
    const key = `${path.dirname(log.fsPath)}\n${path.basename(path.dirname(log.fsPath))}`;
    const api = await prunescope();
    let figures = await api.figuresPainted(key);
    await until("the editor has a page", async () => {
      figures = await api.figuresPainted(key);
      return figures !== undefined;
    });
    assert.equal(figures?.exact, figures?.evaluations);
    assert.equal(figures?.requests, 71);
  });

  it("every sample opens", async () => {
    for (const sample of ["flapping", "failures", "first"]) {
      await vscode.commands.executeCommand(commands.openSample, sample);
      await until(`${sample} is open`, () => panelTabs().length === 1);
      await closeEverything();
    }
  });

  it("a session that is not listed is not opened, and has no figures", async () => {
    const api = await prunescope();
    assert.equal(await api.openSession("no-such-session"), false);
    assert.equal(await api.figuresPainted("no-such-session"), undefined);
  });

  it("a session that begins in a listed folder is found", async () => {
    const folder = await fixtureCopy("first");
    const session = await openFolder(folder);
    const begun = path.join(path.dirname(session.folder), "01a1fc95-ffff-7000-8000-000000000000");
    await mkdir(begun);
    const log = path.join(begun, "01a1fc95-ffff-7000-8000-000000000001.jsonl");
    await writeFile(log, '{"kind":"turn_end","ts":1,"turn_count":1}\n');
    assert.equal((await sessionsBelow(folder)).length, 2);
    await rm(begun, { recursive: true });
    assert.equal((await sessionsBelow(folder)).length, 1);
  });
});
