import type { TemplateResult } from "lit";
import { formatCount } from "../src/core/format";
import { readKnob } from "../src/core/inspect/knob";
import { outcomeOff } from "../src/core/inspect/whatIfComparison";
import { manifestLines } from "../src/core/lab/manifest";
import { defaultSettings } from "../src/core/prune/evaluate";
import type { WhatIfMode, WhatIfOutcome } from "../src/core/whatif/outcome";
import { policyById } from "../src/core/whatif/policies/all";
import type { PriceSetting } from "../src/core/protocol";
import type { PricePreset } from "../src/core/whatif/prices";
import type { SweepPoint } from "../src/core/whatif/sweep";
import { changePolicy, chosenBy, knobsAt, settingsOf, type Chosen } from "./knobs";
import { KnobFields } from "./knobFields";
import { isAt, isSame, Lab, type LabAnswer } from "./lab/lab";
import type { LoadedSession } from "./loadedSession";
import type { Knobs, LabChoices } from "./pageState";
import { PriceBook } from "./priceBook";
import { RecordedRun } from "./recordedRun";
import { adviceView } from "./views/advice";
import type { Preset } from "./views/knobs";
import { whatIfView } from "./views/whatIf";
import { adviceGiven } from "./adviceGiven";
import type { MapPlace } from "../src/core/lab/mapChart";
import { whatIfGiven, type WhatIfState } from "./whatIfGiven";

export interface WhatIfPanelEvents {
  /** The user moved something that is kept, or what is shown became another. */
  readonly onChange: () => void;
  /** Something is to be drawn anew that is neither kept nor changes the what-if. */
  readonly onLook: () => void;
  /** The session's tokens are fitted. */
  readonly onFitted: () => void;
  /** Undefined where nobody can copy. */
  readonly copy: () => ((text: string) => void) | undefined;
}

/** The what-if lab: what the user sets, and what the core gives for it. */
export class WhatIfPanel {
  readonly lab: Lab;
  readonly #events: WhatIfPanelEvents;
  readonly #fields = new KnobFields();
  readonly #prices: PriceBook;
  #shown: { readonly loaded: LoadedSession; readonly run: RecordedRun } | undefined;
  #knobs: Knobs;
  #choices: LabChoices;
  #pricedAs: PricePreset;
  #mapCursor: MapPlace | undefined;
  #asRecorded: { readonly of: Knobs; readonly value: WhatIfOutcome | undefined } | undefined;

  constructor(knobs: Knobs, choices: LabChoices, events: WhatIfPanelEvents) {
    this.#knobs = knobs;
    this.#choices = choices;
    this.#events = events;
    this.#prices = new PriceBook(choices.prices);
    this.#pricedAs = this.#prices.chosen;
    this.lab = new Lab(this.#prices.chosen.prices, (what) => {
      if (what === "fit") {
        this.#ask();
        events.onFitted();
      }
      events.onChange();
    });
    this.lab.wantMap(choices.chart === "map");
  }

  get knobs(): Knobs {
    return this.#knobs;
  }

  get choices(): LabChoices {
    return this.#choices;
  }

  /** The prices of the figures shown, which lag behind those that were chosen by a moment. */
  get prices(): PricePreset {
    const { chosen } = this.#prices;
    const { pricedAt } = this.lab;
    if (pricedAt === undefined || isAt(pricedAt, chosen.prices)) this.#pricedAs = chosen;
    return this.#pricedAs;
  }

  /** Takes the prices of the editor's settings. */
  usePrices(setting: PriceSetting | undefined): void {
    if (this.#prices.use(setting)) this.#repriced();
  }

  /** Takes another state of the session; the knobs stay where they are. */
  use(loaded: LoadedSession): void {
    this.#shown = { loaded, run: new RecordedRun(loaded) };
    this.#asRecorded = undefined;
    // Whoever writes in a knob's field is not written over.
    if (document.querySelector(".knob:focus-within") === null) this.#fields.settle();
    if (loaded.rows.length > 0) this.lab.use(loaded);
  }

  /** What the knobs give, in the mode that is shown; undefined while they stand as recorded. */
  outcome(): WhatIfOutcome | undefined {
    const loaded = this.#shown?.loaded;
    if (loaded === undefined || this.#knobs.kind === "recorded") return undefined;
    return this.#mode === "re-simulated"
      ? this.lab.answer?.outcome
      : this.#computeAsRecorded(loaded);
  }

  /** What to set instead; nothing where no request was sent. `onTaken`: the knobs were set to it. */
  advice(onTaken: () => void): TemplateResult | undefined {
    const state = this.#state();
    if (state === undefined || state.loaded.rows.length === 0) return undefined;
    return adviceView(adviceGiven(state), {
      onTake: (point) => {
        this.takePoint(point);
        onTaken();
      },
      onAgain: () => {
        this.lab.again();
      },
      onCopy: ({ policy: id, values }) => {
        const policy = policyById(id);
        return policy === undefined ? undefined : this.#onCopy({ policy, values });
      },
    });
  }

  view(): TemplateResult | undefined {
    const state = this.#state();
    if (state === undefined) return undefined;
    const { loaded } = state;
    const given = whatIfGiven(state);
    return whatIfView(given, {
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
        // A knob may have been turned since this was drawn.
        this.#take(changePolicy(this.#chosen(loaded), policy, loaded.lastSettings));
      },
      onMode: (mode) => {
        this.#choose({ mode });
      },
      onPrices: (choice) => {
        this.#prices.choose(choice);
        this.#repriced();
      },
      onPriceWritten: (field, text) => {
        this.#prices.write(field, text);
        this.#events.onLook();
      },
      onPriceText: (field, text) => {
        if (this.#prices.type(field, text)) this.#repriced();
        else this.#events.onChange();
      },
      onMeasure: (measure) => {
        this.#choose({ measure });
      },
      onKind: (chart) => {
        this.lab.wantMap(chart === "map");
        this.#choose({ chart });
      },
      onCursor: (cursor) => {
        this.#mapCursor = cursor;
        this.#events.onLook();
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

  #state(): WhatIfState | undefined {
    if (this.#shown === undefined) return undefined;
    const { loaded, run } = this.#shown;
    const chosen = this.#chosen(loaded);
    return {
      loaded,
      run,
      lab: this.lab,
      knobs: this.#knobs,
      chosen,
      choices: this.#choices,
      fields: this.#fields,
      mode: this.#mode,
      prices: this.#prices.given,
      pricedAs: this.prices,
      mapCursor: () => this.#mapCursor,
      outcome: this.outcome(),
      answer: this.#knobs.kind === "recorded" ? undefined : this.#answerFor(chosen),
      onCopy: this.#onCopy(chosen),
    };
  }

  #repriced(): void {
    this.#choices = { ...this.#choices, prices: this.#prices.choice };
    this.lab.setPrices(this.#prices.chosen.prices);
    this.#changed();
  }

  /** The other policies exist only re-simulated. */
  get #mode(): WhatIfMode {
    if (!this.lab.isReady) return "as recorded";
    return this.#knobs.kind === "policy" ? "re-simulated" : this.#choices.mode;
  }

  #chosen(loaded: LoadedSession): Chosen {
    return chosenBy(this.#knobs, loaded.lastSettings);
  }

  #onCopy(chosen: Chosen): (() => void) | undefined {
    const settings = settingsOf(chosen);
    const copy = this.#events.copy();
    if (copy === undefined || settings === undefined) return undefined;
    return () => {
      copy(manifestLines(settings));
    };
  }

  #answerFor(chosen: Chosen): LabAnswer | undefined {
    const { answer } = this.lab;
    return answer !== undefined && isSame(answer.question, questionOf(chosen)) ? answer : undefined;
  }

  #computeAsRecorded(loaded: LoadedSession): WhatIfOutcome | undefined {
    if (this.#asRecorded?.of !== this.#knobs)
      this.#asRecorded = { of: this.#knobs, value: compute(loaded, this.#knobs) };
    return this.#asRecorded.value;
  }

  #ask(): void {
    const loaded = this.#shown?.loaded;
    if (loaded === undefined || this.#knobs.kind === "recorded" || this.#mode !== "re-simulated")
      return;
    this.lab.ask(questionOf(this.#chosen(loaded)));
  }

  #choose(change: Partial<LabChoices>): void {
    this.#choices = { ...this.#choices, ...change };
    this.#changed();
  }

  #changed(): void {
    this.#ask();
    this.#events.onChange();
  }

  #take(chosen: Chosen): void {
    this.#fields.clear();
    this.#knobs = knobsAt(chosen);
    this.#changed();
  }

  #setValue(position: number, value: number, text = formatCount(value)): void {
    if (this.#shown === undefined) return;
    const { policy, values } = this.#chosen(this.#shown.loaded);
    this.#fields.valid(policy.parameters[position]?.id ?? "", text);
    this.#knobs = knobsAt({
      policy,
      values: values.map((before, at) => (at === position ? value : before)),
    });
    this.#changed();
  }

  #type(position: number, text: string): void {
    if (this.#shown === undefined) return;
    const input = readKnob(text);
    if (input.kind === "value") {
      this.#setValue(position, input.value, text);
      return;
    }
    const { policy } = this.#chosen(this.#shown.loaded);
    this.#fields.invalid(policy.parameters[position]?.id ?? "", text, input);
    this.#events.onChange();
  }

  #preset(preset: Preset): void {
    this.#fields.clear();
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
