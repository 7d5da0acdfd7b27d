import * as vscode from "vscode";
import type { contextKeys } from "./ids";
import type { Report } from "./report";

type Step = (typeof contextKeys)["sessionOpened" | "askedWhy" | "shared"];

/** Ticks a step of the walkthrough: VS Code keeps it ticked once its context key was true. */
export function stepTaken(step: Step, report: Report): void {
  report.run("ticking a step", async () =>
    vscode.commands.executeCommand("setContext", step, true),
  );
}
