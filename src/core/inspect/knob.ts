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
  | {
      readonly kind:
        "empty" | "not a number" | "negative" | "fraction" | "misgrouped" | "too large";
    };

/**
 * Reads a number field. Blanks, underscores or what the language in use has for it may separate thousands: the same mark
 * throughout, and only before three digits, so that 1,5 is no fifteen.
 */
export function readKnob(text: string): KnobInput {
  const written = text.trim();
  if (written === "") return { kind: "empty" };
  const unsigned = written.replace(/^[-−]\s*/, "");
  const input = readUnsigned(unsigned);
  return unsigned === written || input.kind === "not a number" ? input : { kind: "negative" };
}

function readUnsigned(written: string): KnobInput {
  const { groups, fractions } = marks();
  if (new RegExp(`^(?:\\d+|\\d{1,3}([${groups}])\\d{3}(?:\\1\\d{3})*)$`).test(written)) {
    const value = Number(written.replace(/\D/g, ""));
    return Number.isSafeInteger(value) ? { kind: "value", value } : { kind: "too large" };
  }
  if (new RegExp(`^[\\d${groups}]*[${fractions}]\\d+$`).test(written)) return { kind: "fraction" };
  return new RegExp(`^\\d[\\d${groups}]*$`).test(written)
    ? { kind: "misgrouped" }
    : { kind: "not a number" };
}

/** What may separate thousands and what may begin a fraction, each for a class of characters. */
function marks(): { readonly groups: string; readonly fractions: string } {
  switch (numberMarks().group) {
    case ",":
      return { groups: ",_\\s", fractions: "." };
    case ".":
      return { groups: "._\\s", fractions: "," };
    default:
      return { groups: "_\\s’'", fractions: ".," };
  }
}
