/** One measured request of a segment: tokens that its items would have by their own figures, and what was measured. */
export interface Equation {
  readonly itemTokens: number;
  readonly promptTokens: number;
}

/** Prompt = overhead + scale × item tokens. */
export interface Line {
  readonly overheadTokens: number;
  readonly scale: number;
}

/** Weights of texts are near tokens; a scale beyond this comes from too few measurements. */
const leastScale = 0.4;
const mostScale = 2.5;
/** How far scale and overhead of one request may be thought to stray from the segment's. */
const scaleDeviation = 0.08;
const overheadDeviation = 250;

/**
 * The line through a segment's measured requests (least squares), with an overhead that is not negative and a scale
 * near 1. Where all requests are of about one size, scale 1. Undefined without measurements.
 */
export function fitLine(equations: readonly Equation[]): Line | undefined {
  const count = equations.length;
  if (count === 0) return undefined;
  const meanItems = equations.reduce((sum, each) => sum + each.itemTokens, 0) / count;
  const meanPrompt = equations.reduce((sum, each) => sum + each.promptTokens, 0) / count;
  let variance = 0;
  let covariance = 0;
  for (const { itemTokens, promptTokens } of equations) {
    variance += (itemTokens - meanItems) ** 2;
    covariance += (itemTokens - meanItems) * (promptTokens - meanPrompt);
  }
  const spread = Math.sqrt(variance / count);
  const slope = spread > 0.05 * meanItems && spread > 100 ? covariance / variance : 1;
  const bounded = Math.min(mostScale, Math.max(leastScale, slope));
  const overheadTokens = meanPrompt - bounded * meanItems;
  if (overheadTokens >= 0) return { overheadTokens, scale: bounded };
  return { overheadTokens: 0, scale: meanItems > 0 ? meanPrompt / meanItems : 1 };
}

/**
 * Overhead and scale of one request that meet its measurement exactly and stray least from the segment's line, in
 * units of what either may be thought to stray: a residual of a long prompt goes to its items, that of a short one to
 * the overhead. Neither becomes negative.
 */
export function meetMeasurement(line: Line, { itemTokens, promptTokens }: Equation): Line {
  const residual = promptTokens - line.overheadTokens - line.scale * itemTokens;
  const scaleVariance = (scaleDeviation * line.scale) ** 2;
  const overheadVariance = overheadDeviation ** 2;
  const total = scaleVariance * itemTokens * itemTokens + overheadVariance;
  const scale = line.scale + (residual * scaleVariance * itemTokens) / total;
  const overheadTokens = promptTokens - scale * itemTokens;
  if (scale > 0 && overheadTokens >= 0) return { overheadTokens, scale };
  if (scale <= 0) return { overheadTokens: promptTokens, scale: 0 };
  return { overheadTokens: 0, scale: itemTokens > 0 ? promptTokens / itemTokens : line.scale };
}
