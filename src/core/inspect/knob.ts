import { numberMarks } from "../l10n/translation";

/**
 * A knob for tokens on a logarithmic scale: slider positions are whole numbers from 0. Up to 23 a position is its own
 * value; from there on 16 positions double the value, rounded to three digits so that a slider gives numbers that people
 * would write. No two positions have the same value.
 */
const linearUpTo = 23;
const positionsPerDoubling = 16;

/** Value at a position. */
export function knobValue(position: number): number {
  if (position <= linearUpTo) return Math.max(0, Math.round(position));
  const exact = linearUpTo * 2 ** ((position - linearUpTo) / positionsPerDoubling);
  return exact < 1000 ? Math.round(exact) : Number(exact.toPrecision(3));
}

/** The position nearest to a value. */
export function knobPosition(value: number): number {
  if (value <= linearUpTo) return Math.max(0, Math.round(value));
  return linearUpTo + Math.round(Math.log2(value / linearUpTo) * positionsPerDoubling);
}

/** What a number field says: a value, or what is wrong with it. */
export type KnobInput =
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "empty" | "not a number" | "negative" | "fraction" | "too large" };

/**
 * Reads a number field. Blanks or underscores between digits may separate thousands, and so may commas, or what the
 * language in use has for them.
 */
export function readKnob(text: string): KnobInput {
  const digits = text.trim().replace(separators(), "");
  if (digits === "") return { kind: "empty" };
  if (/^[-−]\d+(\.\d+)?$/.test(digits)) return { kind: "negative" };
  const fraction = numberMarks().group === "," ? /^\d*\.\d+$/ : /^\d*[.,]\d+$/;
  if (fraction.test(digits)) return { kind: "fraction" };
  if (!/^\d+$/.test(digits)) return { kind: "not a number" };
  const value = Number(digits);
  return Number.isSafeInteger(value) ? { kind: "value", value } : { kind: "too large" };
}

/** Where a point separates thousands it stands before three digits: 1.5 is no fifteen. */
function separators(): RegExp {
  switch (numberMarks().group) {
    case ",":
      return /(?<=\d)[,_\s](?=\d)/g;
    case ".":
      return /(?<=\d)(?:[_\s](?=\d)|\.(?=\d{3}(?!\d)))/g;
    default:
      return /(?<=\d)[_\s’'](?=\d)/g;
  }
}
