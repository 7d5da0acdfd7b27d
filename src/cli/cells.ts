import { formatCount } from "../core/format";
import type { Decision } from "../core/prune/evaluate";
import { visibleText } from "../core/visibleText";

/** What stands in a cell for a value that is not known or does not exist. */
export const nothing = "–";

export const decisionWords: Readonly<Record<Decision, string>> = {
  fired: "fired",
  no_candidates: "no candidates",
  below_min_savings: "below min savings",
};

/** A count for people; a dash where it is not known or does not exist. */
export function countCell(value: number | null | undefined): string {
  return value === null || value === undefined ? nothing : formatCount(value);
}

/** Text from a log or a file's name, made harmless. */
export function textCell(text: string | null | undefined): string {
  return text === null || text === undefined || text === "" ? nothing : visibleText(text);
}

/** What two sources say, once where they agree: `12`, `12 → 13`. */
export function pairCell(recorded: number | null, replayed: number | null): string {
  if (recorded === replayed || replayed === null) return countCell(recorded);
  return recorded === null
    ? countCell(replayed)
    : `${countCell(recorded)} ≠ ${countCell(replayed)}`;
}

/** A position as people count, from 1; in JSON it is counted from 0. */
export function numberCell(position: number | null): string {
  return countCell(position === null ? null : position + 1);
}

/** The end of a UUID, which tells apart what its beginning, a time, does not. */
export function shortId(id: string): string {
  return visibleText(id.length > 12 ? `…${id.slice(-8)}` : id);
}
