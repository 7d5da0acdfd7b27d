import { pruneHistory, type PruneHistory } from "../../prune/pruneHistory";
import { itemFlags, kindIndex, type ItemColumns } from "../itemColumns";
import type { Segment } from "../segment";
import { mostAgreed, type Interval } from "./mostAgreed";
import { savingsClues, type SavingsClue } from "./savingsClues";

/** An id of a reasoning item, which the log drops, is no longer than this. */
const mostIdBytes = 512;
/** An item without any text has so many bytes. */
const leastBytes = 40;
/** A tool result's bytes besides its content, where nothing is known of it. */
const restBytes = 110;

/**
 * The segment with lost items of the sizes that the recorded savings prove: one after the other, each by the evaluations that
 * knew it and not yet the next. What nothing proves keeps the size that was guessed.
 */
export function withLostSizes(segment: Segment): Segment {
  const clues = savingsClues(segment);
  if (clues.length === 0) return segment;
  const wholeBytes = segment.items.wholeBytes.slice();
  const contentBytes = segment.items.contentBytes.slice();
  const projectable = segment.items.projectable.slice();
  const flags = segment.items.flags.slice();
  const items: ItemColumns = { ...segment.items, wholeBytes, contentBytes, projectable, flags };
  const lost = lostItems(items);
  const reasoning = reasoningBefore(items);
  const idBytes = likelyIdBytes(clues, items, reasoning, lost[0] ?? 0);
  for (const [at, item] of lost.entries()) {
    const next = lost[at + 1] ?? Infinity;
    const own = clues.filter(({ prefix }) => prefix > item && prefix <= next);
    if (own.length === 0) continue;
    const isResult = items.kind[item] === kindIndex["tool result"];
    if (isResult) settleContent(items, item, own);
    const history = pruneHistory(items, (index) => (isReasoning(items, index) ? idBytes : 0));
    const hasContent = projectable[item] === 1;
    const behind = own.filter(({ start }) => start <= item || !hasContent);
    const whole = mostAgreed(behind.map((clue) => wholeInterval(history, clue)));
    const size = wholeBytes[item] ?? 0;
    if (whole !== undefined && size + whole >= leastBytes) {
      wholeBytes[item] = size + whole;
      if (hasContent) {
        const rest = Math.max(leastBytes, Math.min(restBytes, size - (contentBytes[item] ?? 0)));
        contentBytes[item] = Math.max(0, size + whole - rest);
      }
    }
    if (!hasContent) continue;
    const before = own.filter(({ start }) => start > item);
    const known = pruneHistory(items, (index) => (isReasoning(items, index) ? idBytes : 0));
    const content = mostAgreed(
      before.map((clue) =>
        whole === undefined ? bothInterval(known, clue) : contentInterval(known, clue),
      ),
    );
    const bytes = (contentBytes[item] ?? 0) + (content ?? 0);
    if (content === undefined || bytes < 0) continue;
    contentBytes[item] = bytes;
    if (whole === undefined) wholeBytes[item] = (wholeBytes[item] ?? 0) + content;
  }
  return { ...segment, items };
}

function lostItems({ length, flags }: ItemColumns): readonly number[] {
  const lost: number[] = [];
  for (let item = 0; item < length; item++)
    if (((flags[item] ?? 0) & itemFlags.lost) !== 0) lost.push(item);
  return lost;
}

function isReasoning({ kind }: ItemColumns, item: number): boolean {
  return kind[item] === kindIndex.reasoning;
}

function reasoningBefore(items: ItemColumns): Uint32Array {
  const before = new Uint32Array(items.length + 1);
  for (let item = 0; item < items.length; item++)
    before[item + 1] = (before[item] ?? 0) + (isReasoning(items, item) ? 1 : 0);
  return before;
}

/** The constant of reasoning ids that most of the evaluations before the first loss agree with; 0 where none is better. */
function likelyIdBytes(
  clues: readonly SavingsClue[],
  items: ItemColumns,
  reasoning: Uint32Array,
  firstLost: number,
): number {
  const history = pruneHistory(items);
  const intervals = clues.flatMap((clue): readonly Interval[] => {
    const holders = reasoning[clue.prefix] ?? 0;
    if (clue.prefix > firstLost || holders === 0) return [];
    const { from, to } = wholeInterval(history, clue);
    return [{ from: Math.ceil(from / holders), to: Math.floor(to / holders) }];
  });
  const bytes = mostAgreed(intervals) ?? 0;
  return bytes > 0 && bytes <= mostIdBytes ? bytes : 0;
}

/** Whether the result had content, by the number of candidates in the evaluations whose boundary lay behind it. */
function settleContent(items: ItemColumns, item: number, clues: readonly SavingsClue[]): void {
  const { candidates } = pruneHistory(items);
  const had = items.projectable[item] === 1;
  let votes = 0;
  for (const { start, candidateCount } of clues) {
    if (start <= item || candidateCount === undefined) continue;
    const more = candidateCount - (candidates[start] ?? 0);
    if (more === 0) votes -= 1;
    else if (more === (had ? -1 : 1)) votes += 1;
  }
  if (votes <= 0) return;
  const { projectable, flags, contentBytes, wholeBytes } = {
    projectable: items.projectable,
    flags: items.flags,
    contentBytes: items.contentBytes,
    wholeBytes: items.wholeBytes,
  };
  projectable[item] = had ? 0 : 1;
  flags[item] = (flags[item] ?? 0) ^ itemFlags.content;
  contentBytes[item] = had ? 0 : Math.max(0, (wholeBytes[item] ?? 0) - restBytes);
}

/** Bytes that the measured prefix had more than it is known to have. */
function wholeInterval(history: PruneHistory, clue: SavingsClue): Interval {
  const { prefix, start, measuredTokens, savingsTokens } = clue;
  const product = (history.removedBytes[start] ?? 0) * measuredTokens;
  const known = history.prefixBytes[prefix] ?? 0;
  return {
    from: Math.floor(product / (savingsTokens + 1)) + 1 - known,
    to: Math.floor(product / savingsTokens) - known,
  };
}

/** Bytes that the contents before the boundary had more, where the prefix is known. */
function contentInterval(history: PruneHistory, clue: SavingsClue): Interval {
  const { prefix, start, measuredTokens, savingsTokens } = clue;
  const known = history.removedBytes[start] ?? 0;
  const whole = history.prefixBytes[prefix] ?? 0;
  return {
    from: Math.ceil((savingsTokens * whole) / measuredTokens) - known,
    to: Math.ceil(((savingsTokens + 1) * whole) / measuredTokens) - 1 - known,
  };
}

/** Bytes that the contents before the boundary and, by as many, the prefix had more. */
function bothInterval(history: PruneHistory, clue: SavingsClue): Interval {
  const { prefix, start, measuredTokens, savingsTokens } = clue;
  const removed = (history.removedBytes[start] ?? 0) * measuredTokens;
  const whole = history.prefixBytes[prefix] ?? 0;
  return {
    from: Math.ceil((savingsTokens * whole - removed) / (measuredTokens - savingsTokens)),
    to:
      Math.ceil(((savingsTokens + 1) * whole - removed) / (measuredTokens - savingsTokens - 1)) - 1,
  };
}
