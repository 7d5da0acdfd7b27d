import type { Command } from "../command";
import { evaluationsCommand } from "./evaluations";
import { sessionsCommand } from "./sessions";
import { settingsCommand } from "./settings";
import { whatIfCommand } from "./whatif";

export { summaryCommand as summary } from "./summary";

/** The commands that are called by name. */
export const commands: readonly Command[] = [
  sessionsCommand,
  evaluationsCommand,
  settingsCommand,
  whatIfCommand,
];
