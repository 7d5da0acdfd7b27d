import { sweepMeasures, type SweepMeasure } from "../src/core/lab/sweepChart";
import * as s from "../src/core/shape";
import type { PruneSettings } from "../src/core/prune/evaluate";
import type { Viewport } from "../src/core/timeline/viewport";
import type { WhatIfMode } from "../src/core/whatif/outcome";
import { noChoices, timelineChoices, type TimelineChoices } from "./timeline/timelineChoices";
import { priceChoice, type PriceChoice } from "./priceChoice";

/** The tabs below the timeline. */
export const tabs = ["whatIf", "candidates", "requests"] as const;
export type Tab = (typeof tabs)[number];

/** Where the what-if knobs stand: as it was recorded, pruning off, other settings, or another policy. */
export type Knobs =
  | { readonly kind: "recorded" }
  | { readonly kind: "off" }
  | { readonly kind: "settings"; readonly settings: PruneSettings }
  | { readonly kind: "policy"; readonly policy: string; readonly values: readonly number[] };

/** What the user wants of the what-if besides the knobs. */
export interface LabChoices {
  /** As wanted: re-simulated holds only once the tokens are fitted. */
  readonly mode: WhatIfMode;
  readonly prices: PriceChoice;
  readonly measure: SweepMeasure;
  /** How the tried settings are drawn: along one setting, or over both. */
  readonly chart: SweepChartKind;
}

export const sweepChartKinds = ["curves", "map"] as const;
export type SweepChartKind = (typeof sweepChartKinds)[number];

/** How the page's room is shared out. Shares are of the room of picture, inspector and panel together, 0 to 1. */
export interface PageLayout {
  readonly inspectorShare: number;
  readonly panelShare: number;
  readonly panelOpen: boolean;
}

/** What outlives the page: kept after every change, and parsed when the page comes back. */
export interface PageState {
  /** The host's own, see the protocol's `welcome`. */
  readonly restore: string | undefined;
  readonly selected: number | undefined;
  readonly view: Viewport | undefined;
  /** Filter and search of the timeline. */
  readonly choices: TimelineChoices;
  readonly knobs: Knobs;
  readonly lab: LabChoices;
  readonly tab: Tab;
  /** Whether the header shows how each figure was obtained. */
  readonly explained: boolean;
  readonly layout: PageLayout;
}

export const initialState: PageState = {
  restore: undefined,
  selected: undefined,
  view: undefined,
  choices: noChoices,
  knobs: { kind: "recorded" },
  lab: { mode: "re-simulated", prices: { kind: "setting" }, measure: "cost", chart: "curves" },
  tab: "whatIf",
  explained: false,
  layout: { inspectorShare: 0.28, panelShare: 0.4, panelOpen: true },
};

const knobs = s.tagged<Knobs>("kind", {
  recorded: s.object({ kind: s.literal("recorded") }),
  off: s.object({ kind: s.literal("off") }),
  settings: s.object({
    kind: s.literal("settings"),
    settings: s.object({ protectedTokens: s.count, minSavings: s.count }),
  }),
  policy: s.object({ kind: s.literal("policy"), policy: s.text, values: s.list(s.count) }),
});

const lab: s.Shape<LabChoices> = s.object({
  mode: s.literal("as recorded", "re-simulated"),
  prices: priceChoice,
  measure: s.literal(...sweepMeasures),
  chart: s.literal(...sweepChartKinds),
});

const view: s.Shape<Viewport> = s.object({
  axis: s.literal("requests", "time"),
  from: s.number,
  to: s.number,
});

/** A share that leaves something of both parts. */
const share: s.Shape<number> = (value) =>
  typeof value === "number" && value >= 0.1 && value <= 0.9
    ? value
    : new s.Mismatch("", "a share of 0.1 to 0.9");

const layout: s.Shape<PageLayout> = s.object({
  inspectorShare: share,
  panelShare: share,
  panelOpen: s.flag,
});

const fields = {
  restore: s.maybe(s.text),
  selected: s.maybe(s.count),
  view: s.maybe(view),
  choices: timelineChoices,
  knobs,
  lab,
  tab: s.literal(...tabs),
  explained: s.flag,
  layout,
};

/**
 * The state in what was kept. Each part that does not fit begins anew, the others stay: a state of an older version, or
 * of nothing at all, is normal.
 */
export function restoreState(kept: unknown): PageState {
  const part = s.object({
    restore: otherwise(fields.restore, initialState.restore),
    selected: otherwise(fields.selected, initialState.selected),
    view: otherwise(fields.view, initialState.view),
    choices: otherwise(fields.choices, initialState.choices),
    knobs: otherwise(fields.knobs, initialState.knobs),
    lab: otherwise(fields.lab, initialState.lab),
    tab: otherwise(fields.tab, initialState.tab),
    explained: otherwise(fields.explained, initialState.explained),
    layout: otherwise(fields.layout, initialState.layout),
  });
  const restored = part(kept);
  return restored instanceof s.Mismatch ? initialState : restored;
}

function otherwise<T>(shape: s.Shape<T>, instead: T): s.Shape<T> {
  return (value) => {
    const fitting = shape(value);
    return fitting instanceof s.Mismatch ? instead : fitting;
  };
}
