import { mulDiv } from "../prune/integers";
import { itemFlags } from "../session/itemColumns";
import type { Segment } from "../session/segment";
import type { Chain } from "./inspectRequest";
import { positionOf, type ItemFates } from "./itemFates";

/** One candidate of an evaluation, as a row. Items are counted from 0 in their segment, requests as in the replay. */
export interface CandidateRow {
  readonly segment: number;
  readonly item: number;
  /** The item of the call that it answers; undefined where the history does not hold it. */
  readonly call: number | undefined;
  readonly tool: string | undefined;
  readonly contentBytes: number;
  /** At the rate of the evaluation; undefined where it had none. */
  readonly tokens: number | undefined;
  /** Bytes of attachments, which leave with the content but do not count as savings. */
  readonly attachmentBytes: number;
  readonly isError: boolean;
  /** Requests that had sent it, or left it out, before this one. */
  readonly ageRequests: number;
  readonly firstLeftOut: number | undefined;
  /** In the whole segment. */
  readonly cameBack: number;
  /** The next call of the same tool with the same arguments. */
  readonly readAgain: number | undefined;
}

/**
 * The candidates of an evaluation before `start`, by item. `fates` and `next` (see nextSameCalls) are those of the
 * segment. Empty where the estimates allowed no boundary.
 */
export function candidateRows(
  segment: Segment,
  fates: ItemFates,
  next: Int32Array,
  request: number,
  start: number | undefined,
  rate: Chain["rate"],
): readonly CandidateRow[] {
  if (start === undefined) return [];
  const { items } = segment;
  const ordinal = ordinalOf(fates.requests, request);
  const rows: CandidateRow[] = [];
  for (let at = 0; at < fates.items.length; at++) {
    const item = fates.items[at] ?? 0;
    if (item >= start) break;
    const contentBytes = items.contentBytes[item] ?? 0;
    const flags = items.flags[item] ?? 0;
    const firstSent = fates.firstSent[at] ?? -1;
    rows.push({
      segment: fates.segment,
      item,
      call: index(items.call[item]),
      tool: segment.toolNames[items.tool[item] ?? -1],
      contentBytes,
      tokens: rate === undefined ? undefined : mulDiv(contentBytes, rate.tokens, rate.bytes),
      attachmentBytes: items.attachmentBytes[item] ?? 0,
      isError: (flags & itemFlags.error) !== 0,
      ageRequests: firstSent < 0 ? 0 : ordinal - ordinalOf(fates.requests, firstSent),
      firstLeftOut: index(fates.firstLeftOut[at]),
      cameBack: fates.cameBack[at] ?? 0,
      readAgain: index(next[item]),
    });
  }
  return rows;
}

function ordinalOf(requests: Uint32Array, request: number): number {
  return Math.max(0, positionOf(requests, request));
}

function index(value: number | undefined): number | undefined {
  return value === undefined || value < 0 ? undefined : value;
}
