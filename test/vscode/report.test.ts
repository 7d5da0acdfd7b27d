import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Report } from "../../src/host/report";

type Level = "info" | "warn" | "error";

/** What a report writes into its output channel while `act` runs. */
function written(act: (report: Report) => void): readonly (readonly [Level, string])[] {
  const { window } = vscode;
  const before = window.createOutputChannel;
  const entries: (readonly [Level, string])[] = [];
  const write = (level: Level) => (text: string) => entries.push([level, text]);
  const channel = {
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    dispose: () => undefined,
  };
  Object.assign(window, { createOutputChannel: () => channel });
  try {
    const report = new Report();
    act(report);
    report.dispose();
  } finally {
    window.createOutputChannel = before;
  }
  return entries;
}

describe("the output channel", () => {
  it("has no entry that is made by a text, and no character that acts", () => {
    const forged = "x\n2026-11-21 10:00:00.000 [error] forged\r\n\u202e\u001b[31m";
    const shown = "x\n    2026-11-21 10:00:00.000 [error] forged\n    \\u202e\\x1b[31m";
    const error = new Error(forged);
    error.stack = forged;
    assert.deepEqual(
      written((report) => {
        report.info(forged);
        report.warn(forged);
        report.error("reading", error);
        report.error("reading", forged);
      }),
      [
        ["info", shown],
        ["warn", shown],
        ["error", `reading: ${shown}`],
        ["error", `reading: ${shown}`],
      ],
    );
  });
});
