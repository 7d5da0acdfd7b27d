import {
  contentStates,
  hasPart,
  type Filter,
  type FilterPart,
} from "../../src/core/timeline/filter";
import { requestFateNames, type RequestFate } from "../../src/core/replay/requestFates";
import { requestFates } from "../../src/core/timeline/requestFate";
import { certainty, type WhatIfOutcome } from "../../src/core/whatif/outcome";
import { lookNames, markNames, decisionNames } from "../../src/core/timeline/names";
import { fates, filterWords, timeline as words } from "../strings/timeline";
import { fateMark } from "./paintEndings";
import { uncertainSwatch } from "./paintUncertain";
import { describeHeights } from "../../src/core/timeline/describe";
import type { StripName } from "../../src/core/timeline/hit";
import { lookCode, type Look } from "../../src/core/timeline/looks";
import {
  decisions,
  type TimelineDecision,
  type TimelineModel,
} from "../../src/core/timeline/model";
import { itemKinds } from "../../src/core/session/itemColumns";
import { whatIfStateNames, whatIfStates } from "../../src/core/timeline/whatIfSets";
import { occurringIn } from "../../src/core/timeline/occurring";
import { unreachable } from "../../src/core/unreachable";
import { cssColour } from "./colour";
import { cachePattern, canvasPattern } from "./swatch";
import { shape } from "./paintDecisions";
import type { TimelineTheme } from "./theme";

type Entry =
  | { readonly kind: "look"; readonly look: Look }
  | {
      readonly kind: "mark";
      readonly mark:
        | "protected start"
        | "measured prompt"
        | "prompt, not measured"
        | "what-if boundary"
        | "what-if prompt";
    }
  | { readonly kind: "candidate" }
  | { readonly kind: "cache"; readonly part: "read" | "written" | "not cached" }
  | { readonly kind: "savings"; readonly part: "estimated" | "realised" | "left out" }
  | { readonly kind: "decision"; readonly decision: TimelineDecision }
  | { readonly kind: "fate"; readonly fate: RequestFate }
  | { readonly kind: "errors" }
  | { readonly kind: "uncertain" };

/**
 * Only what occurs in one of the sessions, and stands in a strip that is drawn: a legend is read, not decoded. First what a
 * picture is read by: where there is one line, the rest is folded.
 */
function legendEntries({ models, whatIf, filter, strips }: LegendGiven): readonly Entry[] {
  const hasWhatIf = whatIf !== undefined;
  const look = (name: Look): Entry => ({ kind: "look", look: name });
  const some = (occurs: (requests: TimelineModel["requests"]) => boolean) =>
    models.some(({ requests }) => occurs(requests));
  const entries: Entry[] = [];
  if (some(({ sentAgain }) => isPresent(sentAgain))) entries.push(look("sent again"));
  if (some(({ backSince }) => isPresent(backSince))) entries.push(look("back since"));
  if (some(({ leftOut }) => isPresent(leftOut))) entries.push(look("left out"));
  if (some(({ candidateCount }) => candidateCount.some((count) => count > 0)))
    entries.push({ kind: "candidate" });
  for (const state of whatIfStateNames)
    if (
      filter.states.includes(state) ||
      (hasWhatIf && models.some((model) => whatIfStates(model, whatIf).has(state)))
    )
      entries.push(look(state));
  if (some(({ protectedStart }) => protectedStart.some((start) => start >= 0)))
    entries.push({ kind: "mark", mark: "protected start" });
  if (some(({ promptSource }) => promptSource.some((source) => source === 0)))
    entries.push({ kind: "mark", mark: "measured prompt" });
  if (some(({ promptSource }) => promptSource.some((source) => source > 0)))
    entries.push({ kind: "mark", mark: "prompt, not measured" });
  if (hasWhatIf)
    entries.push(
      { kind: "mark", mark: "what-if boundary" },
      { kind: "mark", mark: "what-if prompt" },
    );
  // What is pressed stays, also while it is worked out again.
  if (whatIf?.certain.includes(certainty.no) === true || filter.uncertain)
    entries.push({ kind: "uncertain" });
  const occurring = models.map(occurringIn);
  for (const [code, kind] of [...itemKinds.entries()].reverse())
    if (occurring.some(({ kinds }) => kinds.has(code))) entries.push(look(kind));
  if (occurring.some(({ errors }) => errors)) entries.push({ kind: "errors" });
  entries.push(look("system + tools"));
  for (const [code, decision] of decisions.entries())
    if (occurring.some((each) => each.decisions.has(code)))
      entries.push({ kind: "decision", decision });
  const met = new Set(models.flatMap((model) => Array.from(new Set(requestFates(model)))));
  for (const fate of requestFateNames) if (met.has(fate)) entries.push({ kind: "fate", fate });
  const hasCache = strips.includes("cache");
  if (hasCache && some(({ cacheReadTokens }) => cacheReadTokens.some((value) => value >= 0)))
    entries.push({ kind: "cache", part: "read" }, { kind: "cache", part: "written" });
  if (hasCache && some(({ uncachedTokens }) => uncachedTokens.some((value) => value > 0)))
    entries.push({ kind: "cache", part: "not cached" });
  if (!strips.includes("savings")) return entries;
  if (some(({ leftOut }) => isPresent(leftOut))) {
    const isRealised = some(({ realisedSavingsTokens }) =>
      realisedSavingsTokens.some((value) => !Number.isNaN(value)),
    );
    entries.push({ kind: "savings", part: isRealised ? "realised" : "left out" });
  }
  if (some(({ estimatedSavingsTokens }) => estimatedSavingsTokens.some((value) => value > 0)))
    entries.push({ kind: "savings", part: "estimated" });
  return entries;
}

function isPresent(column: { readonly bounds: Uint32Array }): boolean {
  return column.bounds.length > 0;
}

export interface LegendGiven {
  /** One session, or two that are compared. */
  readonly models: readonly TimelineModel[];
  readonly whatIf: WhatIfOutcome | undefined;
  readonly filter: Filter;
  /** The strips that have room. */
  readonly strips: readonly StripName[];
  readonly theme: TimelineTheme;
  readonly textures: Uint32Array;
  readonly ratio: number;
}

interface Rendered {
  readonly given: LegendGiven;
  readonly buttons: readonly { readonly button: HTMLButtonElement; readonly part: FilterPart }[];
}

const renderedIn = new WeakMap<HTMLElement, Rendered>();

/** Whether a list has the same entries for both, pressed or not. */
function hasSameEntries(a: LegendGiven, b: LegendGiven): boolean {
  return (
    a.models.length === b.models.length &&
    a.models.every((model, at) => model === b.models[at]) &&
    a.whatIf === b.whatIf &&
    a.filter.uncertain === b.filter.uncertain &&
    a.filter.states.join() === b.filter.states.join() &&
    a.strips.join() === b.strips.join() &&
    a.theme === b.theme &&
    a.textures === b.textures &&
    a.ratio === b.ratio
  );
}

/**
 * Fills the list with swatches and names; what can be brought out is a button that stays pressed. False where it has all
 * of them already, and only what is pressed could change.
 */
export function renderLegend(
  list: HTMLElement,
  given: LegendGiven,
  onToggle: (part: FilterPart) => void,
): boolean {
  const { models, filter, theme, textures, ratio } = given;
  const before = renderedIn.get(list);
  if (before !== undefined && hasSameEntries(before.given, given)) {
    for (const { button, part } of before.buttons)
      button.setAttribute("aria-pressed", String(hasPart(filter, part)));
    return false;
  }
  const buttons: { button: HTMLButtonElement; part: FilterPart }[] = [];
  renderedIn.set(list, { given, buttons });
  const focused = list.contains(document.activeElement)
    ? document.activeElement?.getAttribute("data-entry")
    : undefined;
  list.replaceChildren(
    ...legendEntries(given).map((entry) => {
      const item = document.createElement("li");
      const swatch = document.createElement("canvas");
      swatch.width = Math.round(18 * ratio);
      swatch.height = Math.round(12 * ratio);
      const context = swatch.getContext("2d");
      if (context !== null) {
        context.scale(ratio, ratio);
        paintEntry(context, entry, theme, textures, ratio);
      }
      const part = partOf(entry);
      if (part === undefined) {
        item.append(swatch, nameOf(entry));
        return item;
      }
      const button = document.createElement("button");
      button.type = "button";
      button.dataset["entry"] = nameOf(entry);
      button.setAttribute("aria-pressed", String(hasPart(filter, part)));
      button.append(swatch, nameOf(entry));
      button.addEventListener("click", () => {
        onToggle(part);
      });
      buttons.push({ button, part });
      item.append(button);
      return item;
    }),
  );
  const heights = document.createElement("li");
  heights.className = "timeline-heights";
  const sources = Array.from(new Set(models.map((model) => model.heights)));
  heights.textContent = sources.map((source) => words.heights[source]).join(", ");
  heights.title = sources.map(describeHeights).join(" ");
  list.append(heights);
  if (typeof focused === "string")
    list.querySelector<HTMLElement>(`[data-entry="${CSS.escape(focused)}"]`)?.focus();
  return true;
}

/** The part of a filter that an entry stands for; undefined where it only explains. */
function partOf(entry: Entry): FilterPart | undefined {
  switch (entry.kind) {
    case "look": {
      const state = contentStates.find((each) => each === entry.look);
      if (state !== undefined) return { field: "states", value: state };
      const kind = itemKinds.find((each) => each === entry.look);
      return kind === undefined ? undefined : { field: "kinds", value: kind };
    }
    case "candidate":
      return { field: "states", value: "candidate" };
    case "decision":
      return { field: "decisions", value: entry.decision };
    case "fate":
      return { field: "fates", value: entry.fate };
    case "errors":
    case "uncertain":
      return { field: entry.kind };
    case "mark":
    case "cache":
    case "savings":
      return undefined;
    default:
      return unreachable(entry);
  }
}

function nameOf(entry: Entry): string {
  switch (entry.kind) {
    case "look":
      return lookNames[entry.look];
    case "mark":
      return markNames[entry.mark];
    case "candidate":
      return markNames.candidate;
    case "cache":
      return markNames[
        entry.part === "not cached" ? "not cached" : (`cache ${entry.part}` as const)
      ];
    case "savings":
      return markNames[
        entry.part === "left out" ? "left out, tokens" : (`${entry.part} savings` as const)
      ];
    case "decision":
      return decisionNames[entry.decision];
    case "fate":
      return fates[entry.fate];
    case "errors":
      return filterWords.errors;
    case "uncertain":
      return words.uncertain;
    default:
      return unreachable(entry);
  }
}

function paintEntry(
  context: CanvasRenderingContext2D,
  entry: Entry,
  theme: TimelineTheme,
  textures: Uint32Array,
  ratio: number,
): void {
  switch (entry.kind) {
    case "look":
      context.fillStyle = canvasPattern(context, textures, lookCode(entry.look), ratio);
      context.fillRect(0, 0, 18, 12);
      if (entry.look === "left out" || theme.contrast === "high")
        frame(context, cssColour(theme.muted));
      return;
    case "candidate":
      context.fillStyle = canvasPattern(context, textures, lookCode("tool result"), ratio);
      context.fillRect(0, 0, 18, 12);
      frame(context, cssColour(theme.foreground));
      return;
    case "cache":
      context.fillStyle =
        entry.part === "read"
          ? cssColour(theme.cacheRead)
          : cachePattern(context, theme, entry.part);
      context.fillRect(4, 0, 10, 12);
      return;
    case "savings":
      if (entry.part === "estimated") {
        context.fillStyle = cssColour(theme.foreground);
        context.fillRect(4, 5, 10, 2);
        return;
      }
      context.fillStyle = cssColour(theme.savings);
      context.fillRect(4, 0, 10, 12);
      return;
    case "decision":
      shape(context, theme, entry.decision, 9, 6, 9);
      return;
    case "fate":
      fateMark(context, theme, entry.fate, 9, 6, 9);
      return;
    case "errors":
      context.fillStyle = canvasPattern(context, textures, lookCode("tool result"), ratio);
      context.fillRect(0, 0, 18, 12);
      fateMark(context, { ...theme, hot: theme.foreground }, "failed", 9, 6, 8);
      return;
    case "uncertain":
      uncertainSwatch(context, theme);
      return;
    case "mark":
      paintMark(context, entry.mark, theme);
      return;
    default:
      unreachable(entry);
  }
}

function frame(context: CanvasRenderingContext2D, style: string): void {
  context.strokeStyle = style;
  context.lineWidth = 1;
  context.strokeRect(0.5, 0.5, 17, 11);
}

function paintMark(
  context: CanvasRenderingContext2D,
  mark: Extract<Entry, { kind: "mark" }>["mark"],
  theme: TimelineTheme,
): void {
  const dot = (radius: number, style: string) => {
    context.fillStyle = style;
    context.beginPath();
    context.arc(9, 6, radius, 0, 2 * Math.PI);
    context.fill();
  };
  switch (mark) {
    case "protected start":
      context.fillStyle = cssColour(theme.boundary);
      context.fillRect(1, 6, 16, 2);
      context.fillRect(1, 3, 2, 4);
      context.fillRect(15, 3, 2, 4);
      return;
    case "measured prompt":
      context.fillStyle = cssColour(theme.foreground);
      context.fillRect(1, 5, 16, 2);
      dot(2.5, cssColour(theme.foreground));
      return;
    case "prompt, not measured":
      context.fillStyle = cssColour(theme.foreground);
      context.fillRect(1, 5, 5, 2);
      context.fillRect(12, 5, 5, 2);
      return;
    case "what-if boundary":
      context.fillStyle = cssColour(theme.whatIf);
      context.fillRect(3, 4, 12, 4);
      return;
    case "what-if prompt":
      dot(4.5, cssColour(theme.whatIf));
      dot(2.5, cssColour(theme.background));
      return;
    default:
      unreachable(mark);
  }
}
