import { changedRequests, runFigures } from "../src/core/inspect/whatIfComparison";
import { repeatsEnough } from "../src/core/lab/advice";
import type { WhatIfMode, WhatIfOutcome } from "../src/core/whatif/outcome";
import type { PricePreset } from "../src/core/whatif/prices";
import { settingsOf, type Chosen } from "./knobs";
import type { KnobFields } from "./knobFields";
import type { Lab, LabAnswer } from "./lab/lab";
import { lab as labWords } from "./strings/lab";
import type { LoadedSession } from "./loadedSession";
import type { Knobs, LabChoices } from "./pageState";
import type { RecordedRun } from "./recordedRun";
import { advice as adviceWords, whatIf as words } from "./strings";
import type { ModeGiven } from "./views/modeSwitch";
import type { PricesGiven } from "./views/prices";
import type { SweepGiven } from "./views/sweep";
import type { MapPlace } from "../src/core/lab/mapChart";
import type { WhatIfGiven } from "./views/whatIf";

/** Sliders reach at least this far, in tokens. */
const leastReach = 131_072;

/** All that the what-if panel shows, before it is put into words and figures. */
export interface WhatIfState {
  readonly loaded: LoadedSession;
  readonly run: RecordedRun;
  readonly lab: Lab;
  readonly knobs: Knobs;
  readonly chosen: Chosen;
  readonly choices: LabChoices;
  readonly fields: KnobFields;
  /** The mode that holds, which need not be the one wanted. */
  readonly mode: WhatIfMode;
  readonly prices: PricesGiven;
  /** The prices of the figures that are known. */
  readonly pricedAs: PricePreset;
  /** Where pointer or keys were last on the map. */
  readonly mapCursor: () => MapPlace | undefined;
  /** Undefined while the knobs stand as recorded, or nothing is known for them yet. */
  readonly outcome: WhatIfOutcome | undefined;
  /** The re-simulated answer for exactly what the knobs stand at. */
  readonly answer: LabAnswer | undefined;
  readonly onCopy: (() => void) | undefined;
}

/** What the what-if panel shows, from what the page holds. */
export function whatIfGiven(state: WhatIfState): WhatIfGiven {
  const { loaded, knobs, chosen, fields } = state;
  return {
    knobs: {
      knobs,
      chosen,
      recordedSettings: loaded.lastSettings,
      settingsKnown: loaded.settingsKnown,
      texts: fields.texts,
      problems: fields.problems,
      most: Math.max(leastReach, loaded.summary.peak?.tokens ?? 0, mostTried(state)),
    },
    mode: modeGiven(state),
    prices: state.prices,
    comparison: comparisonGiven(state),
    sweep: sweepGiven(state),
    onCopy: state.onCopy,
  };
}

/** The most protected tokens that were tried: what is advised must be on the slider. */
function mostTried({ lab }: WhatIfState): number {
  const curves = lab.swept?.sweep.curves ?? [];
  return curves.reduce((most, { parameter, points }) => {
    const last = parameter === undefined ? undefined : points.at(-1)?.values[parameter];
    return Math.max(most, last ?? 0);
  }, 0);
}

function modeGiven(state: WhatIfState): ModeGiven {
  const { lab, mode, knobs } = state;
  return {
    mode,
    isReady: lab.isReady,
    asRecordedPossible: knobs.kind !== "policy",
    work: lab.work,
    stopped: lab.stopped,
    selfCheck: lab.priced?.selfCheck,
    certainty: certainty(state),
  };
}

function certainty({ loaded, mode, answer, outcome }: WhatIfState): ModeGiven["certainty"] {
  const requests = loaded.rows.length;
  if (mode === "re-simulated") {
    if (answer === undefined) return { text: "", certain: undefined, requests };
    const { uncertain } = answer.summary;
    return uncertain === undefined
      ? { text: labWords.certaintyPending(requests), certain: undefined, requests }
      : {
          text: labWords.uncertain(uncertain, requests),
          certain: requests - uncertain,
          requests,
        };
  }
  const certain = (outcome ?? loaded.recorded).certain.reduce((sum, one) => sum + one, 0);
  const text = certain === requests ? words.allCertain(requests) : words.certain(certain, requests);
  return { text, certain, requests };
}

function comparisonGiven(state: WhatIfState): WhatIfGiven["comparison"] {
  const { loaded, run, lab, mode, knobs, outcome, answer, pricedAs } = state;
  const status = statusOf(state);
  if (mode === "re-simulated" && lab.priced !== undefined)
    return {
      mode,
      given: {
        measured: run.summary(pricedAs.prices),
        modelled: lab.priced.recorded,
        whatIf: knobs.kind === "recorded" ? undefined : lab.answer?.summary,
        busy: knobs.kind !== "recorded" && answer === undefined,
        status,
      },
    };
  const whatIf = mode === "as recorded" ? outcome : undefined;
  return {
    mode: "as recorded",
    given: {
      recorded: run.figures,
      whatIf: whatIf === undefined ? undefined : runFigures(loaded.replay, loaded.results, whatIf),
      status,
    },
  };
}

function statusOf({ loaded, lab, knobs, outcome }: WhatIfState): string {
  const { replay, results, recorded, settingsKnown } = loaded;
  const changed =
    outcome === undefined
      ? ""
      : words.changedRequests(changedRequests(replay, results, recorded, outcome));
  switch (knobs.kind) {
    case "recorded":
      if (settingsKnown) return words.recordedNote;
      return replay.settings.source === "off" ? words.recordedOff : words.recordedUnknown;
    case "off":
      return `${words.offNote} ${changed}`;
    case "settings":
      return changed;
    case "policy":
      return lab.isReady ? changed : labWords.needsFit;
  }
}

function sweepGiven(state: WhatIfState): SweepGiven | undefined {
  const { loaded, run, lab, mode, chosen, answer, choices, pricedAs } = state;
  const { priced, swept } = lab;
  if (mode !== "re-simulated" || priced === undefined) return undefined;
  const measured = run.summary(pricedAs.prices);
  const { selfCheck } = priced;
  return {
    swept,
    off: priced.off,
    recorded: measured.requestsWithCost === 0 ? priced.recorded : measured,
    recordedTokens: loaded.settingsKnown ? loaded.lastSettings.protectedTokens : undefined,
    chosen,
    chosenSummary: answer?.summary,
    doubt: repeatsEnough(selfCheck)
      ? undefined
      : adviceWords.doubtful(selfCheck.sameDecision, selfCheck.evaluated),
    measure: choices.measure,
    kind: choices.chart,
    map: mapGiven(state),
  };
}

function mapGiven({
  loaded,
  lab,
  knobs,
  chosen,
  choices,
  mapCursor,
}: WhatIfState): SweepGiven["map"] {
  const { map } = lab;
  if (map === undefined) return undefined;
  return {
    map,
    measure: choices.measure,
    recorded: loaded.settingsKnown ? loaded.lastSettings : undefined,
    chosen: knobs.kind === "recorded" ? undefined : settingsOf(chosen),
    cursor: mapCursor,
  };
}
