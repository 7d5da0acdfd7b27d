import { numberMarks } from "../l10n/translation";

/** What a price field says: a number of at least 0, or what is wrong with it. */
export type PriceInput =
  | { readonly kind: "value"; readonly value: number }
  /** A mark before three digits, which groups thousands in one way of writing and begins the decimals in another. */
  | { readonly kind: "ambiguous"; readonly readings: readonly [number, number] }
  | { readonly kind: "empty" | "not a number" | "negative" };

const marks = [".", ","] as const;
type Mark = (typeof marks)[number];

/**
 * Reads a price as people of any language write it: with a point or a comma before the decimals, the other one, blanks or
 * apostrophes between thousands. Where a text may mean two numbers the mark of the language in use decides if it begins the
 * decimals there; otherwise the text is ambiguous.
 */
export function readPrice(text: string): PriceInput {
  const written = text.trim();
  if (written === "") return { kind: "empty" };
  const isNegative = /^[-−]/.test(written);
  const input = readUnsigned(
    written.replace(/^[-−+]\s*/, "").replace(/(?<=\d)[\s_’'](?=\d{3}(?!\d))/g, ""),
  );
  if (!isNegative || input.kind === "not a number") return input;
  return input.kind === "value" && input.value === 0 ? input : { kind: "negative" };
}

function readUnsigned(written: string): PriceInput {
  if (/^\d+(\.\d+)?e[-+]?\d+$/i.test(written)) return value(written);
  if (!/^[\d.,]*\d[.,]?$/.test(written)) return { kind: "not a number" };
  const [first, second] = [written.search(/[.,]/), written.search(/[.,](?=[^.,]*$)/)];
  if (first < 0) return value(written);
  const mark = markAt(written, second);
  const decimals = written.length - second - 1;
  if (first === second) {
    const mayGroup = decimals === 3 && /^[1-9]\d{0,2}$/.test(written.slice(0, second));
    const asDecimals = decimal(written, mark);
    if (!mayGroup || numberMarks().decimal === mark) return value(asDecimals);
    return {
      kind: "ambiguous",
      readings: [Number(written.replace(mark, "")), Number(asDecimals)],
    };
  }
  const group = markAt(written, first);
  const isGrouped = (digits: string) =>
    digits.split(group).every(isGroup) && !digits.startsWith("0");
  if (group === mark)
    return isGrouped(written) ? value(written.replaceAll(group, "")) : { kind: "not a number" };
  return isGrouped(written.slice(0, second))
    ? value(decimal(written.replaceAll(group, ""), mark))
    : { kind: "not a number" };
}

function isGroup(digits: string, position: number): boolean {
  return position === 0 ? /^\d{1,3}$/.test(digits) : /^\d{3}$/.test(digits);
}

function markAt(written: string, position: number): Mark {
  return marks.find((mark) => written[position] === mark) ?? ".";
}

function decimal(written: string, mark: Mark): string {
  return written.replace(mark, ".");
}

function value(digits: string): PriceInput {
  const read = Number(digits);
  return Number.isFinite(read) ? { kind: "value", value: read } : { kind: "not a number" };
}
