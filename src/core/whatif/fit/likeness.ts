import type { Contents } from "./contents";
import type { Equations } from "./equations";
import { contentVariance, equationVariance, expectedContent, expectedOfItems } from "./factors";
import type { Spread } from "./prior";
import { rangeSum, runningSums } from "./ranges";

/** What chance alone gives is taken off: so many times its standard deviation. */
const chance = 2;

/**
 * How much texts that follow each other are off alike, as where the work turns to another matter: a correlation. The
 * posterior takes one text to tell nothing of the next; where it does, sums of contents are off by more than it says.
 *
 * It is that of neighbouring requests to which contents only came, each with what the common rates do not explain of it, in
 * standard deviations; less what chance gives so few of them. 0 where it is within chance, and where nothing tells.
 */
export function neighbourLikeness(
  equations: Equations,
  contents: Contents,
  spread: Spread,
  common: Float64Array,
): number {
  const expected = new Float64Array(contents.count);
  const variance = new Float64Array(contents.count);
  for (let content = 0; content < contents.count; content++) {
    expected[content] = expectedContent(contents, content, common);
    variance[content] = contentVariance(contents, content, spread);
  }
  const expectedSums = runningSums(expected, contents.bySegment);
  const varianceSums = runningSums(variance, contents.bySegment);
  let count = 0;
  let squares = 0;
  let products = 0;
  let before = 0;
  for (let row = 0; row < equations.count; row++) {
    if (equations.knots[4 * row + 2] !== equations.knots[4 * row + 3]) continue;
    const lacking =
      (equations.difference[row] ?? 0) -
      rangeSum(equations, row, expectedSums) -
      expectedOfItems(equations, row, common);
    const deviation = Math.sqrt(
      rangeSum(equations, row, varianceSums) + equationVariance(equations, row, spread),
    );
    const own = lacking / deviation;
    squares += own * own;
    products += own * before;
    before = own;
    count += 1;
  }
  if (count < 2 || !(squares > 0)) return 0;
  return Math.max(0, products / squares - chance / Math.sqrt(count));
}
