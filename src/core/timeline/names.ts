import { t } from "../l10n/translation";
import type { ItemKind } from "../session/itemColumns";
import type { Segment } from "../session/segment";
import type { WhatIfMode } from "../whatif/outcome";
import type { StripName } from "./hit";
import type { Look } from "./looks";
import type { TimelineDecision } from "./model";

/** What is drawn, as the pictures name it to people, in page and export alike. */

export const kindNames: Readonly<Record<ItemKind, string>> = {
  user: t("user"),
  assistant: t("assistant"),
  system: t("system"),
  reasoning: t("reasoning"),
  "tool call": t("tool call"),
  "tool result": t("tool result"),
};

export const lookNames: Readonly<Record<Look, string>> = {
  ...kindNames,
  empty: "",
  "system + tools": t("system + tools"),
  "left out": t("left out"),
  "sent again": t("sent again"),
  "back since": t("still back"),
  "newly left out": t("newly left out"),
  "no longer left out": t("no longer left out"),
  "would be sent again": t("would be sent again"),
};

/** Marks and bars that stand for no items. */
export const markNames = {
  candidate: t("candidate"),
  "protected start": t("protected start"),
  prompt: t("prompt"),
  "measured prompt": t("measured prompt"),
  "prompt, not measured": t("prompt, not measured"),
  "what-if boundary": t("what-if boundary"),
  "what-if prompt": t("what-if prompt"),
  "cache read": t("cache read"),
  "cache written": t("cache written"),
  "not cached": t("not cached"),
  "estimated savings": t("estimated savings"),
  "realised savings": t("realised savings"),
  "left out, tokens": t("left out, tokens"),
} as const;

export const decisionNames: Readonly<Record<TimelineDecision, string>> = {
  unknown: t("not recorded"),
  fired: t("fired"),
  no_candidates: t("no candidates"),
  below_min_savings: t("below min savings"),
};

export const stripLabels: Readonly<Record<StripName | "what if" | "both", string>> = {
  decision: t("decision"),
  "what if": t("what if"),
  both: t("decision, and what if"),
  "sent again": t("sent again"),
  cache: t("cache"),
  savings: t("savings"),
  output: t("output"),
};

/** How a segment came about that is not the first. */
export const originNames: Readonly<Record<Segment["origin"]["kind"], string>> = {
  new: t("new history"),
  forked: t("forked"),
  compacted: t("compacted"),
};

export const modeNames: Readonly<Record<WhatIfMode, string>> = {
  "as recorded": t("as recorded"),
  "re-simulated": t("re-simulated"),
};
