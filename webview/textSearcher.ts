import type { HostAbility } from "../src/core/protocol";
import type { HostLink } from "./hostLink";
import type { TextSearcher } from "./timeline/timelineSearch";

/** The host as somebody who looks through texts; undefined where it has none. */
export function textSearcher(
  abilities: ReadonlySet<HostAbility>,
  host: HostLink,
): TextSearcher | undefined {
  if (!abilities.has("search")) return undefined;
  return {
    begin: (id, text, scope) => {
      host.send({ type: "search", id, text, scope });
    },
    cancel: (id) => {
      host.send({ type: "cancelSearch", id });
    },
  };
}
