import { t } from "../core/l10n/translation";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { describeError, problemOf, type FileProblem } from "./problem";

export interface Entry {
  readonly name: string;
  readonly path: string;
  readonly kind: "file" | "folder";
}

/**
 * A folder that the user opened, with everything below it and nothing else: a symbolic link that leads out of it is
 * not followed but reported, since a log may come from anywhere and its links point where their maker wanted.
 */
export class Enclosure {
  readonly root: string;
  readonly problems: FileProblem[] = [];

  private constructor(root: string) {
    this.root = root;
  }

  /** Opens the enclosure of a path that exists. Throws the file system's error where it does not. */
  static async of(root: string): Promise<Enclosure> {
    return new Enclosure(await realpath(root));
  }

  /** The same walls, with problems of its own. */
  quiet(): Enclosure {
    return new Enclosure(this.root);
  }

  /**
   * Files and folders in a folder whose name is wanted, sorted by name. Links are resolved; those that lead out or
   * nowhere become problems, as does a folder that cannot be read. Sockets, pipes and devices are left out.
   */
  async list(folder: string, wanted: (name: string) => boolean): Promise<readonly Entry[]> {
    let found;
    try {
      found = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      this.problems.push(problemOf(folder, error));
      return [];
    }
    const entries: Entry[] = [];
    for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!wanted(entry.name)) continue;
      const full = path.join(folder, entry.name);
      const kind = entry.isFile()
        ? "file"
        : entry.isDirectory()
          ? "folder"
          : entry.isSymbolicLink()
            ? await this.#kindOfLink(full)
            : undefined;
      if (kind !== undefined) entries.push({ name: entry.name, path: full, kind });
    }
    return entries;
  }

  async #kindOfLink(link: string): Promise<Entry["kind"] | undefined> {
    try {
      const target = await realpath(link);
      if (!this.encloses(target)) {
        this.problems.push({
          path: link,
          what: t("a symbolic link that leads out of the opened folder; it is not followed"),
        });
        return undefined;
      }
      const stats = await stat(target);
      return stats.isFile() ? "file" : stats.isDirectory() ? "folder" : undefined;
    } catch (error) {
      this.problems.push({ path: link, what: t("a symbolic link: {0}", describeError(error)) });
      return undefined;
    }
  }

  /** True where a real path lies in the enclosure. */
  encloses(real: string): boolean {
    const relative = path.relative(this.root, real);
    return (
      relative === "" ||
      !(relative === ".." || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
    );
  }
}
