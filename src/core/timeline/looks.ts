import { itemKinds } from "../session/itemColumns";

/** How a place in the picture looks. A cell's code is a position in this list, with flags above it. */
export const looks = [
  "empty",
  "system + tools",
  ...itemKinds,
  "left out",
  "sent again",
  "back since",
  "newly left out",
  "no longer left out",
  "would be sent again",
] as const;
export type Look = (typeof looks)[number];

export const lookMask = 15;
/** Flags of a cell. */
export const cellFlags = {
  /** The first row of a band that is high enough to have an edge. */
  edge: 16,
  /** Content before the protected start, in a band that is high enough for an outline. */
  candidate: 32,
  /** Holds for some of the merged requests only. */
  partial: 64,
  /** Not among what is brought out. */
  dim: 128,
} as const;

export const lookCode = (look: Look): number => looks.indexOf(look);
export const firstKindCode = lookCode(itemKinds[0]);
export const sentContentCode = lookCode("tool result");

/** Which look stands for merged requests where they differ: what costs most, first. */
const severity: readonly Look[] = [
  "tool result",
  "left out",
  "back since",
  "no longer left out",
  "newly left out",
  "sent again",
  "would be sent again",
];
const rankOfCode = looks.map((look) => severity.indexOf(look));

/** Which of two codes of looks stands for both. */
export function moreSevere(a: number, b: number): number {
  return (rankOfCode[a & lookMask] ?? -1) >= (rankOfCode[b & lookMask] ?? -1) ? a : b;
}
