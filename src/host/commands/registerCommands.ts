import * as vscode from "vscode";
import { commands, type CommandName } from "../ids";
import type { CommandContext } from "./context";
import { forgetFolder, openFolder, openSample } from "./folders";
import { openSession } from "./openSession";
import { compareChosenRequest, showChosenRecord } from "./pageCommands";

interface Handler {
  /** What is said when it fails. */
  readonly failure: string;
  /** What a command is called with is foreign: it is looked at before it is used. */
  readonly run: (argument: unknown) => Promise<void>;
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
    forgetFolder: {
      failure: t("The folder was not removed"),
      run: async (argument) => forgetFolder(context, argument),
    },
    showRecord: {
      failure: t("The record cannot be shown"),
      run: async (argument) => showChosenRecord(context, argument),
    },
    compareRequest: {
      failure: t("The request cannot be compared"),
      run: async (argument) => compareChosenRequest(context, argument),
    },
  };
  const register = (id: string, { failure, run }: Handler) =>
    vscode.commands.registerCommand(id, async (argument: unknown) =>
      context.report.attempt(failure, async () => run(argument)),
    );
  return vscode.Disposable.from(
    register(commands.openFolder, handlers.openFolder),
    register(commands.openSession, handlers.openSession),
    register(commands.openSample, handlers.openSample),
    register(commands.refresh, handlers.refresh),
    register(commands.forgetFolder, handlers.forgetFolder),
    register(commands.showRecord, handlers.showRecord),
    register(commands.compareRequest, handlers.compareRequest),
  );
}
