import { add, bytesPerToken, startBehind, type Moment, type PolicyDecision } from "./policy";

/** Estimated tokens of the results from one position up to another, as rules have them that count characters. */
export function outputTokens(resultBytes: Float64Array, from: number, to: number): number {
  return Math.round(((resultBytes[to] ?? 0) - (resultBytes[from] ?? 0)) / bytesPerToken);
}

/**
 * What rules have in common that keep an amount of tool output before some item, and leave out what is older for good once
 * that comes to `least` tokens.
 */
export function keepOutput(
  moment: Moment,
  beforeItem: number,
  protectedOutput: number,
  least: number,
): PolicyDecision {
  const { facts, leftOut } = moment;
  const end = facts.resultsBefore[beforeItem] ?? 0;
  const results = prunableResults(facts.resultBytes, end, protectedOutput);
  const savings = outputTokens(facts.resultBytes, leftOut, results);
  return add(moment, results, startBehind(facts, results), savings, least);
}

/**
 * How many of the first `end` results lie behind a protected amount of output, counted back from there: the one that
 * crosses it is the newest of them.
 */
function prunableResults(resultBytes: Float64Array, end: number, protectedOutput: number): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (outputTokens(resultBytes, middle - 1, end) > protectedOutput) low = middle;
    else high = middle - 1;
  }
  return low;
}
