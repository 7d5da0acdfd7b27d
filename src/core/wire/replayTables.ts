import type { Estimate } from "../prune/estimates";
import type { Evaluation } from "../prune/evaluate";
import { differencesBetween } from "../replay/agreement";
import type {
  Difference,
  EvaluationJoin,
  ReplayedEvaluation,
  ReplayedRequest,
} from "../replay/model";
import type { UsageRecord } from "../prune/usageRecords";
import { rowAt, type Rows } from "../session/rows";
import type { RecordedEvaluation } from "../session/segment";
import { itemCount, tokens } from "../units";
import { prunedReader, withPruned, writePruned, type PrunedSet } from "./prunedSets";
import { tableRows } from "./segmentTables";
import type { TableReader } from "./tableReader";
import type { TableWriter } from "./tableWriter";
import { agreements, decisions, differenceFields, estimateSources } from "./words";

/** Writes the replayed evaluations of one segment; `projectable` are its projectable items, ascending. */
export function writeReplayed(
  to: TableWriter,
  prefix: string,
  rows: readonly ReplayedEvaluation[],
  projectable: Uint32Array,
): void {
  const numbers = (name: string, valueOf: (row: ReplayedEvaluation) => number | undefined) => {
    to.numbers(prefix + name, "f64", rows, valueOf);
  };
  numbers("historyLength", (row) => row.historyLength);
  numbers("sent", (row) => (row.sent ? 1 : 0));
  numbers("request", (row) => row.request);
  numbers("knownRecords", (row) => row.knownRecords);
  numbers("process", (row) => row.process);
  numbers("protectedTokens", (row) => row.settings.protectedTokens);
  numbers("minSavings", (row) => row.settings.minSavings);
  to.codes(`${prefix}agreement`, agreements, rows, (row) => row.agreement);
  numbers("differences", (row) =>
    row.differences.reduce((bits, { field }) => bits | (1 << differenceFields.indexOf(field)), 0),
  );
  numbers("joinSegment", (row) => row.join?.segment);
  numbers("join", (row) => row.join?.join);
  numbers("joinOwn", (row) => (row.join?.ownRequest === true ? 1 : 0));
  numbers("otherPlacements", (row) => row.otherPlacements);
  writePruned(to, `${prefix}pruned`, rows, projectable);
  writeOutcomes(
    to,
    `${prefix}replayed.`,
    rows.map((row) => row.replayed),
  );
}

function writeOutcomes(
  to: TableWriter,
  prefix: string,
  rows: readonly (Evaluation | undefined)[],
): void {
  const numbers = (name: string, valueOf: (row: Evaluation) => number | undefined) => {
    to.numbers(prefix + name, "f64", rows, (row) => (row === undefined ? undefined : valueOf(row)));
  };
  to.codes(`${prefix}decision`, decisions, rows, (row) => row?.decision);
  numbers("protectedStart", (row) => row.protectedStart);
  numbers("candidateCount", (row) => row.candidateCount);
  numbers("estimatedSavingsTokens", (row) => row.estimatedSavingsTokens);
  numbers("totalTokens", (row) => row.total.tokens);
  to.codes(`${prefix}totalSource`, estimateSources, rows, (row) => row?.total.source);
  numbers("beforeStartTokens", (row) => row.beforeStart?.tokens);
  to.codes(`${prefix}beforeStartSource`, estimateSources, rows, (row) => row?.beforeStart?.source);
  numbers("savingsTokens", (row) => row.savings.tokens);
  to.codes(`${prefix}savingsSource`, estimateSources, rows, (row) => row?.savings.source);
  numbers("removedBytes", (row) => row.savings.removedBytes);
  numbers("rateTokens", (row) => row.savings.rate?.tokens);
  numbers("rateBytes", (row) => row.savings.rate?.bytes);
}

/**
 * Reads them back; `recorded` are the evaluations of the same segment, whose values a difference names. Rows of which nothing
 * has changed are those of the state `before`, where the first `sameRecorded` of `recorded` are the same.
 */
export function readReplayed(
  from: TableReader,
  prefix: string,
  recorded: Rows<RecordedEvaluation>,
  projectable: Uint32Array,
  before: readonly ReplayedEvaluation[] | undefined,
  sameRecorded: number,
): readonly ReplayedEvaluation[] {
  const first = Math.min(sameRecorded, from.sameRows(prefix, before));
  const number = (name: string) => from.number(prefix + name);
  const maybe = (name: string) => from.maybeNumber(prefix + name);
  const [historyLength, sent, request] = [
    number("historyLength"),
    number("sent"),
    maybe("request"),
  ];
  const [knownRecords, process] = [number("knownRecords"), number("process")];
  const [protectedTokens, minSavings] = [number("protectedTokens"), number("minSavings")];
  const agreement = from.word(`${prefix}agreement`, agreements);
  const differences = number("differences");
  const [joinSegment, join, joinOwn] = [maybe("joinSegment"), maybe("join"), number("joinOwn")];
  const otherPlacements = number("otherPlacements");
  const pruned = prunedReader(from, `${prefix}pruned`, projectable, first);
  const outcome = outcomeReader(from, `${prefix}replayed.`);
  const joinOf = (row: number): EvaluationJoin | undefined => {
    const [segment, position] = [joinSegment(row), join(row)];
    return segment === undefined || position === undefined
      ? undefined
      : { segment, join: position, ownRequest: joinOwn(row) === 1 };
  };
  return tableRows(from, `${prefix}historyLength`, before, first, (row) => {
    const replayed = outcome(row);
    const found = {
      historyLength: historyLength(row),
      sent: sent(row) === 1,
      request: request(row),
      knownRecords: knownRecords(row),
      process: process(row),
      replayed,
      settings: { protectedTokens: protectedTokens(row), minSavings: minSavings(row) },
      agreement: agreement(row),
      differences: differencesOf(differences(row), rowAt(recorded, row), replayed),
      join: joinOf(row),
      otherPlacements: otherPlacements(row),
    };
    return withPruned(found, pruned(row));
  });
}

function differencesOf(
  bits: number,
  recorded: RecordedEvaluation | undefined,
  replayed: Evaluation | undefined,
): readonly Difference[] {
  if (bits === 0 || recorded === undefined || replayed === undefined) return [];
  return differencesBetween(recorded, replayed).filter(
    ({ field }) => (bits & (1 << differenceFields.indexOf(field))) !== 0,
  );
}

function outcomeReader(from: TableReader, prefix: string): (row: number) => Evaluation | undefined {
  const maybe = (name: string) => from.maybeNumber(prefix + name);
  const source = (name: string) => from.maybeWord(prefix + name, estimateSources);
  const decision = from.maybeWord(`${prefix}decision`, decisions);
  const [protectedStart, candidateCount] = [maybe("protectedStart"), maybe("candidateCount")];
  const estimatedSavings = maybe("estimatedSavingsTokens");
  const [totalTokens, totalSource] = [maybe("totalTokens"), source("totalSource")];
  const [beforeTokens, beforeSource] = [maybe("beforeStartTokens"), source("beforeStartSource")];
  const [savingsTokens, savingsSource] = [maybe("savingsTokens"), source("savingsSource")];
  const [removedBytes, rateTokens] = [maybe("removedBytes"), maybe("rateTokens")];
  const rateBytes = maybe("rateBytes");
  const estimate = (tokens: number | undefined, from: Estimate["source"] | undefined) =>
    tokens === undefined || from === undefined ? undefined : { tokens, source: from };
  return (row) => {
    const word = decision(row);
    if (word === undefined) return undefined;
    const none: Estimate = { tokens: 0, source: "no data" };
    const tokens = rateTokens(row);
    const bytes = rateBytes(row);
    return {
      decision: word,
      protectedStart: protectedStart(row),
      candidateCount: candidateCount(row) ?? 0,
      estimatedSavingsTokens: estimatedSavings(row) ?? 0,
      total: estimate(totalTokens(row), totalSource(row)) ?? none,
      beforeStart: estimate(beforeTokens(row), beforeSource(row)),
      savings: {
        ...(estimate(savingsTokens(row), savingsSource(row)) ?? none),
        removedBytes: removedBytes(row) ?? 0,
        rate: tokens === undefined || bytes === undefined ? undefined : { tokens, bytes },
      },
    };
  };
}

/** Writes the session's requests; `projectable` gives the projectable items of each segment. */
export function writeReplayedRequests(
  to: TableWriter,
  prefix: string,
  rows: readonly ReplayedRequest[],
  projectable: readonly Uint32Array[],
): void {
  for (const name of ["segment", "run", "historyLength", "evaluation", "measured", "ts"] as const)
    to.numbers(prefix + name, "f64", rows, (row) => row[name]);
  const bySegment = projectable.map((): ReplayedRequest[] => []);
  for (const row of rows) bySegment[row.segment]?.push(row);
  for (const [segment, items] of projectable.entries())
    writePruned(to, `${prefix}pruned${String(segment)}`, bySegment[segment] ?? [], items);
}

/** Reads them back. Those that have not changed are those of the state `before`. */
export function readReplayedRequests(
  from: TableReader,
  prefix: string,
  projectable: readonly Uint32Array[],
  before: readonly ReplayedRequest[] | undefined,
): readonly ReplayedRequest[] {
  const first = sameRequests(from, prefix, projectable.length, before);
  const seen = projectable.map(() => 0);
  for (const { segment } of before?.slice(0, first) ?? []) seen[segment] = (seen[segment] ?? 0) + 1;
  const number = (name: string) => from.number(prefix + name);
  const maybe = (name: string) => from.maybeNumber(prefix + name);
  const [segment, run] = [number("segment"), number("run")];
  const [historyLength, ts] = [number("historyLength"), number("ts")];
  const [evaluation, measured] = [maybe("evaluation"), maybe("measured")];
  const pruned = projectable.map((items, position) =>
    prunedReader(from, `${prefix}pruned${String(position)}`, items, seen[position] ?? 0),
  );
  return tableRows(from, `${prefix}segment`, before, first, (row) => {
    const position = segment(row);
    const rowInSegment = seen[position] ?? 0;
    seen[position] = rowInSegment + 1;
    const found = {
      segment: position,
      run: run(row),
      historyLength: historyLength(row),
      evaluation: evaluation(row),
      measured: measured(row),
      ts: ts(row),
    };
    return withPruned(found, pruned[position]?.(rowInSegment) ?? nothingPruned);
  });
}

const nothingPruned: PrunedSet = { leading: undefined, items: () => [] };

/** How many leading requests are those of the state before, what they leave out included. */
function sameRequests(
  from: TableReader,
  prefix: string,
  segments: number,
  before: readonly ReplayedRequest[] | undefined,
): number {
  const isPruned = (name: string) => name.startsWith(`${prefix}pruned`);
  const same = from.sameRows(prefix, before, (name) => !isPruned(name));
  const left = Array.from({ length: segments }, (_, segment) =>
    from.sameRows(
      `${prefix}pruned${String(segment)}`,
      before,
      // Else the columns of segment 1 would be those of 10, too.
      (name) => /\d+/u.exec(name.slice(prefix.length))?.[0] === String(segment),
    ),
  );
  for (let row = 0; row < same; row++) {
    const segment = before?.[row]?.segment ?? 0;
    left[segment] = (left[segment] ?? 0) - 1;
    if ((left[segment] ?? 0) < 0) return row;
  }
  return same;
}

/** Writes the usage records that a segment inherited. */
export function writeRecords(
  to: TableWriter,
  prefix: string,
  records: readonly UsageRecord[],
): void {
  to.numbers(`${prefix}historyLength`, "f64", records, (record) => record.historyLength);
  to.numbers(`${prefix}inputTokens`, "f64", records, (record) => record.inputTokens);
}

/** Reads usage records back. */
export function readRecords(from: TableReader, prefix: string): readonly UsageRecord[] {
  const historyLength = from.number(`${prefix}historyLength`);
  const inputTokens = from.number(`${prefix}inputTokens`);
  return Array.from({ length: from.rows(`${prefix}historyLength`) }, (_, row) => ({
    historyLength: itemCount(historyLength(row)),
    inputTokens: tokens(inputTokens(row)),
  }));
}
