import { recordedOutcome } from "../inspect/recordedOutcome";
import { runFigures } from "../inspect/whatIfComparison";
import type { Prices } from "../whatif/prices";
import { summarise } from "../whatif/summarise";
import type { ComparedSession } from "./comparedSession";
import type { PreparedSide } from "./preparedSide";

/** Units in which the figures are counted; `cost`: tokens at the input price. */
export type FigureUnit = "count" | "tokens" | "bytes" | "cost" | "share";

/** Which way a figure is better; `neither`: by itself neither is. */
export type FigureSense = "less" | "more" | "neither";

/** `log`: counted in the log; `measured`: from usage records; `replayed`: from decisions; `fitted`: tokens fitted to the measurements. */
export type FigureSource = "log" | "measured" | "replayed" | "fitted";

interface FigureKind {
  readonly unit: FigureUnit;
  readonly sense: FigureSense;
  readonly source: FigureSource;
}

const figureKind = (unit: FigureUnit, sense: FigureSense, source: FigureSource): FigureKind => ({
  unit,
  sense,
  source,
});

/** The figures of a session that are compared, in the order in which they are shown. */
const figureKinds = {
  requests: figureKind("count", "neither", "replayed"),
  measured: figureKind("count", "neither", "log"),
  fires: figureKind("count", "neither", "log"),
  noCandidates: figureKind("count", "neither", "log"),
  belowMinSavings: figureKind("count", "neither", "log"),
  requestsLeavingOut: figureKind("count", "neither", "replayed"),
  bytesLeftOut: figureKind("bytes", "neither", "replayed"),
  tokensLeftOut: figureKind("tokens", "neither", "fitted"),
  requestsSendingAgain: figureKind("count", "less", "replayed"),
  resultsSentAgain: figureKind("count", "less", "replayed"),
  tokensSentAgain: figureKind("tokens", "less", "fitted"),
  peakTokens: figureKind("tokens", "less", "measured"),
  meanTokens: figureKind("tokens", "less", "measured"),
  inputTokens: figureKind("tokens", "less", "measured"),
  cacheReadTokens: figureKind("tokens", "neither", "measured"),
  cacheWriteTokens: figureKind("tokens", "less", "measured"),
  cacheShare: figureKind("share", "more", "measured"),
  cost: figureKind("cost", "less", "measured"),
} as const satisfies Readonly<Record<string, FigureKind>>;
export type FigureName = keyof typeof figureKinds;
export const figureNames = Object.keys(figureKinds) as readonly FigureName[];

/** Undefined: not known. */
export type SessionFigures = Readonly<Record<FigureName, number | undefined>>;

/** A figure of both sessions. */
export interface ComparedFigure extends FigureKind {
  readonly name: FigureName;
  readonly a: number | undefined;
  readonly b: number | undefined;
  /** B less A. */
  readonly difference: number | undefined;
  /** `neither`: no better way, or no difference; `unknown`: one of the two is not known. */
  readonly better: "a" | "b" | "neither" | "unknown";
}

/** The figures of one session, over all its requests; those of tokens of content where these are fitted. */
export function sessionFigures(
  { session, replay, sets, results, summary }: PreparedSide,
  itemTokens: ComparedSession["itemTokens"],
  prices: Prices,
): SessionFigures {
  const outcome = recordedOutcome(session, replay, sets);
  const run = runFigures(replay, results, outcome, prices);
  const isFitted =
    itemTokens?.length === session.segments.length &&
    itemTokens.every((each) => each !== undefined);
  const tokens = isFitted
    ? summarise(outcome, replay, prices, (segment, item) => itemTokens[segment]?.content[item] ?? 0)
    : undefined;
  const { cache } = summary;
  return {
    requests: summary.requests,
    measured: summary.measured,
    fires: summary.fires,
    noCandidates: summary.noCandidates,
    belowMinSavings: summary.belowMinSavings,
    requestsLeavingOut: run.requestsLeavingOut,
    bytesLeftOut: run.bytesLeftOut,
    tokensLeftOut: tokens?.tokensLeftOut,
    requestsSendingAgain: run.requestsSendingAgain,
    resultsSentAgain: run.resultsSentAgain,
    tokensSentAgain: tokens?.tokensSentAgain,
    peakTokens: run.peak,
    meanTokens: run.mean,
    inputTokens: run.input,
    cacheReadTokens: run.cacheRead,
    cacheWriteTokens: run.cacheWrite,
    cacheShare:
      cache === undefined || cache.inputTokens === 0
        ? undefined
        : cache.readTokens / cache.inputTokens,
    cost: run.cost,
  };
}

/** Every figure of both, with its difference and which is better. What one of them does not know stays undefined. */
export function compareFigures(a: SessionFigures, b: SessionFigures): readonly ComparedFigure[] {
  return figureNames.map((name) => {
    const kind = figureKinds[name];
    const [ofA, ofB] = [a[name], b[name]];
    const difference = ofA === undefined || ofB === undefined ? undefined : ofB - ofA;
    const better = betterOf(difference, kind.sense);
    return { name, ...kind, a: ofA, b: ofB, difference, better };
  });
}

function betterOf(difference: number | undefined, sense: FigureSense): ComparedFigure["better"] {
  if (difference === undefined) return "unknown";
  if (sense === "neither" || difference === 0) return "neither";
  return difference < 0 === (sense === "less") ? "b" : "a";
}
