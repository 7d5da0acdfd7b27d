import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import * as v from "valibot";
import * as vscode from "vscode";
import type { PaintedComparison } from "../../src/core/compare/messages";
import type { ListedSession } from "../../src/host/api";
import { commands, viewTypes } from "../../src/host/ids";
import { fixture } from "../support/fixtures";
import { fixtureCopy, onlySegmentLog } from "../support/logFiles";
import { cliRows } from "../support/runCli";
import {
  allTabs,
  closeEverything,
  errorsShown,
  openFixture,
  openFolder,
  prunescope,
  until,
} from "./support/prunescope";

const figureRow = v.object({
  kind: v.literal("figure"),
  name: v.string(),
  a: v.nullable(v.number()),
  b: v.nullable(v.number()),
});
const sessionsRow = v.object({
  kind: v.literal("sessions"),
  pairs: v.object({ same: v.number(), sameEnd: v.number(), alike: v.number() }),
  firedOnlyInA: v.number(),
  firedOnlyInB: v.number(),
  otherSet: v.number(),
  otherReason: v.number(),
});

/** A session's row in the tree, as VS Code hands it to a command. */
const rowOf = ({ folder, id }: ListedSession) => ({ kind: "session", ref: { folder, id } });

const comparisonTabs = () =>
  allTabs().filter(
    ({ input }) =>
      input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewTypes.comparison),
  );

/** The figures of a comparison, once they are as wanted. */
async function painted(
  a: ListedSession,
  b: ListedSession,
  wanted: (painted: PaintedComparison) => boolean = () => true,
): Promise<PaintedComparison> {
  const api = await prunescope();
  let last: PaintedComparison | undefined;
  // Two sessions are fitted before; the older VS Code leaves their workers little of two cores while it starts.
  await until(
    "the comparison is painted",
    async () => {
      last = await api.comparisonPainted(a.key, b.key);
      return last !== undefined && wanted(last);
    },
    70_000,
  );
  if (last === undefined) throw new Error("nothing was painted");
  return last;
}

const valueOf = ({ figures }: PaintedComparison, name: string) =>
  figures.find((figure) => figure.name === name);

const isFitted = (comparison: PaintedComparison) => {
  const figure = valueOf(comparison, "tokensLeftOut");
  return figure?.a !== undefined && figure.b !== undefined;
};

describe("comparing sessions in VS Code", () => {
  before(() => {
    // On the desktop the command line runs in VS Code's own program, which is Node only when told.
    process.env["ELECTRON_RUN_AS_NODE"] = "1";
  });
  afterEach(closeEverything);

  it("two selected sessions open a panel whose figures are those of the command line", async () => {
    const a = await openFixture("many-default");
    const b = await openFixture("many-eager");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand(commands.compareSessions, rowOf(b), [rowOf(b), rowOf(a)]);
    await until("its panel is open", () => comparisonTabs().length === 1);
    assert.equal(comparisonTabs()[0]?.label, "many-default ↔ many-eager");
    const shown = await painted(a, b, isFitted);
    const rows = await cliRows(
      "compare",
      await fixture("many-default"),
      await fixture("many-eager"),
    );
    const [sessions] = rows.flatMap((row) => (v.is(sessionsRow, row) ? [row] : []));
    assert.ok(sessions !== undefined);
    const expected = rows.flatMap((row) => (v.is(figureRow, row) ? [row] : []));
    assert.equal(shown.figures.length, expected.length);
    for (const { name, a: inA, b: inB } of expected) {
      const figure = valueOf(shown, name);
      // Fitted tokens come from another engine, whose functions may differ in a last digit.
      assert.ok(Math.abs((figure?.a ?? NaN) - (inA ?? NaN)) < 0.01, name);
      assert.ok(Math.abs((figure?.b ?? NaN) - (inB ?? NaN)) < 0.01, name);
    }
    assert.equal(shown.pairs, sessions.pairs.same);
    assert.equal(
      shown.differing,
      sessions.firedOnlyInA + sessions.firedOnlyInB + sessions.otherSet + sessions.otherReason,
    );
  });

  it("a session is compared with the one selected before; the same pair is one panel", async () => {
    const a = await openFixture("many-off");
    const b = await openFixture("many-default");
    await vscode.commands.executeCommand(commands.selectForCompare, rowOf(a));
    const same = await errorsShown(async () =>
      vscode.commands.executeCommand(commands.compareWithSelected, rowOf(a)),
    );
    assert.match(same[0] ?? "", /choose another one/);
    await vscode.commands.executeCommand(commands.compareWithSelected, rowOf(b));
    const shown = await painted(a, b);
    assert.equal(valueOf(shown, "fires")?.a, 0);
    assert.equal(valueOf(shown, "fires")?.b, 86);
    await vscode.commands.executeCommand(commands.compareWithSelected, rowOf(b));
    assert.equal(comparisonTabs().length, 1);
  });

  it("more than two selected sessions are refused with the reason", async () => {
    const rows = [
      rowOf(await openFixture("many-off")),
      rowOf(await openFixture("many-default")),
      rowOf(await openFixture("many-eager")),
    ];
    const shown = await errorsShown(async () =>
      vscode.commands.executeCommand(commands.compareSessions, rows[0], rows),
    );
    assert.match(shown[0] ?? "", /3 sessions are selected; select two/);
    assert.equal(comparisonTabs().length, 0);
  });

  it("what is appended to either log is compared, too", async () => {
    const folder = await fixtureCopy("many-default");
    const log = await onlySegmentLog(folder);
    const bytes = await readFile(log);
    const cut = bytes.indexOf("\n", bytes.length >> 1) + 1;
    await writeFile(log, bytes.subarray(0, cut));
    const a = await openFolder(folder);
    const b = await openFixture("many-off");
    await vscode.commands.executeCommand(commands.selectForCompare, rowOf(a));
    await vscode.commands.executeCommand(commands.compareWithSelected, rowOf(b));
    const half = await painted(a, b);
    assert.ok(half.pairs < 121);
    await appendFile(log, bytes.subarray(cut));
    const whole = await painted(a, b, ({ pairs }) => pairs === 121);
    assert.equal(valueOf(whole, "fires")?.a, 86);
  });
});
