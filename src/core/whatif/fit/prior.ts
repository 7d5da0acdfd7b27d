import { frameWeight } from "../../session/textWeight";

/**
 * How far tokens may lie from what their weights say, before any measurement: standard deviations, relative to the
 * weight unless named otherwise. They are earned from the session's own measurements (fit/spread.ts).
 */
export interface Spread {
  /** Of one content's text, and of all texts that one tool gives. */
  readonly text: number;
  readonly tool: number;
  /** Of a text that is not content: words of the user and the model, arguments, summaries. */
  readonly rest: number;
  /** Of a text of one token; of longer ones it grows with the root of their length. */
  readonly grain: number;
  /** Of one image, or one result's images. */
  readonly image: number;
  readonly reasoning: number;
  /** Of each measurement, in tokens: what no item accounts for. */
  readonly measurement: number;
}

/** What is taken as likely before the measurements speak: medians, and the factor that a deviation of one means. */
export const spreadPrior: Readonly<Record<keyof Spread, { median: number; factor: number }>> = {
  text: { median: 0.06, factor: 2 },
  tool: { median: 0.04, factor: 2 },
  rest: { median: 0.06, factor: 2 },
  grain: { median: 0.3, factor: 2 },
  image: { median: 0.4, factor: 3 },
  reasoning: { median: 0.4, factor: 2.5 },
  measurement: { median: 1, factor: 10 },
};

export const spreadNames = [
  "text",
  "tool",
  "rest",
  "grain",
  "image",
  "reasoning",
  "measurement",
] as const;

export const medianSpread: Spread = {
  text: spreadPrior.text.median,
  tool: spreadPrior.tool.median,
  rest: spreadPrior.rest.median,
  grain: spreadPrior.grain.median,
  image: spreadPrior.image.median,
  reasoning: spreadPrior.reasoning.median,
  measurement: spreadPrior.measurement.median,
};

/**
 * What a whole session has in common: the scales of its weights, and the frames around its items. `content` is how much
 * the scale of content differs from that of other text: where no content was ever sent, nothing tells.
 */
export const commonNames = [
  "text",
  "content",
  "image",
  "reasoning",
  "message frame",
  "call frame",
  "result frame",
] as const;
export const commonCount = commonNames.length;
export const commonMean = Float64Array.of(1, 0, 1, 1, frameWeight, frameWeight, frameWeight);
export const commonDeviation = Float64Array.of(0.3, 0.15, 0.8, 0.8, 4, 4, 4);
