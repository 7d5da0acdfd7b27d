import type { TemplateResult } from "lit";
import { formatCount } from "../src/core/format";
import { readKnob } from "../src/core/inspect/knob";
import { changedRequests, outcomeOff, runFigures } from "../src/core/inspect/whatIfComparison";
import { manifestLines } from "../src/core/lab/manifest";
import { defaultSettings } from "../src/core/prune/evaluate";
import type { WhatIfMode, WhatIfOutcome } from "../src/core/whatif/outcome";
import { policyById } from "../src/core/whatif/policies/all";
import { pricePresets, type PricePreset } from "../src/core/whatif/prices";
import { summarise, type RunSummary } from "../src/core/whatif/summarise";
import type { SweepPoint } from "../src/core/whatif/sweep";
import { changePolicy, chosenBy, knobsAt, settingsOf, type Chosen } from "./knobs";
import { isSame, Lab, type LabAnswer } from "./lab/lab";
import { lab as labWords } from "./labStrings";
import type { LoadedSession } from "./loadedSession";
import type { Knobs, LabChoices } from "./pageState";
import { whatIf as words } from "./strings";
import type { Preset, Problem } from "./views/knobs";
import type { ModeGiven } from "./views/modeSwitch";
import type { SweepGiven } from "./views/sweep";
import { whatIfView, type WhatIfGiven } from "./views/whatIf";

/** Sliders reach at least this far, in tokens. */
const leastReach = 131_072;

export interface WhatIfPanelEvents {
  /** The user moved something that is kept, or what is shown became another. */
  readonly onChange: () => void;
  /** The session's tokens are fitted. */
  readonly onFitted: () => void;
  /** Undefined where nobody can copy. */
  readonly copy: () => ((text: string) => void) | undefined;
}

/** The what-if lab: what the user sets, what the core gives for it, and both runs side by side. */
export class WhatIfPanel {
  readonly lab: Lab;
  readonly #events: WhatIfPanelEvents;
  #loaded: LoadedSession | undefined;
  #knobs: Knobs;
  #choices: LabChoices;
  #texts = new Map<string, string>();
  #problems = new Map<string, Problem>();
  #asRecorded: { readonly of: Knobs; readonly value: WhatIfOutcome | undefined } | undefined;
  #recordedFigures: ReturnType<typeof runFigures> | undefined;
  #measured: { readonly prices: PricePreset; readonly value: RunSummary } | undefined;

  constructor(knobs: Knobs, choices: LabChoices, events: WhatIfPanelEvents) {
    this.#knobs = knobs;
    this.#choices = choices;
    this.#events = events;
    this.lab = new Lab(this.prices.prices, (what) => {
      if (what === "fit") {
        this.#measured = undefined;
        this.#ask();
        events.onFitted();
      }
      events.onChange();
    });
  }

  get knobs(): Knobs {
    return this.#knobs;
  }

  get choices(): LabChoices {
    return this.#choices;
  }

  get prices(): PricePreset {
    return pricePresets.find(({ id }) => id === this.#choices.prices) ?? pricePresets[0];
  }

  /** Takes another state of the session; the knobs stay where they are. */
  use(loaded: LoadedSession): void {
    this.#loaded = loaded;
    this.#asRecorded = undefined;
    this.#recordedFigures = undefined;
    this.#measured = undefined;
    if (this.#problems.size === 0) this.#texts.clear();
    if (loaded.rows.length > 0) this.lab.use(loaded);
  }

  /** What the knobs give, in the mode that is shown; undefined while they stand as recorded. */
  outcome(): WhatIfOutcome | undefined {
    const loaded = this.#loaded;
    if (loaded === undefined || this.#knobs.kind === "recorded") return undefined;
    return this.#mode === "re-simulated"
      ? this.lab.answer?.outcome
      : this.#computeAsRecorded(loaded);
  }

  view(loaded: LoadedSession): TemplateResult {
    return whatIfView(this.#given(loaded), {
      onSlide: (position, value) => {
        this.#setValue(position, value);
      },
      onType: (position, text) => {
        this.#type(position, text);
      },
      onPreset: (preset) => {
        this.#preset(preset);
      },
      onPolicy: (policy) => {
        this.#take(changePolicy(this.#chosen(loaded), policy, loaded.lastSettings));
      },
      onMode: (mode) => {
        this.#choices = { ...this.#choices, mode };
        this.#changed();
      },
      onPrices: ({ id }) => {
        this.#choices = { ...this.#choices, prices: id };
        this.#measured = undefined;
        this.lab.setPrices(this.prices.prices);
        this.#changed();
      },
      onMeasure: (measure) => {
        this.#choices = { ...this.#choices, measure };
        this.#changed();
      },
      onCancel: () => {
        this.lab.cancel();
      },
      onAgain: () => {
        this.lab.again();
      },
      onTake: (point) => {
        this.takePoint(point);
      },
    });
  }

  /** Sets policy and knobs to a point of the sweep, in the mode in which it was found. */
  takePoint({ policy: id, values }: SweepPoint): void {
    const policy = policyById(id);
    if (policy === undefined) return;
    this.#choices = { ...this.#choices, mode: "re-simulated" };
    this.#take({ policy, values });
  }

  /** The other policies exist only re-simulated. */
  get #mode(): WhatIfMode {
    if (!this.lab.isReady) return "as recorded";
    return this.#knobs.kind === "policy" ? "re-simulated" : this.#choices.mode;
  }

  #chosen(loaded: LoadedSession): Chosen {
    return chosenBy(this.#knobs, loaded.lastSettings);
  }

  #given(loaded: LoadedSession): WhatIfGiven {
    const chosen = this.#chosen(loaded);
    const settings = settingsOf(chosen);
    const copy = this.#events.copy();
    return {
      knobs: {
        knobs: this.#knobs,
        chosen,
        recordedSettings: loaded.lastSettings,
        settingsKnown: loaded.settingsKnown,
        texts: this.#texts,
        problems: this.#problems,
        most: Math.max(leastReach, loaded.summary.peak?.tokens ?? 0),
      },
      mode: this.#modeGiven(loaded),
      prices: this.prices,
      comparison: this.#comparison(loaded),
      sweep: this.#sweep(loaded, chosen),
      onCopy:
        copy === undefined || settings === undefined
          ? undefined
          : () => {
              copy(manifestLines(settings));
            },
    };
  }

  #modeGiven(loaded: LoadedSession): ModeGiven {
    const mode = this.#mode;
    const { lab } = this;
    return {
      mode,
      isReady: lab.isReady,
      asRecordedPossible: this.#knobs.kind !== "policy",
      work: lab.work,
      stopped: lab.stopped,
      selfCheck: lab.priced?.selfCheck,
      certainty: this.#certainty(loaded, mode),
    };
  }

  #certainty(loaded: LoadedSession, mode: WhatIfMode): string {
    const requests = loaded.rows.length;
    if (mode === "re-simulated") {
      const answer = this.#knobs.kind === "recorded" ? undefined : this.#answerFor(loaded);
      return answer === undefined ? "" : labWords.uncertain(answer.summary.uncertain, requests);
    }
    const certain = (this.outcome() ?? loaded.recorded).certain.reduce((sum, one) => sum + one, 0);
    return certain === requests ? words.allCertain(requests) : words.certain(certain, requests);
  }

  #comparison(loaded: LoadedSession): WhatIfGiven["comparison"] {
    const outcome = this.outcome();
    const status = this.#status(loaded, outcome);
    const { priced } = this.lab;
    if (this.#mode === "re-simulated" && priced !== undefined)
      return {
        mode: "re-simulated",
        given: {
          measured: this.#measuredSummary(loaded),
          modelled: priced.recorded,
          whatIf: this.#knobs.kind === "recorded" ? undefined : this.lab.answer?.summary,
          busy: this.#knobs.kind !== "recorded" && this.#answerFor(loaded) === undefined,
          status,
        },
      };
    this.#recordedFigures ??= runFigures(loaded.replay, loaded.results, loaded.recorded);
    const whatIf = this.#mode === "as recorded" ? outcome : undefined;
    return {
      mode: "as recorded",
      given: {
        recorded: this.#recordedFigures,
        whatIf:
          whatIf === undefined ? undefined : runFigures(loaded.replay, loaded.results, whatIf),
        status,
      },
    };
  }

  #status(loaded: LoadedSession, outcome: WhatIfOutcome | undefined): string {
    const { replay, results, recorded, settingsKnown } = loaded;
    const changed =
      outcome === undefined
        ? ""
        : words.changedRequests(changedRequests(replay, results, recorded, outcome));
    switch (this.#knobs.kind) {
      case "recorded":
        if (settingsKnown) return words.recordedNote;
        return replay.settings.source === "off" ? words.recordedOff : words.recordedUnknown;
      case "off":
        return `${words.offNote} ${changed}`;
      case "settings":
        return changed;
      case "policy":
        return this.lab.isReady ? changed : labWords.needsFit;
    }
  }

  #sweep(loaded: LoadedSession, chosen: Chosen): SweepGiven | undefined {
    const { priced, swept } = this.lab;
    if (this.#mode !== "re-simulated" || priced === undefined) return undefined;
    const answer = this.#knobs.kind === "recorded" ? undefined : this.#answerFor(loaded);
    const measured = this.#measuredSummary(loaded);
    return {
      swept,
      off: priced.off,
      recorded: measured.requestsWithCost === 0 ? priced.recorded : measured,
      recordedTokens: loaded.settingsKnown ? loaded.lastSettings.protectedTokens : undefined,
      chosen,
      chosenSummary: answer?.summary,
      measure: this.#choices.measure,
    };
  }

  /** The answer for exactly what the knobs stand at. */
  #answerFor(loaded: LoadedSession): LabAnswer | undefined {
    const { answer } = this.lab;
    return answer !== undefined && isSame(answer.question, questionOf(this.#chosen(loaded)))
      ? answer
      : undefined;
  }

  #measuredSummary(loaded: LoadedSession): RunSummary {
    const { prices } = this;
    if (this.#measured?.prices !== prices)
      this.#measured = {
        prices,
        value: summarise(loaded.recorded, loaded.replay, prices.prices),
      };
    return this.#measured.value;
  }

  #computeAsRecorded(loaded: LoadedSession): WhatIfOutcome | undefined {
    if (this.#asRecorded?.of !== this.#knobs)
      this.#asRecorded = { of: this.#knobs, value: compute(loaded, this.#knobs) };
    return this.#asRecorded.value;
  }

  #ask(): void {
    const loaded = this.#loaded;
    if (loaded === undefined || this.#knobs.kind === "recorded" || this.#mode !== "re-simulated")
      return;
    this.lab.ask(questionOf(this.#chosen(loaded)));
  }

  #changed(): void {
    this.#ask();
    this.#events.onChange();
  }

  #take(chosen: Chosen): void {
    this.#texts.clear();
    this.#problems.clear();
    this.#knobs = knobsAt(chosen);
    this.#changed();
  }

  #setValue(position: number, value: number, text = formatCount(value)): void {
    if (this.#loaded === undefined) return;
    const { policy, values } = this.#chosen(this.#loaded);
    const id = policy.parameters[position]?.id ?? "";
    this.#texts.set(id, text);
    this.#problems.delete(id);
    this.#knobs = knobsAt({
      policy,
      values: values.map((before, at) => (at === position ? value : before)),
    });
    this.#changed();
  }

  #type(position: number, text: string): void {
    if (this.#loaded === undefined) return;
    const input = readKnob(text);
    if (input.kind === "value") {
      this.#setValue(position, input.value, text);
      return;
    }
    const id = this.#chosen(this.#loaded).policy.parameters[position]?.id ?? "";
    this.#texts.set(id, text);
    this.#problems.set(id, input);
    this.#events.onChange();
  }

  #preset(preset: Preset): void {
    this.#texts.clear();
    this.#problems.clear();
    this.#knobs =
      preset === "defaults" ? { kind: "settings", settings: defaultSettings } : { kind: preset };
    this.#changed();
  }
}

function questionOf({ policy, values }: Chosen): { policy: string; values: readonly number[] } {
  return { policy: policy.id, values };
}

/** The decisions on the tokens as they were recorded; undefined where that cannot be said. */
function compute(loaded: LoadedSession, knobs: Knobs): WhatIfOutcome | undefined {
  switch (knobs.kind) {
    case "recorded":
    case "policy":
      return undefined;
    case "off":
      return outcomeOff(loaded.recorded);
    case "settings":
      return loaded.whatIf(knobs.settings);
  }
}
