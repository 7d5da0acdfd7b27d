import { homedir } from "node:os";
import path from "node:path";
import type { PriceSetting } from "../../core/protocol";
import { defaultPrices } from "../../core/whatif/prices";
import { settings, type SettingName } from "../ids";

/** What the user set, made safe to use. */
export interface SettingValues {
  /** Absolute; undefined where the agent's own default holds. */
  readonly dataDirectory: string | undefined;
  /** Absolute, each once. */
  readonly sessionFolders: readonly string[];
  readonly followLive: boolean;
  readonly readInBackground: boolean;
  /** Undefined where no price is set: the page then begins with a preset. */
  readonly prices: PriceSetting | undefined;
}

/** A value that was not taken: what it is for, and why not. */
export interface SettingProblem {
  /** Without the section. */
  readonly name: SettingName;
  readonly why: "not a number" | "negative" | "not true or false" | "not a folder’s path";
}

/**
 * Reads settings, which may hold anything: VS Code checks their shape only in its own editor. `valueOf` gives what the
 * user set, undefined for what was not set. Where a value cannot be used the default holds, and it is said.
 */
export function readSettings(valueOf: (name: SettingName) => unknown): {
  readonly values: SettingValues;
  readonly problems: readonly SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  const refuse = (name: SettingName, why: SettingProblem["why"]) => {
    problems.push({ name, why });
  };
  const price = (name: SettingName): number | undefined => {
    const value = valueOf(name);
    if (value === undefined) return undefined;
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
    refuse(name, typeof value === "number" && value < 0 ? "negative" : "not a number");
    return undefined;
  };
  const flag = (name: SettingName, otherwise: boolean): boolean => {
    const value = valueOf(name) ?? otherwise;
    if (typeof value === "boolean") return value;
    refuse(name, "not true or false");
    return otherwise;
  };
  const folder = (name: SettingName, value: unknown): string | undefined => {
    const found = typeof value === "string" ? folderPath(value) : undefined;
    if (found === undefined) refuse(name, "not a folder’s path");
    return found;
  };
  const directory = valueOf(settings.dataDirectory) ?? "";
  const folders = valueOf(settings.sessionFolders) ?? [];
  const listed: readonly unknown[] = Array.isArray(folders) ? folders : [undefined];
  return {
    values: {
      dataDirectory:
        typeof directory === "string" && directory.trim() === ""
          ? undefined
          : folder(settings.dataDirectory, directory),
      sessionFolders: Array.from(
        new Set(listed.flatMap((each) => folder(settings.sessionFolders, each) ?? [])),
      ),
      followLive: flag(settings.followLive, true),
      readInBackground: flag(settings.readInBackground, true),
      prices: pricesOf(
        price(settings.cacheRead),
        price(settings.cacheWrite),
        price(settings.cacheMinutes),
      ),
    },
    problems,
  };
}

/** A price that is not set is that of the default preset. */
function pricesOf(
  cacheRead: number | undefined,
  cacheWrite: number | undefined,
  cacheMinutes: number | undefined,
): PriceSetting | undefined {
  if (cacheRead === undefined && cacheWrite === undefined && cacheMinutes === undefined)
    return undefined;
  return {
    cacheRead: cacheRead ?? defaultPrices.cacheRead,
    cacheWrite: cacheWrite ?? defaultPrices.cacheWrite,
    cacheMinutes: cacheMinutes ?? defaultPrices.cacheLifetime / 60_000,
  };
}

/** An absolute path, or one that begins with `~`; undefined for any other text, which no folder is meant by. */
function folderPath(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^~(?=$|[\\/])/.test(trimmed)) return path.join(homedir(), trimmed.slice(1));
  return path.isAbsolute(trimmed) ? path.normalize(trimmed) : undefined;
}
