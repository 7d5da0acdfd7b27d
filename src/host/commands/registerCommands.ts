import * as vscode from "vscode";
import { compareSessions, compareWithSelected, selectForCompare } from "../compare/commands";
import { commands, extensionId, walkthrough, type CommandName } from "../ids";
import type { CommandContext } from "./context";
import { forgetFolder, openFolder, openSample } from "./folders";
import { clearFilter, filterSessions, showMore } from "./filter";
import { exportSession } from "../export/exportSession";
import { openSession } from "./openSession";
import { compareChosenRequest, showChosenRecord } from "./pageCommands";

interface Handler {
  /** What is said when it fails. */
  readonly failure: string;
  /** What a command is called with is foreign: it is looked at before it is used. Rows of a view come with all selected. */
  readonly run: (argument: unknown, selection: unknown) => Promise<void> | void;
}

/** Registers every command of the manifest. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const { t } = vscode.l10n;
  const handlers: Readonly<Record<CommandName, Handler>> = {
    openFolder: {
      failure: t("The folder was not opened"),
      run: async (argument) => openFolder(context, argument),
    },
    openSession: {
      failure: t("The session was not opened"),
      run: async (argument) => openSession(context, argument),
    },
    openSample: {
      failure: t("The sample was not opened"),
      run: async (argument) => openSample(context, argument),
    },
    refresh: {
      failure: t("The sessions were not refreshed"),
      run: async () => context.library.refresh(),
    },
    filterSessions: {
      failure: t("The sessions were not filtered"),
      run: async (argument) => filterSessions(context, argument),
    },
    clearFilter: {
      failure: t("The filter was not cleared"),
      run: () => {
        clearFilter(context);
      },
    },
    showMore: {
      failure: t("No more sessions were shown"),
      run: (argument) => {
        showMore(context, argument);
      },
    },
    forgetFolder: {
      failure: t("The folder was not removed"),
      run: async (argument) => forgetFolder(context, argument),
    },
    firstSteps: {
      failure: t("The first steps cannot be shown"),
      run: async () =>
        vscode.commands.executeCommand(
          "workbench.action.openWalkthrough",
          `${extensionId}#${walkthrough}`,
          false,
        ),
    },
    showRecord: {
      failure: t("The record cannot be shown"),
      run: async (argument) => showChosenRecord(context, argument),
    },
    compareRequest: {
      failure: t("The request cannot be compared"),
      run: async (argument) => compareChosenRequest(context, argument),
    },
    compareSessions: {
      failure: t("The sessions cannot be compared"),
      run: async (argument, selection) => compareSessions(context, argument, selection),
    },
    selectForCompare: {
      failure: t("The session was not selected"),
      run: async (argument) => selectForCompare(context, argument),
    },
    compareWithSelected: {
      failure: t("The sessions cannot be compared"),
      run: async (argument) => compareWithSelected(context, argument),
    },
    exportSession: {
      failure: t("The session was not exported"),
      run: async (argument) => exportSession(context, argument),
    },
  };
  const register = (id: string, { failure, run }: Handler) =>
    vscode.commands.registerCommand(id, async (argument: unknown, selection: unknown) =>
      context.report.attempt(failure, async () => run(argument, selection)),
    );
  return vscode.Disposable.from(
    register(commands.openFolder, handlers.openFolder),
    register(commands.openSession, handlers.openSession),
    register(commands.openSample, handlers.openSample),
    register(commands.refresh, handlers.refresh),
    register(commands.filterSessions, handlers.filterSessions),
    register(commands.clearFilter, handlers.clearFilter),
    register(commands.showMore, handlers.showMore),
    register(commands.forgetFolder, handlers.forgetFolder),
    register(commands.firstSteps, handlers.firstSteps),
    register(commands.showRecord, handlers.showRecord),
    register(commands.compareRequest, handlers.compareRequest),
    register(commands.exportSession, handlers.exportSession),
    register(commands.compareSessions, handlers.compareSessions),
    register(commands.selectForCompare, handlers.selectForCompare),
    register(commands.compareWithSelected, handlers.compareWithSelected),
  );
}
