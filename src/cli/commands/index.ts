import type { Command } from "../command";
import { evaluationsCommand } from "./evaluations";
import { exportCommand } from "./export";
import { findingsCommand } from "./findings";
import { sessionsCommand } from "./sessions";
import { settingsCommand } from "./settings";
import { sweepCommand } from "./sweep";
import { whatIfCommand } from "./whatif";

export { summaryCommand as summary } from "./summary";

/** The commands that are called by name. */
export const commands: readonly Command[] = [
  sessionsCommand,
  evaluationsCommand,
  settingsCommand,
  findingsCommand,
  whatIfCommand,
  sweepCommand,
  exportCommand,
];
