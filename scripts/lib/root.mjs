import { existsSync } from "node:fs";
import path from "node:path";

/**
 * The repository's folder, absolute. Looked for upwards, since a bundle that holds this file lies elsewhere than its source.
 */
export const root = findRoot(import.meta.dirname);

/**
 * @param {string} from
 * @returns {string}
 */
function findRoot(from) {
  if (existsSync(path.join(from, "tsconfig.base.json"))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error(`not inside the repository: ${import.meta.dirname}`);
  return findRoot(parent);
}
