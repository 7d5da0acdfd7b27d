/**
 * A knob for tokens on a logarithmic scale: slider positions are whole numbers from 0, where 0 stands for the value 0
 * and 1 for the value 1; from there on 16 positions double the value. Values of positions are rounded to three digits,
 * so that a slider gives numbers that people would write.
 */
const positionsPerDoubling = 16;

/** Value at a position. */
export function knobValue(position: number): number {
  if (position <= 0) return 0;
  const exact = 2 ** ((position - 1) / positionsPerDoubling);
  return exact < 1000 ? Math.round(exact) : Number(exact.toPrecision(3));
}

/** The position nearest to a value. */
export function knobPosition(value: number): number {
  if (value < 1) return 0;
  return 1 + Math.round(Math.log2(value) * positionsPerDoubling);
}

/** What a number field says: a value, or what is wrong with it. */
export type KnobInput =
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "empty" | "not a number" | "negative" | "fraction" | "too large" };

/** Reads a number field. Blanks, and commas or underscores between digits, may separate thousands. */
export function readKnob(text: string): KnobInput {
  const digits = text.trim().replace(/(?<=\d)[,_\s](?=\d)/g, "");
  if (digits === "") return { kind: "empty" };
  if (/^[-−]\d+(\.\d+)?$/.test(digits)) return { kind: "negative" };
  if (/^\d*\.\d+$/.test(digits)) return { kind: "fraction" };
  if (!/^\d+$/.test(digits)) return { kind: "not a number" };
  const value = Number(digits);
  return Number.isSafeInteger(value) ? { kind: "value", value } : { kind: "too large" };
}
