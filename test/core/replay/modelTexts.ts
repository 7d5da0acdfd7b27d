import type { Random } from "./random";

const words = [
  "boundary", "cache", "the", "of", "retry", "42", "config.toml", "“quoted”", "プルーニング", "境界は",
  "\t", "\n", "\\", '"', "\u0007", "\u007f", "\u2028", "🦀", "fn main() {", "}", "assert_eq!", "0x1f",
]; // prettier-ignore

/** A text of about so many characters, with what makes JSON longer than its text. */
export function randomText(random: Random, characters: number): string {
  let text = "";
  while (text.length < characters) text += `${random.pick(words)} `;
  return text;
}

/** A tokenizer's stand-in: about a token for each four bytes, by a rate of its own for each text. */
export function tokensOf(text: string): number {
  let mixed = 7;
  for (let at = 0; at < Math.min(text.length, 40); at++)
    mixed = (mixed * 31 + text.charCodeAt(at)) % 997;
  return Math.ceil(Buffer.byteLength(text, "utf8") / (2.5 + (mixed / 997) * 2.5));
}
