import type { TemplateResult } from "lit";
import { formatCount } from "../src/core/format";
import { readKnob, type KnobInput } from "../src/core/inspect/knob";
import { changedRequests, outcomeOff, runFigures } from "../src/core/inspect/whatIfComparison";
import { defaultSettings, type PruneSettings } from "../src/core/prune/evaluate";
import type { WhatIfOutcome } from "../src/core/whatif/outcome";
import type { LoadedSession } from "./loadedSession";
import type { Knobs } from "./pageState";
import { whatIfView, type Knob, type Preset } from "./views/whatIf";

type Problems = Partial<Record<Knob, Exclude<KnobInput, { kind: "value" }>>>;

/** Sliders reach at least this far, in tokens. */
const leastReach = 131_072;

/** The knobs: what the user sets, what the core gives for it, and both runs side by side. */
export class WhatIfPanel {
  readonly #onChange: () => void;
  #loaded: LoadedSession | undefined;
  #knobs: Knobs;
  #texts: Record<Knob, string> = { protectedTokens: "", minSavings: "" };
  #problems: Problems = {};
  #outcome: { readonly of: Knobs; readonly value: WhatIfOutcome | undefined } | undefined;
  #recordedFigures: ReturnType<typeof runFigures> | undefined;

  /** `onChange` is called after the knobs were moved: the outcome is then another. */
  constructor(knobs: Knobs, onChange: () => void) {
    this.#knobs = knobs;
    this.#onChange = onChange;
  }

  get knobs(): Knobs {
    return this.#knobs;
  }

  /** Takes another state of the session; the knobs stay where they are. */
  use(loaded: LoadedSession): void {
    this.#loaded = loaded;
    this.#outcome = undefined;
    this.#recordedFigures = undefined;
    for (const knob of ["protectedTokens", "minSavings"] as const)
      if (this.#problems[knob] === undefined)
        this.#texts[knob] = formatCount(this.#settings(loaded)[knob]);
  }

  /** What the knobs give; undefined while they stand as recorded. Computed once for each position. */
  outcome(): WhatIfOutcome | undefined {
    const loaded = this.#loaded;
    if (loaded === undefined) return undefined;
    if (this.#outcome?.of !== this.#knobs)
      this.#outcome = { of: this.#knobs, value: compute(loaded, this.#knobs) };
    return this.#outcome.value;
  }

  view(loaded: LoadedSession): TemplateResult {
    const outcome = this.outcome();
    this.#recordedFigures ??= runFigures(loaded.replay, loaded.results, loaded.recorded);
    return whatIfView(
      {
        mode: "as recorded",
        knobs: this.#knobs,
        settings: this.#settings(loaded),
        recordedSettings: loaded.lastSettings,
        settingsKnown: loaded.settingsKnown,
        pruningOff: loaded.replay.settings.source === "off",
        texts: this.#texts,
        problems: this.#problems,
        most: Math.max(leastReach, loaded.summary.peak?.tokens ?? 0),
        recorded: this.#recordedFigures,
        whatIf:
          outcome === undefined ? undefined : runFigures(loaded.replay, loaded.results, outcome),
        changedRequests:
          outcome === undefined
            ? 0
            : changedRequests(loaded.replay, loaded.results, loaded.recorded, outcome),
        requests: loaded.rows.length,
        certain: (outcome ?? loaded.recorded).certain.reduce((sum, one) => sum + one, 0),
      },
      {
        onSlide: (knob, value) => {
          this.#slide(knob, value);
        },
        onType: (knob, text) => {
          this.#type(knob, text);
        },
        onPreset: (preset) => {
          this.#preset(preset);
        },
      },
    );
  }

  #settings(loaded: LoadedSession): PruneSettings {
    return this.#knobs.kind === "settings" ? this.#knobs.settings : loaded.lastSettings;
  }

  #slide(knob: Knob, value: number): void {
    if (this.#loaded === undefined) return;
    this.#texts[knob] = formatCount(value);
    this.#problems = { ...this.#problems, [knob]: undefined };
    this.#set({ ...this.#settings(this.#loaded), [knob]: value });
  }

  #type(knob: Knob, text: string): void {
    if (this.#loaded === undefined) return;
    this.#texts[knob] = text;
    const input = readKnob(text);
    if (input.kind === "value") {
      this.#problems = { ...this.#problems, [knob]: undefined };
      this.#set({ ...this.#settings(this.#loaded), [knob]: input.value });
    } else {
      this.#problems = { ...this.#problems, [knob]: input };
      this.#onChange();
    }
  }

  #preset(preset: Preset): void {
    if (this.#loaded === undefined) return;
    this.#problems = {};
    this.#knobs =
      preset === "defaults" ? { kind: "settings", settings: defaultSettings } : { kind: preset };
    this.#showTexts(this.#settings(this.#loaded));
    this.#onChange();
  }

  #set(settings: PruneSettings): void {
    this.#knobs = { kind: "settings", settings };
    this.#onChange();
  }

  #showTexts(settings: PruneSettings): void {
    this.#texts = {
      protectedTokens: formatCount(settings.protectedTokens),
      minSavings: formatCount(settings.minSavings),
    };
  }
}

function compute(loaded: LoadedSession, knobs: Knobs): WhatIfOutcome | undefined {
  switch (knobs.kind) {
    case "recorded":
      return undefined;
    case "off":
      return outcomeOff(loaded.recorded);
    case "settings":
      return loaded.whatIf(knobs.settings);
  }
}
