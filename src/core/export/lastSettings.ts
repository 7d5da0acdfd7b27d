import { defaultSettings, type PruneSettings } from "../prune/evaluate";
import type { SessionReplay } from "../replay/model";

/** The settings of the last evaluation that could be replayed; the agent's defaults where there is none. */
export function lastSettings({ segments }: SessionReplay): PruneSettings {
  return (
    segments
      .flatMap(({ evaluations }) => evaluations)
      .filter(({ replayed }) => replayed !== undefined)
      .at(-1)?.settings ?? defaultSettings
  );
}
