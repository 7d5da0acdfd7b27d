import { formatNumberOf } from "../../format";
import { requestFateNames, type RequestFate } from "../../replay/requestFates";
import { unreachable } from "../../unreachable";

/** How many requests met each fate, in words, gravest first; `countOf` gives the number of one by its name. */
export function fateCounts(countOf: (fate: RequestFate) => number): readonly string[] {
  return requestFateNames.flatMap((fate) => {
    const count = countOf(fate);
    return count === 0 ? [] : [fateCount(fate, count)];
  });
}

function fateCount(fate: RequestFate, count: number): string {
  switch (fate) {
    case "failed":
      return formatNumberOf(count, "failed", "failed");
    case "cancelled":
      return formatNumberOf(count, "was cancelled", "were cancelled");
    case "cut":
      return formatNumberOf(count, "was cut", "were cut");
    default:
      return unreachable(fate);
  }
}
