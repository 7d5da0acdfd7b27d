import type { SessionReplay } from "../../replay/model";
import type { Session } from "../../session/session";
import { asPart, inSlices } from "../../work";
import type { RequestLanes } from "../lanes";
import { sessionContents, type Contents } from "./contents";
import {
  measuredRequests,
  measurementEquations,
  type Equations,
  type MeasuredRequest,
} from "./equations";
import { expectedContent, fitFactors } from "./factors";
import { itemTokens, type SegmentTokens } from "./itemTokens";
import { equationKnots } from "./knots";
import { neighbourLikeness } from "./likeness";
import { Normals } from "./normals";
import { factorPosterior, solvePosterior, type Posterior, type Targets } from "./posterior";
import { medianSpread, type Spread } from "./prior";
import { earnedSpread } from "./spread";

/**
 * Tokens of a session's contents, from its measurements: the most likely ones, and samples from all that the
 * measurements leave possible. Columns as in `contents`.
 */
export interface ContentFit {
  readonly contents: Contents;
  readonly equations: Equations;
  readonly spread: Spread;
  /** Scales, frames and tools' rates that the session has in common, as fitted (fit/factors.ts). */
  readonly common: Float64Array;
  readonly mean: Float64Array;
  readonly samples: readonly Float64Array[];
  /** How much texts that follow each other are off alike (fit/likeness.ts), which the samples do not know; mostly 0. */
  readonly likeness: number;
  /** The most likely tokens of every item. */
  readonly segments: readonly SegmentTokens[];
}

export interface FitOptions {
  readonly samples: number;
  readonly seed: number;
}

/**
 * As many samples as can be run through within a frame: few miss what is unlikely but possible, and one missed decision
 * brings the next ones with it.
 */
function fitOptionsFor(requests: number): FitOptions {
  return { samples: Math.max(8, Math.min(32, Math.floor(80_000 / requests))), seed: 1 };
}

/**
 * Fits the contents' tokens: the smallest correction to the prior, in units of its uncertainty, that meets every
 * measured difference (a Gaussian posterior), with the prior's width learned from the same differences. Samples by
 * perturbing prior and measurements and solving again (Papandreou and Yuille 2010).
 *
 * A generator: it yields the share done, so that it can run in the background and be dropped. Without measurements the
 * prior alone remains, as wide as it is.
 */
export function* fitContents(
  session: Session,
  replay: SessionReplay,
  requests: RequestLanes,
  leftOut: Int32Array,
  options: FitOptions = fitOptionsFor(replay.requests.length),
): Generator<number, ContentFit> {
  const contents = yield* asPart(0, 0.02, sessionContents(session));
  yield 0.02;
  const measured = yield* asPart(0.02, 0.03, measuredRequests(session, replay, requests, leftOut));
  yield 0.03;
  const equations = yield* asPart(0.03, 0.06, measurementEquations(session, measured, contents));
  yield 0.06;
  const spread = yield* asPart(0.06, 0.4, earnedSpread(equations, contents));
  const posterior = yield* asPart(
    0.4,
    0.8,
    feasiblePosterior(session, measured, equations, contents, spread),
  );
  const targets: Targets = {
    steps: new Float64Array(posterior.knots.count),
    equations: posterior.equations.difference,
    common: posterior.factors.commonMean,
  };
  const likely = contentTokens(contents, posterior, targets);
  const { common, contents: mean } = yield* asPart(0.8, 0.8, likely);
  yield 0.8;
  const normals = new Normals(options.seed);
  const samples: Float64Array[] = [];
  for (let sample = 0; sample < options.samples; sample++) {
    const done = 0.8 + (0.15 * sample) / options.samples;
    samples.push(yield* asPart(done, done, drawSample(contents, posterior, targets, normals)));
    yield done;
  }
  const used = posterior.equations;
  const likeness = neighbourLikeness(used, contents, spread, common);
  yield 0.95;
  const segments = yield* asPart(
    0.95,
    1,
    itemTokens(session, contents, used, measured, spread, common, mean),
  );
  return { contents, equations: used, spread, common, mean, samples, likeness, segments };
}

/**
 * The posterior from as many equations as can be solved together, in reasonable time and in floating point: where the sets
 * jump about so that everything touches everything, or the measurements lie too far apart, every other request is left
 * aside, and again, which only leaves more unknown. With none left the priors stand alone, at their medians.
 */
function* feasiblePosterior(
  session: Session,
  measured: readonly MeasuredRequest[],
  all: Equations,
  contents: Contents,
  spread: Spread,
): Generator<number, Posterior> {
  let requests = measured;
  let equations = all;
  for (;;) {
    const knots = yield* asPart(0, 0, equationKnots(equations, contents));
    yield 0;
    const known = requests.length > 0 ? spread : medianSpread;
    const factors = yield* asPart(0, 0, fitFactors(equations, contents, knots, known));
    yield 0;
    const posterior = yield* factorPosterior(equations, knots, factors);
    if (posterior !== undefined) return posterior;
    requests = requests.filter((_, position) => position % 2 === 0 && requests.length > 1);
    equations = yield* asPart(0, 0, measurementEquations(session, requests, contents));
  }
}

/** Deviations drawn from the prior, and the correction that makes them meet the measurements. */
function* drawSample(
  contents: Contents,
  posterior: Posterior,
  targets: Targets,
  normals: Normals,
): Generator<number, Float64Array> {
  const { factors, knots } = posterior;
  const drawn = new Float64Array(contents.count);
  const steps = new Float64Array(knots.count);
  yield* inSlices(contents.count, (from, to) => {
    for (let content = from; content < to; content++) {
      const deviation = Math.sqrt(factors.contentVariance[content] ?? 0) * normals.next();
      drawn[content] = deviation;
      const knot = knots.ofContent[content] ?? -1;
      if (knot >= 0) steps[knot] = (steps[knot] ?? 0) + deviation;
    }
  });
  const shaken = (values: Float64Array, deviation: (at: number) => number) =>
    values.map((value, at) => value + deviation(at) * normals.next());
  const shakenTargets = {
    steps,
    equations: shaken(targets.equations, (row) => Math.sqrt(factors.equationVariance[row] ?? 0)),
    common: shaken(targets.common, (kind) => factors.commonDeviation[kind] ?? 0),
  };
  yield 0;
  return (yield* contentTokens(contents, posterior, shakenTargets, drawn)).contents;
}

/**
 * Solves for given targets and shares each step's deviation among its contents, by their variances. Tokens are never
 * below zero.
 */
function* contentTokens(
  contents: Contents,
  posterior: Posterior,
  targets: Targets,
  drawn?: Float64Array,
): Generator<number, { readonly common: Float64Array; readonly contents: Float64Array }> {
  const { knots, factors } = posterior;
  const solved = yield* solvePosterior(posterior, targets);
  const size = factors.commonCount;
  const share = new Float64Array(knots.count);
  for (let knot = 0; knot < knots.count; knot++) {
    const before = knots.before[knot] ?? -1;
    let deviation =
      (solved.knots[knot] ?? 0) -
      (before < 0 ? 0 : (solved.knots[before] ?? 0)) -
      (targets.steps[knot] ?? 0);
    for (let kind = 0; kind < size; kind++)
      deviation -= (factors.stepWeights[knot * size + kind] ?? 0) * (solved.common[kind] ?? 0);
    share[knot] = deviation / (factors.stepVariance[knot] ?? 1);
  }
  yield 1;
  const tokens = new Float64Array(contents.count);
  yield* inSlices(contents.count, (from, to) => {
    for (let content = from; content < to; content++) {
      const knot = knots.ofContent[content] ?? -1;
      const correction =
        knot < 0 ? 0 : (factors.contentVariance[content] ?? 0) * (share[knot] ?? 0);
      tokens[content] = Math.max(
        0,
        expectedContent(contents, content, solved.common) + (drawn?.[content] ?? 0) + correction,
      );
    }
  });
  return { common: solved.common, contents: tokens };
}
