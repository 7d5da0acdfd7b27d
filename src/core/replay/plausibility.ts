/**
 * What counts against a placement. An evaluation that the core does not reproduce weighs more than any one deviation that
 * could explain it away, so that an altered record stays a difference, and a deviation is taken where it explains two.
 * The larger a number that some deviation gives exactly, the less it is there by chance. Likelihood only orders
 * placements that the evidence leaves equal.
 */
export const evidence = {
  /** A decision or boundary that no allowed setting gives; plus one for each part that does not fit. */
  wrongDecision: 30,
  /** A count or savings that do not follow from the recorded boundary: about this, by the size of the savings. */
  wrongNumbers: 60,
  /** For each binary digit of the recorded savings, above `wrongDecision`. */
  wrongDigit: 4,
  /**
   * A request that was surely made or measured, without an evaluation: its metric was lost. Together with a request that
   * was not measured this could explain away one wrong number.
   */
  lostMetric: 70,
  /** A history length of a request below that of the one before it. */
  backwards: 60,
  /** An evaluation at a moment that contradicts the times of the items around it. */
  clock: 4,
  /** A correlation id that should not be where it is, or is missing. */
  join: 6,
  /** An id that no evaluation in the log has: its metric was lost, or its turn was rolled back. */
  unknownJoin: 1,
  /** A run that yielded without an evaluation at its end that was not sent. */
  yieldedWithout: 70,
  /** A restart without any mark; without a word about how its run ended, as a crash leaves it; or on being forked. */
  restart: 25,
  restartAfterCrash: 2,
  /** A number of bytes in memory only, which nothing but agreement speaks for. */
  reasoningIds: 20,
  /** Settings that change, against what contradicts: a contradiction weighs `wrongDecision`. */
  settingsChange: 45,
  /** When one setting changes, the other may well change with it. */
  secondSetting: 5,
} as const;

export const likelihood = {
  /** A request again at the same point: after one that failed, after one that was measured and cut. */
  again: 3,
  againAfterMeasured: 15,
  /** A request that was answered but not measured. */
  unmeasuredAnswer: 15,
  /** A stream cut after a part. */
  partial: 5,
  /** The same behind a tool call, which an agent would have carried out. */
  partialBehindCall: 40,
  /** A last request without an answer in a run that is said to have finished. */
  unansweredInFinished: 60,
  /** System items between an evaluation and its request. */
  lateSystemItems: 20,
  /** Less for each power of ten of milliseconds that the session rested. */
  restartWithoutPause: 10,
  restartWithWarmCache: 5,
  /** A fork that is not read in the preferred way. */
  forkTheOtherWay: 1,
  /** Ids of reasoning items that compaction kept are lost. */
  compactedFromLog: 1,
} as const;

/** What counts against a placement. Less is better; likelihood decides only between equal evidence. */
export interface Weight {
  readonly evidence: number;
  readonly likelihood: number;
  /** Evaluations that the core does not reproduce; counted in `evidence` too. */
  readonly unexplained: number;
  /** Those of them whose numbers fit, so that other settings could explain them. */
  readonly contradicting: number;
}

export const weightless: Weight = { evidence: 0, likelihood: 0, unexplained: 0, contradicting: 0 };
/** Heavier than anything. */
export const impossible: Weight = {
  ...weightless,
  evidence: Infinity,
  likelihood: Infinity,
};

/** A weight of which only some parts are given; the others weigh nothing. */
export function weight(parts: Partial<Weight>): Weight {
  return { ...weightless, ...parts };
}

/** True where `a` is the more plausible of two. */
export function isLighter(a: Weight, b: Weight): boolean {
  return compareWeights(a, b) < 0;
}

/** Negative where `a` is lighter. */
export function compareWeights(a: Weight, b: Weight): number {
  // Not a difference at first: infinities may be equal.
  return a.evidence === b.evidence ? a.likelihood - b.likelihood : a.evidence - b.evidence;
}

/** Part by part. */
export function sum(a: Weight, b: Weight): Weight {
  return {
    evidence: a.evidence + b.evidence,
    likelihood: a.likelihood + b.likelihood,
    unexplained: a.unexplained + b.unexplained,
    contradicting: a.contradicting + b.contradicting,
  };
}

/** Part by part, `a` less `b`. */
export function difference(a: Weight, b: Weight): Weight {
  return {
    evidence: a.evidence - b.evidence,
    likelihood: a.likelihood - b.likelihood,
    unexplained: a.unexplained - b.unexplained,
    contradicting: a.contradicting - b.contradicting,
  };
}
