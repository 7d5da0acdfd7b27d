import { homedir } from "node:os";
import path from "node:path";

/**
 * Where the agent keeps its data unless told otherwise: `$YOI_DATA_DIR`, else `$YOI_HOME`, else `~/.yoi`. An empty
 * variable counts as unset. The folder need not exist.
 */
export function defaultDataDirectory(
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  const named = [env["YOI_DATA_DIR"], env["YOI_HOME"]].find(
    (value) => value !== undefined && value !== "",
  );
  return path.resolve(named ?? path.join(home, ".yoi"));
}
