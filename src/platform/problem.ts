import { t } from "../core/l10n/translation";
import type { FileProblem } from "../core/session/fileProblem";

export type { FileProblem };

/** Error codes of the file system that a user meets, in words that say what to look at. */
const words: ReadonlyMap<string, string> = new Map([
  ["ENOENT", t("there is no such file or folder")],
  ["ENOTDIR", t("a part of the path is a file, not a folder")],
  ["EISDIR", t("it is a folder, not a file")],
  ["EACCES", t("no permission to read it")],
  ["EPERM", t("no permission to read it")],
  ["ELOOP", t("its symbolic links lead in a circle")],
  ["EMFILE", t("too many files are open")],
  ["ENFILE", t("too many files are open")],
  ["ENAMETOOLONG", t("the path is too long")],
  ["ENOSPC", t("no space is left on the disk")],
  ["EIO", t("the disk could not be read")],
  ["EBUSY", t("it is in use by another program")],
  ["ESTALE", t("the network folder that held it has changed")],
  ["ERR_INVALID_ARG_VALUE", t("the path holds a character that no path may hold")],
]);

/** What an error of the file system means; its own message where the code is not one of the common ones. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return words.get(errorCode(error) ?? "") ?? error.message;
}

/** The code of a Node error (`ENOENT`, …), or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

/** A problem made from an error that an operation on `path` threw. */
export function problemOf(path: string, error: unknown): FileProblem {
  return { path, what: describeError(error) };
}
